/** What the running Node offers, by the paths of the catalog. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type { BlockingApi } from '../../src/catalog/define.ts';

type Members = Record<string, unknown>;

const require = createRequire(import.meta.url);

/** Paths that start at what no export leads to: an instance, what a call returns, a variable of CommonJS. */
const SAMPLES: Record<string, () => unknown> = {
  'node:sqlite Session#': () => openDatabase()?.createSession?.(),
  'node:sqlite SQLTagStore#': () => openDatabase()?.createTagStore?.(),
  'node:module createRequire()': () => require,
  'global require': () => require,
  'global module': () => ({ require }),
};

/** Globals that are only there with these options of Node, or outside of a bundler. */
const OPTIONS: Record<string, readonly string[]> = {
  gc: ['--expose-gc'],
  'import.meta.resolve': ['--input-type=module'],
  localStorage: ['--experimental-webstorage', '--localstorage-file=/dev/null'],
};

/** APIs that are only there on one platform. */
const PLATFORMS: Record<string, NodeJS.Platform> = { 'fs.lchmodSync': 'darwin' };

/** Whether the row says that the running Node has the API. */
export function isClaimed(api: BlockingApi): boolean {
  const running = toNumbers(process.versions.node);
  if (api.notIn?.includes(running[0] ?? 0)) return false;
  if (PLATFORMS[api.name] !== undefined && PLATFORMS[api.name] !== process.platform) return false;
  return api.since === undefined || isNotBefore(running, toNumbers(api.since));
}

/** Whether the running Node has a function where the row says. */
export function isThere({ module, path }: BlockingApi): boolean {
  if (module === 'global') {
    const entry = Object.entries(OPTIONS).find(([start]) => path.startsWith(start));
    if (entry) return isThereWith(entry[1], path);
  }
  return typeof locate(module, path) === 'function';
}

/** The exports of one of Node's modules, if the running Node has it. */
export function load(module: string): Members | undefined {
  return process.getBuiltinModule(module) as Members | undefined;
}

/** The members of an object and of all its prototypes, without reading any getter. */
export function getDescriptors(object: object): Map<string, PropertyDescriptor> {
  const parent = Object.getPrototypeOf(object) as object | null;
  const own = Object.entries(Object.getOwnPropertyDescriptors(object));
  return new Map([...(parent ? getDescriptors(parent) : []), ...own]);
}

function locate(module: string, path: string): unknown {
  const full = `${module} ${path}`;
  const start = Object.keys(SAMPLES).find((prefix) => full.startsWith(prefix));
  if (start !== undefined) return follow(SAMPLES[start]?.(), full.slice(start.length).replace(/^\./, ''));
  // What a call returns is not to be had without the call, but its callee is.
  const [callee = ''] = path.split('()');
  return follow(module === 'global' ? globalThis : load(module), callee);
}

function follow(value: unknown, path: string): unknown {
  return path === '' ? value : path.split('.').reduce(getMember, value);
}

function getMember(of: unknown, name: string): unknown {
  const [property = '', method] = name.split('#');
  const value = (of as Members | null | undefined)?.[property];
  if (method === undefined) return value;
  const prototype = (value as { prototype?: object } | undefined)?.prototype;
  return prototype && getDescriptors(prototype).get(method)?.value;
}

function isThereWith(options: readonly string[], path: string): boolean {
  const code = `process.exit(typeof ${path} === 'function' ? 0 : 1)`;
  try {
    execFileSync(process.execPath, [...options, '-e', code], { stdio: 'ignore', env: {} });
    return true;
  } catch {
    return false;
  }
}

type Opener = Partial<Record<'createSession' | 'createTagStore', () => unknown>>;

function openDatabase(): Opener | undefined {
  const sqlite = load('node:sqlite') as { DatabaseSync: new (path: string) => Opener } | undefined;
  return sqlite && new sqlite.DatabaseSync(':memory:');
}

function toNumbers(version: string): number[] {
  return version.split('.').map(Number);
}

function isNotBefore(version: readonly number[], since: readonly number[]): boolean {
  const position = version.findIndex((part, index) => part !== since[index]);
  return position === -1 || (version[position] ?? 0) > (since[position] ?? 0);
}
