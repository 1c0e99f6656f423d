/**
 * Which files can take part in a blocking call while the program serves? Those whose text could hold one, those that
 * start workers, and all that import them, directly or not. The others are not even parsed.
 */
import { isBuiltin } from 'node:module';
import { getNamePattern } from '../../catalog/names.ts';
import { GLOBALS_OF_BROWSERS } from '../../catalog/node/globals.ts';
import type { FindModules } from './modules.ts';
import { mayStarve, mayWait } from './possible-waits.ts';

/** What makes a text worth a look: a name in it, or a test that it passes. */
export type Word = string | { test(text: string): boolean };

/** What a search of one text finds, remembered as long as the text is the same. */
export interface TextSearch {
  /** @param words what makes more texts worth a look than the catalog's names do; they may only become more */
  mayBlock(words: ReadonlySet<Word>): boolean;
  /** The files of the project that it imports. */
  getImported(findModules: FindModules): readonly string[];
  /** What it imports as soon as it is loaded itself, as it is written. */
  getLoaded(): readonly string[];
}

export function createTextSearch(file: string, text: string): TextSearch {
  let specifiers: readonly string[] | undefined;
  let worth: { readonly is: boolean; readonly words: number } | undefined;
  let imported: { readonly files: readonly string[]; readonly by: FindModules } | undefined;
  return {
    mayBlock(words) {
      specifiers ??= getSpecifiers(text);
      if (!worth || (!worth.is && worth.words !== words.size)) {
        worth = { is: mayBlock(text, specifiers, words), words: words.size };
      }
      return worth.is;
    },
    getImported(findModules) {
      specifiers ??= getSpecifiers(text);
      if (imported?.by !== findModules) {
        imported = { files: specifiers.flatMap((specifier) => findModules(file, specifier)), by: findModules };
      }
      return imported.files;
    },
    getLoaded: () => [...text.matchAll(IMPORTS_AT_TOP)].map(([, , specifier = '']) => specifier),
  };
}

export function findRelevantFiles(
  searches: Iterable<readonly [file: string, search: TextSearch]>,
  words: ReadonlySet<Word>,
  findModules: FindModules,
): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  const relevant = new Set<string>();
  for (const [file, search] of searches) {
    if (search.mayBlock(words)) relevant.add(file);
    for (const imported of search.getImported(findModules)) {
      const known = importers.get(imported);
      if (known) known.push(file);
      else importers.set(imported, [file]);
    }
  }
  // A set is iterated in the order in which it grows.
  for (const file of relevant) for (const importer of importers.get(file) ?? []) relevant.add(importer);
  return relevant;
}

const IMPORTS = /(?:\bfrom|\bimport|\brequire|\bgetBuiltinModule)\s*\(?\s*(['"`])((?:(?!\1).)+)\1/g;

/** Those in lines that are not indented, of which none but the last of a list begins with a brace. */
const IMPORTS_AT_TOP =
  /^(?!\s|\/\/|(?:import|export)\s+type\b|.*(?:=>|\bfunction\b)).*(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])((?:(?!\1).)+)\1/gm;

/** What `createRequire(…)` returns may have any name. */
const LOADS = /\(\s*(['"`])((?:(?!\1).)+)\1\s*\)/g;

/** What the text imports, as far as a search tells; `*` stands for what comes in at run time. */
function getSpecifiers(text: string): readonly string[] {
  const found = [...text.matchAll(IMPORTS), ...(text.includes('createRequire') ? text.matchAll(LOADS) : [])];
  return [...new Set(found.map(([, , specifier = '']) => specifier.replaceAll(/\$\{[^}]*\}/g, '*')))];
}

const STARTS_WORKER = /\b(?:new\s+(?:\w+\.)?(?:Worker|Piscina|Tinypool)|fork|setupPrimary|setupMaster|workerpool)\b/;

function mayBlock(text: string, specifiers: readonly string[], words: ReadonlySet<Word>): boolean {
  if (text.includes('@blocking') || STARTS_WORKER.test(text)) return true;
  for (const word of words) if (typeof word === 'string' ? text.includes(word) : word.test(text)) return true;
  if (mayWait(text) || mayStarve(text)) return true;
  return (
    getNamePattern('global', 'no-blocking-call')?.test(withoutBrowserGlobals(text, specifiers)) === true ||
    ['node:process', ...specifiers].some((module) => getNamePattern(module, 'no-blocking-call')?.test(text))
  );
}

const GLOBAL_OF_BROWSERS = new RegExp(String.raw`(?<![\w$.])(?:${[...GLOBALS_OF_BROWSERS].join('|')})(?![\w$])`, 'g');

/** In code that shows nothing of Node, `confirm` is the browser's, or a word of a sentence. */
function withoutBrowserGlobals(text: string, specifiers: readonly string[]): string {
  return specifiers.some((specifier) => isBuiltin(specifier)) ? text : text.replaceAll(GLOBAL_OF_BROWSERS, '');
}
