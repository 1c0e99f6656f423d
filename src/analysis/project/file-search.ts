/** Which files of the project hold this word? Parsed, for questions that the facts do not answer. */
import fs from 'node:fs';
import type { ParsedFile } from '../facts/draft.ts';
import { listTests } from './files.ts';
import { parse } from './parse.ts';

/** Files that cannot be parsed are left out: nothing is known of them anywhere else, either. */
export interface FileSearch {
  readonly linted: ParsedFile;
  /** The linted file is one of the project's: otherwise nobody knows who uses what it exports. */
  readonly isPart: boolean;
  /** The files of the project and its tests whose text holds a word. */
  search(word: string): readonly ParsedFile[];
  get(path: string): ParsedFile | undefined;
}

/** By path, as long as the text is the same. */
const parsedFiles = new Map<string, ParsedFile | undefined>();

/** Trees are large; those of one project at a time are enough. */
const MAX_PARSED = 500;

/** @param linted the file that ESLint has parsed itself */
export function createFileSearch(
  root: string,
  texts: ReadonlyMap<string, { readonly text: string }>,
  linted: ParsedFile,
): FileSearch {
  const found = new Map<string, readonly ParsedFile[]>();
  return {
    linted,
    isPart: texts.has(linted.path),
    search(word) {
      let files = found.get(word);
      if (!files) found.set(word, (files = [...findFiles(word, texts, linted), ...findTests(word, root, linted)]));
      return files;
    },
    get(path) {
      const text = texts.get(path)?.text;
      if (path === linted.path) return linted;
      return text === undefined ? undefined : parseOnce(path, text);
    },
  };
}

function findFiles(
  word: string,
  texts: ReadonlyMap<string, { readonly text: string }>,
  linted: ParsedFile,
): ParsedFile[] {
  const others = [...texts].filter(([file, { text }]) => file !== linted.path && text.includes(word));
  const own = linted.text.includes(word) ? [linted] : [];
  return [...own, ...others.flatMap(([file, { text }]) => parseOnce(file, text) ?? [])];
}

const tests = new Map<string, { readonly at: number; readonly files: readonly (readonly [string, string])[] }>();

/** Tests change seldom while a project is linted. */
const TESTS_KEPT_MS = 10_000;

function findTests(word: string, root: string, linted: ParsedFile): ParsedFile[] {
  let known = tests.get(root);
  if (!known || performance.now() - known.at > TESTS_KEPT_MS) {
    const files = listTests(root).map((file) => [file, read(file)] as const);
    tests.set(root, (known = { at: performance.now(), files }));
  }
  const found = known.files.filter(([file, text]) => file !== linted.path && text.includes(word));
  return found.flatMap(([file, text]) => parseOnce(file, text) ?? []);
}

function parseOnce(file: string, text: string): ParsedFile | undefined {
  const known = parsedFiles.get(file);
  if (known?.text === text) return known;
  if (parsedFiles.size >= MAX_PARSED) parsedFiles.clear();
  const parsed = parse(file, text);
  parsedFiles.set(file, parsed);
  return parsed;
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
