/** Look-ups in the catalog. */
import { displayName, type BlockingApi, type BlockingModule, type Trigger } from './define.ts';
import { NODE_MODULES } from './node/index.ts';
import { NPM_MODULES } from './npm/index.ts';

export { NODE_MODULES } from './node/index.ts';
export { NPM_MODULES } from './npm/index.ts';

/** Every module of the catalog: Node's own, then npm's. */
export const ALL_MODULES: readonly BlockingModule[] = [...NODE_MODULES, ...NPM_MODULES];

/** The facts about a module, by its specifier (`fs` and `node:fs` are one) or `global`. */
export function findModule(specifier: string): BlockingModule | undefined {
  return getIndex().modules.get(specifier);
}

/**
 * The row for what code reaches by `path` and uses as `trigger`; see `define.ts` for paths. Rows of a mirrored module
 * come back under the name of the mirroring one.
 */
export function findApi(specifier: string, path: string, trigger: Trigger): BlockingApi | undefined {
  const found = findModule(specifier);
  if (found === undefined) return undefined;
  const own = getIndex().apis.get(keyOf(found.module, path, trigger));
  if (own !== undefined || found.mirrors === undefined) return own;
  const mirrored = findApi(found.mirrors, path, trigger);
  return mirrored && rename(mirrored, found.module);
}

/** The path that calling `path` leads to, where the catalog names it: `DatabaseSync#prepare` → `StatementSync#`. */
export function getReturned(specifier: string, path: string): string | undefined {
  const found = findModule(specifier);
  if (found === undefined) return undefined;
  if (Object.hasOwn(found.returns, path)) return found.returns[path];
  return found.mirrors === undefined ? undefined : getReturned(found.mirrors, path);
}

interface Index {
  readonly modules: ReadonlyMap<string, BlockingModule>;
  readonly apis: Map<string, BlockingApi>;
}

let index: Index | undefined;

function getIndex(): Index {
  index ??= createIndex();
  return index;
}

function createIndex(): Index {
  const apis = ALL_MODULES.flatMap((entry) => entry.apis);
  return {
    modules: new Map(ALL_MODULES.flatMap((entry) => getSpecifiers(entry.module).map((name) => [name, entry]))),
    apis: new Map(apis.map((api) => [keyOf(api.module, api.path, api.trigger), api])),
  };
}

/** Modules of Node that have no name without `node:`; a bare `sqlite` is a package from npm. */
const PREFIX_ONLY = new Set(['node:ffi', 'node:sea', 'node:sqlite']);

function getSpecifiers(module: string): readonly string[] {
  const isBare = !module.startsWith('node:') || PREFIX_ONLY.has(module);
  return isBare ? [module] : [module, module.slice('node:'.length)];
}

/** Remembers the renamed row, so that equal look-ups return the same object. */
function rename(api: BlockingApi, module: string): BlockingApi {
  const renamed = { ...api, module, name: displayName(module, api.path) };
  getIndex().apis.set(keyOf(module, api.path, api.trigger), renamed);
  return renamed;
}

function keyOf(module: string, path: string, trigger: Trigger): string {
  return `${trigger} ${module} ${path}`;
}
