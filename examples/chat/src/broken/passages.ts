import { readFileSync } from 'node:fs';
import { passagesFile } from '../app/files.ts';
import { selectPassage, type Passage } from '../app/passages.ts';

export function findPassage(question: string): string {
  const passages = JSON.parse(readFileSync(passagesFile, 'utf8')) as Passage[];
  return selectPassage(passages, question);
}
