/**
 * What does a search of the texts tell, before anything is parsed? Which files could hold what blocks, and who imports
 * whom. Most files need no more.
 */
import { isBuiltin } from 'node:module';
import { WORKER_STARTERS } from '../../catalog/handlers/index.ts';
import { getNamePattern, hasRowsBelow } from '../../catalog/names.ts';
import { GLOBALS_OF_BROWSERS } from '../../catalog/node/globals.ts';
import { createHandingTest } from '../callers/imports.ts';
import { showsPage } from '../facts/for-pages.ts';
import { COMPUTED_IMPORTS, fillTemplate, getModulePattern } from '../facts/module-patterns.ts';
import type { FindModules } from './modules.ts';
import { mayStarve, mayWait } from './possible-waits.ts';
import { createProgramSearch, type ProgramSearch } from './programs.ts';
import { createRequestSearch, type RequestSearch } from './request-search.ts';

/** What makes a text worth a look: a name in it, or a test that it passes. */
export type Word = string | { test(text: string): boolean };

export interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** What a search of one text finds, remembered as long as the text is the same. */
export interface TextSearch extends ProgramSearch, RequestSearch {
  /** Whether it holds one of these; they may only become more. */
  holds(words: ReadonlySet<Word>): boolean;
  /** Whether it could hold what blocks, or starts a worker: its facts tell whether it does. */
  mayBlock(): boolean;
  mayStartWorker(): boolean;
  /** The names of the catalog by which what it imports blocks. */
  getNames(): readonly RegExp[];
  /** The files of the project that it imports, each by what the text calls it. */
  getImports(findModules: FindModules): readonly Import[];
  /** Whether it is written for the page of a browser, where nothing runs for a server. */
  isForPages(): boolean;
  /** What it imports as soon as it is loaded itself, as it is written. */
  getLoaded(): readonly string[];
}

export function createTextSearch(file: string, source: string): TextSearch {
  const text = source.replaceAll(HIDDEN, (found) => found.replaceAll(/['"]\s*\+\s*['"]/g, ''));
  let specifiers: readonly string[] | undefined;
  const getOwn = (): readonly string[] => (specifiers ??= getSpecifiers(text));
  let worth: { readonly is: boolean; readonly words: number } | undefined;
  let isSuspect: boolean | undefined;
  let isForPages: boolean | undefined;
  let imports: { readonly found: readonly Import[]; readonly by: FindModules } | undefined;
  const program = createProgramSearch(text, getOwn);
  return {
    ...program,
    ...createRequestSearch(text),
    holds(words) {
      if (!worth || (!worth.is && worth.words !== words.size)) {
        worth = { is: holds(text, words), words: words.size };
      }
      return worth.is;
    },
    mayBlock() {
      return (isSuspect ??= program.listens() || mayBlock(text, getOwn()));
    },
    mayStartWorker: () => mayStartWorker(text, getOwn()),
    getNames: () => getNames(getOwn()),
    getImports(findModules) {
      if (imports?.by !== findModules) {
        const found = getOwn().flatMap((specifier) =>
          findModules(file, specifier).map((imported) => ({ file: imported, specifier })),
        );
        imports = { found, by: findModules };
      }
      return imports.found;
    },
    isForPages() {
      return (isForPages ??= !showsNode(getOwn()) && showsPage(text));
    },
    getLoaded: () => [...text.matchAll(IMPORTS_AT_TOP)].map(([, , specifier = '']) => specifier),
  };
}

/** What is known of all files without a look at their calls. */
export interface Imports {
  /** By file: those that import it. */
  readonly importers: ReadonlyMap<string, readonly Import[]>;
  /** That pages call something tells that it is for them; who imports the pages adds nothing. */
  readonly pages: ReadonlySet<string>;
}

export function findImports(
  all: readonly (readonly [file: string, search: TextSearch])[],
  findModules: FindModules,
): Imports {
  const importers = new Map<string, Import[]>();
  const pages = new Set<string>();
  for (const [file, search] of all) {
    if (search.isForPages()) pages.add(file);
    for (const { file: imported, specifier } of search.getImports(findModules)) {
      add(importers, imported, { file, specifier });
    }
  }
  // Who reads what another file adds to the request knows that file as if it had imported it.
  const added = all.flatMap(([file, search]) => search.getAdded().map((name) => ({ file, name })));
  for (const [file, search] of all) {
    const asked = added.filter(({ file: from, name }) => from !== file && search.mayAsk(name));
    for (const { file: from, name } of asked) add(importers, from, { file, specifier: `req.${name}` });
  }
  return { importers, pages };
}

/** These files, and all that import them, directly or not. */
export function withImporters(files: Iterable<string>, { importers, pages }: Imports): ReadonlySet<string> {
  const all = new Set(files);
  // A set is iterated in the order in which it grows.
  for (const file of all)
    if (!pages.has(file)) for (const importer of importers.get(file) ?? []) all.add(importer.file);
  return all;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const before = map.get(key);
  if (before) before.push(value);
  else map.set(key, [value]);
}

/** Whether what a text imports shows that it runs in Node. */
function showsNode(specifiers: readonly string[]): boolean {
  return specifiers.some((specifier) => isBuiltin(specifier));
}

/** `require('node:' + 'sqlite')`, as is written to hide an import from bundlers. */
const HIDDEN = /\b(?:require|import|getBuiltinModule)\s*\(\s*(?:(['"])[^'"\n]*\1\s*\+\s*)+['"]/g;

const IMPORTS = /(?:\bfrom|\bimport|\brequire|\bgetBuiltinModule)\s*\(?\s*(['"`])((?:(?!\1).)+)\1/g;

/** Those in lines that are not indented, of which none but the last of a list begins with a brace. */
const IMPORTS_AT_TOP =
  /^(?!\s|\/\/|(?:import|export)\s+type\b|.*(?:=>|\bfunction\b)).*(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])((?:(?!\1).)+)\1/gm;

/** What `createRequire(…)` returns may have any name. */
const LOADS = /\(\s*(['"`])((?:(?!\1).)+)\1\s*\)/g;

/** What the text imports, as far as a search tells; `*` stands for what comes in at run time. */
function getSpecifiers(text: string): readonly string[] {
  const found = [...text.matchAll(IMPORTS), ...(text.includes('createRequire') ? text.matchAll(LOADS) : [])];
  const computed = [...text.matchAll(COMPUTED_IMPORTS)].map(([, source = '']) => getModulePattern(source) ?? '');
  return [...new Set([...found.map(([, , specifier = '']) => fillTemplate(specifier)), ...computed])].filter(Boolean);
}

function mayStartWorker(text: string, specifiers: readonly string[]): boolean {
  return specifiers.some((specifier) => {
    const isBare = isBuiltin(specifier) && !specifier.startsWith('node:');
    const starters = WORKER_STARTERS.get(isBare ? `node:${specifier}` : specifier);
    return starters?.some((path) => text.includes(/\w*$/.exec(path)?.[0] ?? ''));
  });
}

function holds(text: string, words: ReadonlySet<Word>): boolean {
  if (text.includes('@blocking')) return true;
  for (const word of words) if (typeof word === 'string' ? text.includes(word) : word.test(text)) return true;
  return false;
}

function mayBlock(text: string, specifiers: readonly string[]): boolean {
  if (mayStartWorker(text, specifiers) || mayWait(text) || mayStarve(text)) return true;
  if (getNamePattern('global', 'no-blocking-call')?.test(withoutBrowserGlobals(text, specifiers))) return true;
  return getNames(specifiers).some((names) => names.test(text)) || handsOn(text, specifiers);
}

/** Whether a module that blocks is given to others as a whole, who then call it: `module.exports = { fs }`. */
function handsOn(text: string, specifiers: readonly string[]): boolean {
  const isHanded = createHandingTest(text);
  return specifiers.some((module) => hasRowsBelow(module, '', 'no-blocking-call') && isHanded(module));
}

function getNames(specifiers: readonly string[]): readonly RegExp[] {
  return ['node:process', ...specifiers].flatMap((module) => getNamePattern(module, 'no-blocking-call') ?? []);
}

const GLOBAL_OF_BROWSERS = new RegExp(String.raw`(?<![\w$.])(?:${[...GLOBALS_OF_BROWSERS].join('|')})(?![\w$])`, 'g');

/** In code that shows nothing of Node, `confirm` is the browser's, or a word of a sentence. */
function withoutBrowserGlobals(text: string, specifiers: readonly string[]): string {
  return showsNode(specifiers) ? text : text.replaceAll(GLOBAL_OF_BROWSERS, '');
}
