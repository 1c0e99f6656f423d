/** The facts of all files of a project, kept up to date, and the graph of who runs whom in it. */
import fs from 'node:fs';
import { GETTERS } from '../../catalog/names.ts';
import { createGraph, type Graph } from '../contexts/contexts.ts';
import { collectFacts } from '../facts/collect.ts';
import type { ParsedFile } from '../facts/draft.ts';
import type { FileFacts } from '../facts/types.ts';
import { createProjectResolver } from '../references/project-resolver.ts';
import type { Resolve } from '../references/resolve.ts';
import { listFiles } from './files.ts';
import { createModuleFinder, type FindModules } from './modules.ts';
import { parse } from './parse.ts';
import { findRelevantFiles, type Word } from './relevant-files.ts';

export interface ProjectView {
  readonly graph: Graph;
  readonly resolve: Resolve;
  /** The facts of the file being linted. */
  readonly facts: FileFacts;
}

export interface Project {
  /**
   * The project as it is with this text for the file that is linted; undefined where that file has no part in any
   * blocking call.
   *
   * @param words what makes more files take part than the catalog's names do
   */
  view(linted: ParsedFile, words: ReadonlySet<Word>): ProjectView | undefined;
}

interface Entry {
  readonly text: string;
  /** Time and size on disk when it was read. */
  readonly stamp: string | undefined;
  /** Undefined until the file is relevant, and where its text is not understood. */
  facts: FileFacts | undefined;
}

interface Built {
  readonly graph: Graph;
  readonly resolve: Resolve;
}

/** What is known of a project; `built` only while it is still true. */
interface State {
  readonly root: string;
  entries: Map<string, Entry>;
  findModules: FindModules;
  built: Built | undefined;
  /** What users added to the catalog, and what single rules look for. */
  readonly words: Set<Word>;
}

/** Files are looked at again for changes when a file comes up a second time, or after so long. */
const RECHECK_MS = 2_000;

/** Looking takes no more than one part in so many of the time. */
const RECHECK_SHARE = 30;

export function createProject(root: string): Project {
  const state: State = { root, entries: new Map(), findModules: () => [], built: undefined, words: new Set() };
  const linted = new Map<string, ParsedFile['ast']>();
  let nextCheck = -Infinity;
  return {
    view(file, words) {
      if ((linted.get(file.path) ?? file.ast) !== file.ast || performance.now() > nextCheck) {
        const start = performance.now();
        refresh(state);
        const end = performance.now();
        nextCheck = end + Math.max(RECHECK_MS, (end - start) * RECHECK_SHARE);
        linted.clear();
      }
      linted.set(file.path, file.ast);
      if (!state.entries.has(file.path)) return viewAlone(file, root);
      addWords(state, words);
      addText(state, file);
      state.built ??= build(state);
      const facts = state.entries.get(file.path)?.facts;
      return facts && { ...state.built, facts };
    },
  };
}

/** Reads the files that changed on disk. */
function refresh(state: State): void {
  const { entries, root } = state;
  const files = listFiles(root);
  const next = new Map(files.map((file) => [file, readEntry(file, entries.get(file))]));
  if (next.size === entries.size && files.every((file) => next.get(file) === entries.get(file))) return;
  state.entries = next;
  state.findModules = createModuleFinder(root, new Set(files));
  state.built = undefined;
}

function addWords(state: State, words: ReadonlySet<Word>): void {
  for (const word of words) {
    if (!state.words.has(word)) state.built = undefined;
    state.words.add(word);
  }
}

/** The text in the editor counts, saved or not. */
function addText(state: State, file: ParsedFile): void {
  const entry = state.entries.get(file.path);
  if (entry?.text === file.text) return;
  state.entries.set(file.path, { text: file.text, stamp: entry?.stamp, facts: collectFacts(file, GETTERS) });
  state.built = undefined;
}

function build({ root, entries, words, findModules }: State): Built {
  const texts = new Map([...entries].map(([file, { text }]) => [file, text]));
  const relevant = findRelevantFiles(texts, words, findModules);
  const facts = new Map([...relevant].map((file) => [file, getFacts(file, entries.get(file))]));
  const files = [...facts.values()].filter((known) => known !== undefined);
  const resolve = createProjectResolver({
    files,
    getModules: (from, specifier) => findModules(from.path, specifier).flatMap((file) => facts.get(file) ?? []),
  });
  return { resolve, graph: createGraph(files, resolve, root) };
}

function getFacts(file: string, entry: Entry | undefined): FileFacts | undefined {
  if (entry && !entry.facts) {
    const parsed = parse(file, entry.text);
    if (parsed) entry.facts = collectFacts(parsed, GETTERS);
  }
  return entry?.facts;
}

/** A file that does not belong to the project, such as a test, by itself. */
function viewAlone(file: ParsedFile, root: string): ProjectView {
  const facts = collectFacts(file, GETTERS);
  const resolve = createProjectResolver({ files: [facts], getModules: () => [] });
  return { facts, resolve, graph: createGraph([facts], resolve, root) };
}

function readEntry(file: string, before: Entry | undefined): Entry {
  const stamp = getStamp(file);
  if (before && before.stamp === stamp) return before;
  const text = read(file);
  return before?.text === text ? before : { text, stamp, facts: undefined };
}

function getStamp(file: string): string | undefined {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs} ${stats.size}`;
}

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
