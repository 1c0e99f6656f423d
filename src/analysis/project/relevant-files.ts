/**
 * Which files can take part in a blocking call while the program serves? Those whose text could hold one, those that
 * start workers, and all that import them, directly or not. The others are not even parsed.
 */
import { getNamePattern } from '../../catalog/names.ts';
import type { FindModules } from './modules.ts';
import { mayStarve, mayWait } from './possible-waits.ts';

/** @param words the names of functions that the user adds to the catalog */
export function findRelevantFiles(
  texts: ReadonlyMap<string, string>,
  words: ReadonlySet<string>,
  findModules: FindModules,
): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  const relevant = new Set<string>();
  for (const [file, text] of texts) {
    const specifiers = getSpecifiers(text);
    if (mayBlock(text, specifiers, words)) relevant.add(file);
    for (const imported of specifiers.flatMap((specifier) => findModules(file, specifier))) {
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

/** What the text imports, as far as a search tells; `*` stands for what comes in at run time. */
function getSpecifiers(text: string): readonly string[] {
  return [
    ...new Set([...text.matchAll(IMPORTS)].map(([, , specifier = '']) => specifier.replaceAll(/\$\{[^}]*\}/g, '*'))),
  ];
}

const STARTS_WORKER = /\b(?:new\s+(?:\w+\.)?(?:Worker|Piscina|Tinypool)|fork|setupPrimary|setupMaster|workerpool)\b/;

/** Reached without an import. */
const AMBIENT = ['global', 'node:process'];

function mayBlock(text: string, specifiers: readonly string[], words: ReadonlySet<string>): boolean {
  if (text.includes('@blocking') || STARTS_WORKER.test(text)) return true;
  for (const word of words) if (text.includes(word)) return true;
  if (mayWait(text) || mayStarve(text)) return true;
  return [...AMBIENT, ...specifiers].some((module) => getNamePattern(module, 'no-blocking-call')?.test(text));
}
