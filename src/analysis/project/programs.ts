/**
 * Which files belong to programs that serve nobody: what releases, checks or repairs something? Nothing loads them but
 * files that nobody imports, which say that they are programs, and load nothing that serves. And what sets tests up, or
 * holds them, whatever it is called: it imports what they are written with.
 */
import fs from 'node:fs';
import path from 'node:path';
import { SERVING_MODULES, START_SERVER, TEST_MODULES } from '../../catalog/handlers/index.ts';
import type { FindModules } from './modules.ts';
import type { TextSearch } from './text-search.ts';
import { isRecord } from './workspace.ts';

/** What a search of one text tells of the program that loads it. */
export interface ProgramSearch {
  /** Whether it makes a server listen. */
  listens(): boolean;
  /** Whether it keeps a program running: it listens, goes on by the clock, or takes requests, messages or jobs. */
  serves(): boolean;
  /** Whether it is run by itself: it says so, reads the command line, or ends the process and gives others nothing. */
  isProgram(): boolean;
  /** Whether it imports what tests are written with. */
  tests(): boolean;
}

export function createProgramSearch(text: string, getSpecifiers: () => readonly string[]): ProgramSearch {
  const listens = (): boolean => LISTENS.test(text);
  let serves: boolean | undefined;
  return {
    listens,
    serves: () =>
      (serves ??= listens() || GOES_ON.test(text) || getSpecifiers().some((name) => SERVING_MODULES.has(name))),
    isProgram: () => PROGRAM.test(text) || (ENDS.test(text) && !EXPORTS.test(text)),
    tests: () => getSpecifiers().some((name) => TEST_MODULES.has(name)),
  };
}

const LISTENS = new RegExp(String.raw`\.\s*(?:${[...START_SERVER].join('|')})\s*\(`);
const GOES_ON = /\bsetInterval\s*\(|\bprocess\s*\.\s*(?:stdin\s*\.\s*)?on\s*\(\s*['"](?:data|message)\b/;
const PROGRAM = /^#!|\bprocess\s*\.\s*argv\b/;
const ENDS = /\bprocess\s*\.\s*exit\b/;
const EXPORTS = /^\s*export\b|\bexports\s*[.=]/m;

export type Searches = ReadonlyMap<string, TextSearch>;

/** Whether a file belongs to such a program; where nothing of the project listens, it may serve in another way. */
export function createProgramTest(
  searches: Searches,
  findModules: FindModules,
  root: string,
): (file: string) => boolean {
  let found: ReadonlySet<string> | undefined;
  return (file) => (found ??= findOfPrograms(searches, findModules, root)).has(file);
}

function findOfPrograms(searches: Searches, findModules: FindModules, root: string): ReadonlySet<string> {
  const all = [...searches.keys()];
  const tests = new Set(all.filter((file) => searches.get(file)?.tests()));
  if (!all.some((file) => searches.get(file)?.listens())) return tests;
  const getLoaded = (file: string): string[] =>
    (searches.get(file)?.getImports(findModules) ?? []).flatMap((one) => (one.file === file ? [] : [one.file]));
  const mayServe = (file: string): boolean => [...load([file], getLoaded)].some((one) => searches.get(one)?.serves());
  const imported = new Set(all.flatMap(getLoaded));
  const first = all.filter((file) => tests.has(file) || !imported.has(file));
  const isRun = createRunTest(root);
  const programs = first.filter((file) => searches.get(file)?.isProgram() === true || isRun(file));
  const own = new Set(programs.filter((file) => !mayServe(file)));
  const reached = load(first, getLoaded);
  const isOther = (file: string): boolean => !imported.has(file) && !own.has(file) && !tests.has(file);
  // Files that import each other in a circle may be loaded by whoever.
  const ofOthers = load(
    all.filter((file) => !reached.has(file) || isOther(file)),
    getLoaded,
  );
  // A test may try out what serves.
  const ofTests = [...load(tests, getLoaded)].filter((file) => !mayServe(file));
  return new Set([...tests, ...[...load(own, getLoaded), ...ofTests].filter((file) => !ofOthers.has(file))]);
}

/** These files, and all that they import. */
function load(files: Iterable<string>, getLoaded: (file: string) => readonly string[]): ReadonlySet<string> {
  const all = new Set(files);
  // A set is iterated in the order in which it grows.
  for (const file of all) for (const loaded of getLoaded(file)) all.add(loaded);
  return all;
}

/** Whether a package.json names a file as a command, or runs it in a script, other than to start the program. */
function createRunTest(root: string): (file: string) => boolean {
  const run = new Map<string, ReadonlySet<string>>();
  return (file) => {
    for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
      let files = run.get(folder);
      if (!files) run.set(folder, (files = readRun(folder)));
      if (files.has(file) || files.has(file.replace(/\.[^.\\/]+$/, ''))) return true;
      if (folder === root || folder === path.dirname(folder)) return false;
    }
  };
}

/** `node --import tsx ./tools/release.js` */
const RUNS =
  /\b(?:bun|node|ts-node|tsx|vite-node)\s+(?:run\s+)?(?:-(?:r|-require|-import|-loader)\s+\S+\s+|-\S+\s+)*([^\s'"&;|]+)/g;

/** By these, servers are started, too. */
const STARTS = /^(?:\w+:)*(?:dev|develop|serve|server|start|watch|worker)s?\b/i;

/** The files that the package in this folder names as commands, or runs in scripts. */
function readRun(folder: string): ReadonlySet<string> {
  try {
    const manifest: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const { bin, scripts } = isRecord(manifest) ? manifest : {};
    const commands = Object.entries(isRecord(scripts) ? scripts : {}).filter(([name]) => !STARTS.test(name));
    const run = commands.flatMap(([, command]) => [...String(command).matchAll(RUNS)].map(([, file]) => file));
    const names = [bin, ...(isRecord(bin) ? Object.values(bin) : []), ...run];
    return new Set(names.flatMap((name) => (typeof name === 'string' ? [path.resolve(folder, name)] : [])));
  } catch {
    return new Set();
  }
}
