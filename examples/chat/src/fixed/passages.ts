import { readFile } from 'node:fs/promises';
import { passagesFile } from '../app/files.ts';
import { selectPassage, type Passage } from '../app/passages.ts';

export async function findPassage(question: string, signal: AbortSignal): Promise<string> {
  const passages = JSON.parse(await readFile(passagesFile, { encoding: 'utf8', signal })) as Passage[];
  return selectPassage(passages, question);
}
