/** Look-ups by name, where no path of a module is known yet. */
import { type BlockingApi, displayName, type Owner } from './define.ts';
import { ALL_MODULES, findModule } from './index.ts';
import { GLOBALS_OF_BROWSERS } from './node/globals.ts';

/** The names of the properties whose mere read blocks. */
export const GETTERS: ReadonlySet<string> = new Set(
  ALL_MODULES.flatMap(({ apis }) => apis)
    .filter((api) => api.trigger === 'get')
    .map((api) => getLastName(api.path)),
);

let names: ReadonlySet<string> | undefined;

/** Whether a row of the catalog has this display name. */
export function isKnownName(name: string): boolean {
  names ??= new Set(ALL_MODULES.flatMap(({ module }) => getPaths(module).map((path) => displayName(module, path))));
  return names.has(name);
}

/** The last names of a rule's rows of a module; `''` for a row with an empty path. */
export function getNames(specifier: string, owner: Owner): ReadonlySet<string> {
  return new Set(getPaths(findModule(specifier)?.module ?? specifier, owner).map(getLastName));
}

/** Whether a rule has rows for members of what code reaches by this path: of a module as a whole, of an open database. */
export function hasRowsBelow(specifier: string, path: string, owner: Owner): boolean {
  const isWhole = path === '' || /[#)]$/.test(path);
  const isBelow = (row: string): boolean =>
    row !== path && row.startsWith(path) && (isWhole || /[.#(]/.test(row[path.length] ?? ''));
  const facts = findModule(specifier);
  return (
    facts !== undefined && (getPaths(facts.module, owner).some(isBelow) || Object.keys(facts.returns).some(isBelow))
  );
}

const patterns = new Map<string, RegExp>();

/** Finds in a text the names by which a rule's rows of a module are used; undefined for a module without any. */
export function getNamePattern(specifier: string, owner: Owner): RegExp | undefined {
  const facts = findModule(specifier);
  if (!facts) return undefined;
  const key = `${owner} ${facts.module}`;
  let pattern = patterns.get(key);
  if (!pattern) {
    const isGlobal = facts.module === 'global';
    const words = new Set(getPaths(facts.module, owner).map(isGlobal ? getGlobalName : getLastName));
    if (words.size === 0) return undefined;
    const before = isGlobal ? String.raw`(?:(?<![\w$.])|(?<=\bglobal(?:This)?\.))` : String.raw`(?<![\w$])`;
    // A row with an empty path is used by whatever name the import has.
    pattern = words.has('') ? /(?:)/ : new RegExp(String.raw`${before}(?:${[...words].join('|')})(?![\w$])`);
    patterns.set(key, pattern);
  }
  return pattern;
}

/** Finds in a text the modules, and the globals, of which a rule owns rows. */
export function getOwnedPattern(owner: Owner): RegExp {
  const modules = ALL_MODULES.filter(({ apis }) => apis.some((api) => api.owner === owner)).map(({ module }) => module);
  const imported = modules.filter((module) => module !== 'global').map((module) => module.replace(/^node:/, ''));
  const globals = getNamePattern('global', owner)?.source ?? '(?!)';
  return new RegExp(String.raw`['"\x60](?:node:)?(?:${imported.join('|')})['"\x60]|${globals}`);
}

/** The paths of the rows of a module, and of the module it mirrors. */
function getPaths(module: string, owner?: Owner): string[] {
  const facts = findModule(module);
  if (!facts) return [];
  const own = facts.apis.filter((api) => owner === undefined || (api.owner === owner && canBlock(api)));
  return [...own.map((api) => api.path), ...(facts.mirrors === undefined ? [] : getPaths(facts.mirrors, owner))];
}

function canBlock({ severity, cases }: BlockingApi): boolean {
  return severity !== 'none' || cases.some((condition) => condition.severity !== 'none');
}

/** `DatabaseSync#exec` → `exec`; a call in the path does not count. */
function getLastName(path: string): string {
  return /([\w$]*)(?:\(\))*$/.exec(path)?.[1] ?? '';
}

/** `localStorage.getItem` → `localStorage`; all of it where the first name is in every file, and `confirm` if it is called. */
function getGlobalName(path: string): string {
  const [first = ''] = path.split(/[.#]/);
  if (path === first && GLOBALS_OF_BROWSERS.has(first)) return String.raw`${first}(?=\s*\()`;
  return ['require', 'module', 'import'].includes(first) ? path.replaceAll('.', String.raw`\.`) : first;
}
