/** Could this text hold a blocking call at all? A search for words, so that most files need no closer look. */
import type { Owner } from '../catalog/define.ts';
import { getNamePattern } from '../catalog/names.ts';

const MODULES = /(?:\bfrom|\bimport|\brequire|\bgetBuiltinModule)\s*\(?\s*['"`]([^'"`]+)['"`]/g;

/** Reached without an import. */
const AMBIENT = ['global', 'node:process'];

/** @param names the functions that the user adds to the catalog */
export function mayBlock(text: string, owner: Owner, names: ReadonlySet<string>): boolean {
  for (const name of names) if (text.includes(name)) return true;
  const modules = new Set([...AMBIENT, ...[...text.matchAll(MODULES)].map(([, specifier = '']) => specifier)]);
  return [...modules].some((module) => getNamePattern(module, owner)?.test(text));
}
