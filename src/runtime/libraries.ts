import { createRequire } from 'node:module';
import { getCure } from '../catalog/define.ts';
import { findModule } from '../catalog/index.ts';
import { isObject, isText, show } from './check.ts';
import type { ApiFacts } from './protocol.ts';

export interface LibraryOptions {
  /** What the functions are called after. Default: the name of the package, where it is CommonJS. */
  readonly name?: string;
}

const CALLER = 'monitor.instrument';

/** Throws a `TypeError` unless every method is a function of the library that can be replaced. */
export function checkLibrary(library: unknown, methods: unknown): asserts library is Record<string, unknown> {
  if (!isObject(library) && typeof library !== 'function') {
    throw new TypeError(`${CALLER}: expected a library, an object or a function, got ${show(library)}`);
  }
  if (!Array.isArray(methods) || methods.length === 0 || !methods.every(isText)) {
    throw new TypeError(`${CALLER}: expected names of functions, as in ['hashSync'], got ${show(methods)}`);
  }
  for (const method of methods) checkMethod(library as Record<string, unknown>, method);
}

function checkMethod(library: Record<string, unknown>, method: string): void {
  if (typeof library[method] !== 'function') {
    const known = Object.keys(library).filter((key) => typeof library[key] === 'function');
    const hint = known.length > 0 ? `; it has ${known.slice(0, 10).join(', ')}` : '';
    throw new TypeError(`${CALLER}: the library has no function '${method}'${hint}`);
  }
  const own = Object.getOwnPropertyDescriptor(library, method);
  const isReplaceable = own ? own.configurable === true && own.writable === true : Object.isExtensible(library);
  if (isReplaceable) return;
  throw new TypeError(
    `${CALLER}: '${method}' cannot be replaced. The namespace of an ES module (import * as) never can: give its default export.`,
  );
}

/** How a function of a library is called in reports: by the catalog's words, where the catalog knows it. */
export function describeFunction(library: object, method: string, { name }: LibraryOptions = {}): ApiFacts {
  const owner = name ?? findPackage(library);
  const row = owner === undefined ? undefined : findRow(owner, method);
  if (row) {
    return { name: row.name, cure: getCure(row, ''), ...(row.instead !== undefined && { instead: row.instead }) };
  }
  return { name: `${owner === undefined ? describeOwner(library) : `${owner}.`}${method}`, cure: getCure({}, '') };
}

function findRow(owner: string, method: string) {
  return findModule(owner)?.apis.find(({ path }) => path === method || path.endsWith(`#${method}`));
}

/** `Database#` for what all of a class's objects have; nothing for a plain object. */
function describeOwner(library: object): string {
  const type: unknown = Object.getOwnPropertyDescriptor(library, 'constructor')?.value;
  return typeof type === 'function' && type.name !== '' ? `${type.name}#` : '';
}

/** The package that a CommonJS module of it exports, or a class of such a module belongs to. */
function findPackage(library: object): string | undefined {
  const { cache } = createRequire(import.meta.url);
  const found = Object.values(cache).find((entry) => offers(entry?.exports, library));
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(found?.filename ?? '')?.[1]?.replace('\\', '/');
}

function offers(exports: unknown, library: object): boolean {
  if (exports === library) return true;
  if (!isObject(exports) && typeof exports !== 'function') return false;
  // Never by reading: a getter would run.
  return Object.values(Object.getOwnPropertyDescriptors(exports)).some(
    ({ value }: { readonly value?: unknown }) => value === library,
  );
}
