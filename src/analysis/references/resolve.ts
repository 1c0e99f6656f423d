/** What does this value refer to? Follows variables, members, calls and instances to their {@link Target}s. */
import { isBuiltin } from 'node:module';
import { dirname, resolve as resolvePath } from 'node:path';
import { GLOBALS_OF_BROWSERS } from '../../catalog/node/globals.ts';
import type { CallFact, FileFacts, Value } from '../facts/types.ts';
import { WHOLE_MODULE } from '../facts/exports.ts';
import { ELEMENT } from '../facts/variables.ts';
import { getApiInstance, getApiMember, getApiResult, getAwaited, resolveGlobal } from './apis.ts';
import { getSpecialResult } from './special-results.ts';
import { getFact, getGlobalFact, isReflection, type Target, unique } from './targets.ts';

/** What resolution may ask of the world around a file. */
export interface Surroundings {
  /** The files of the project that an import leads to; several where its specifier has a `*`. */
  getModules(file: FileFacts, specifier: string): readonly FileFacts[];
  /** What other code assigns to a member of a class, an object, a function or a module. */
  getAdded(fact: object, name: string): readonly Located[];
  /** What implements an interface, or extends a class. */
  getImplementations(fact: object): readonly Target[];
  /** The values that are passed for a parameter of a function, with the files they stand in. */
  getPassed(file: FileFacts, functionId: number, index: number): readonly Located[];
}

export interface Located {
  readonly file: FileFacts;
  readonly value: Value;
}

export type Resolve = (file: FileFacts, value: Value) => readonly Target[];

/** Longer chains than this are not followed; they end as unknown. */
const MAX_DEPTH = 200;

interface Resolution {
  readonly surroundings: Surroundings;
  readonly known: Map<Value, readonly Target[]>;
  /** The values that are being followed: meeting one again is a circle. */
  readonly active: Set<Value>;
}

export function createResolver(surroundings: Surroundings): Resolve {
  const resolution: Resolution = { surroundings, known: new Map(), active: new Set() };
  return (file, value) => resolve(resolution, file, value);
}

function resolve(resolution: Resolution, file: FileFacts, value: Value | undefined): readonly Target[] {
  if (!value) return [];
  switch (value.kind) {
    case 'unknown':
      return [];
    case 'array':
      return [{ kind: 'array', file, of: value.of }];
    case 'function':
    case 'class':
    case 'object':
    case 'interface':
      return [{ kind: value.kind, file, id: value.id }];
    default:
      return remember(resolution, file, value);
  }
}

type Reference = Exclude<Value, { kind: 'unknown' | 'array' | 'function' | 'class' | 'object' | 'interface' }>;

function remember(resolution: Resolution, file: FileFacts, value: Reference): readonly Target[] {
  const { known, active } = resolution;
  const before = known.get(value);
  if (before) return before;
  if (active.has(value) || active.size > MAX_DEPTH) return [];
  active.add(value);
  const targets = unique(follow(resolution, file, value));
  active.delete(value);
  // Kept even where a circle was cut: asking again would cost the more, the more circles there are.
  known.set(value, targets);
  return targets;
}

function follow(resolution: Resolution, file: FileFacts, value: Reference): readonly Target[] {
  switch (value.kind) {
    case 'union':
      return value.of.flatMap((part) => resolve(resolution, file, part));
    case 'variable':
      return resolve(resolution, file, file.variables[value.id]);
    case 'global':
      if (value.name === 'exports') return getExport(resolution, file, '*');
      // In code that shows nothing of Node, they belong to a browser.
      if (GLOBALS_OF_BROWSERS.has(value.name) && !file.importsNode) return [];
      return [resolveGlobal(value.name), ...getAddedMembers(resolution, getGlobalFact(''), value.name)];
    case 'import':
      return resolveImport(resolution, file, value.module, value.name);
    case 'member':
      if (value.name === 'exports' && isGlobal(value.of, 'module')) return getExport(resolution, file, '*');
      return resolve(resolution, file, value.of).flatMap((target) => getMember(resolution, target, value.name));
    case 'awaited':
      return resolve(resolution, file, value.of).map(getAwaited);
    case 'result':
      return resolveResult(resolution, file, file.calls[value.call]);
    case 'instance':
      return resolve(resolution, file, value.of).flatMap((target) => getInstance(target));
    case 'parameter':
      return resolution.surroundings
        .getPassed(file, value.function, value.index)
        .flatMap((passed) => resolve(resolution, passed.file, passed.value));
  }
}

function resolveResult(resolution: Resolution, file: FileFacts, call: CallFact | undefined): readonly Target[] {
  if (!call) return [];
  return resolve(resolution, file, call.callee).flatMap((callee) => getResult(resolution, file, call, callee));
}

function getResult(resolution: Resolution, file: FileFacts, call: CallFact, callee: Target): readonly Target[] {
  switch (callee.kind) {
    case 'api': {
      const special = getSpecialResult(callee, call);
      return special ? resolve(resolution, file, special) : [getApiResult(callee, file, call)];
    }
    case 'reflection':
      return callee.method === 'bind' ? [callee.of] : getResult(resolution, file, call, callee.of);
    case 'class':
      return call.trigger === 'new' ? [{ ...callee, kind: 'instance' }] : [];
    case 'function': {
      const returned = resolve(resolution, callee.file, callee.file.functions[callee.id]?.returns);
      // An instance of a constructor function has the members that are assigned to the function's prototype.
      return call.trigger === 'new' ? [callee, ...returned] : returned;
    }
    default:
      return [];
  }
}

/** @param seen the facts that were asked already: classes may extend, and objects spread, themselves in a circle */
function getMember(resolution: Resolution, target: Target, name: string, seen = new Set<object>()): readonly Target[] {
  const fact = getFact(target);
  if (fact && seen.has(fact)) return [];
  if (fact) seen.add(fact);
  const own = getOwnMember(resolution, target, name, seen);
  if (!fact) return own;
  return [...own, ...getAddedMembers(resolution, fact, name), ...getTakenMembers(resolution, fact, name, seen)];
}

function getAddedMembers(resolution: Resolution, fact: object, name: string): readonly Target[] {
  const added = resolution.surroundings.getAdded(fact, name);
  return added.flatMap((located) => resolve(resolution, located.file, located.value));
}

/** Members of what a class, an object or a function took all members from. */
function getTakenMembers(resolution: Resolution, fact: object, name: string, seen: Set<object>): readonly Target[] {
  const others = getAddedMembers(resolution, fact, ALL_MEMBERS);
  return others.flatMap((other) => getMember(resolution, other, name, seen));
}

/** The name under which all members of something are added to something else. */
export const ALL_MEMBERS = '*';

function getOwnMember(resolution: Resolution, target: Target, name: string, seen: Set<object>): readonly Target[] {
  switch (target.kind) {
    case 'api':
      return [getApiMember(target, name)];
    case 'function':
      if (name === 'prototype') return [target];
      return isReflection(name) ? [{ kind: 'reflection', method: name, of: target }] : [];
    case 'class':
      if (name === 'prototype') return [{ ...target, kind: 'instance' }];
      return getClassMember(resolution, target, name, seen);
    case 'instance':
      return getClassMember(resolution, target, name, seen);
    case 'object':
      return getObjectMember(resolution, target, name, seen);
    case 'module':
      return getExport(resolution, target.file, name, seen);
    case 'array': {
      const isElement = name === ELEMENT || /^\d+$/.test(name);
      return isElement ? target.of.flatMap((part) => resolve(resolution, target.file, part)) : [];
    }
    case 'interface':
      return getInterfaceMember(resolution, target, name, seen);
    case 'reflection':
      return [];
  }
}

/** The property of that name, and the members of all that implement the interface. */
function getInterfaceMember(
  resolution: Resolution,
  { file, id }: Extract<Target, { kind: 'interface' }>,
  name: string,
  seen: Set<object>,
): readonly Target[] {
  const fact = file.interfaces[id];
  if (!fact) return [];
  const bases = fact.bases.flatMap((base) => resolve(resolution, file, base));
  const others = [...bases.flatMap((base) => getInstance(base)), ...getImplementations(resolution, fact)];
  return [
    ...resolve(resolution, file, fact.members.get(name)),
    ...others.flatMap((other) => getMember(resolution, other, name, seen)),
  ];
}

function getImplementations(resolution: Resolution, fact: object): readonly Target[] {
  const all = resolution.surroundings.getImplementations(fact);
  return all.length > MAX_IMPLEMENTATIONS ? [] : all;
}

/** A type that more classes than this implement says little of what is called. */
const MAX_IMPLEMENTATIONS = 12;

function getClassMember(
  resolution: Resolution,
  target: Extract<Target, { kind: 'class' | 'instance' }>,
  name: string,
  seen: Set<object>,
): readonly Target[] {
  const fact = target.file.classes[target.id];
  if (!fact) return [];
  const isInstance = target.kind === 'instance';
  const own = (isInstance ? fact.members : fact.statics).get(name);
  if (own) return resolve(resolution, target.file, own);
  const inherited = resolve(resolution, target.file, fact.base)
    .flatMap((base) => (isInstance ? getInstance(base) : [base]))
    .flatMap((base) => getMember(resolution, base, name, seen));
  if (inherited.length > 0 || !isInstance) return inherited;
  // An abstract member: any class that extends this one may stand behind it.
  return getImplementations(resolution, fact).flatMap((other) => getMember(resolution, other, name, seen));
}

function getObjectMember(
  resolution: Resolution,
  target: Extract<Target, { kind: 'object' }>,
  name: string,
  seen: Set<object>,
): readonly Target[] {
  const fact = target.file.objects[target.id];
  const own = fact?.members.get(name);
  if (own) return resolve(resolution, target.file, own);
  return (fact?.spreads ?? [])
    .flatMap((spread) => resolve(resolution, target.file, spread))
    .flatMap((part) => getMember(resolution, part, name, seen));
}

/** What a file of the project exports under a name; `*` is all of it, as `require` sees it. */
function getExport(resolution: Resolution, file: FileFacts, name: string, seen = new Set<object>()): readonly Target[] {
  const { named, stars } = file.exports;
  const whole = named.get(WHOLE_MODULE);
  if (name === '*') return [{ kind: 'module', file }, ...resolve(resolution, file, whole)];
  const own = named.get(name);
  if (own) return resolve(resolution, file, own);
  if (name === 'default') return whole ? resolve(resolution, file, whole) : [{ kind: 'module', file }];
  const ofWhole = resolve(resolution, file, whole).flatMap((target) => getMember(resolution, target, name, seen));
  const ofStars = stars.flatMap((specifier) => {
    const modules = resolution.surroundings.getModules(file, specifier);
    return modules.flatMap((module) => getMember(resolution, { kind: 'module', file: module }, name, seen));
  });
  return [...ofWhole, ...ofStars];
}

function getInstance(target: Target): readonly Target[] {
  if (target.kind === 'class') return [{ ...target, kind: 'instance' }];
  if (target.kind === 'function') return [target];
  if (target.kind === 'interface') return [target];
  return target.kind === 'api' ? [getApiInstance(target)] : [];
}

/** Modules of the project that cannot be read are known by their absolute path. */
function resolveImport(resolution: Resolution, file: FileFacts, specifier: string, name: string): readonly Target[] {
  const modules = resolution.surroundings.getModules(file, specifier);
  if (modules.length > 0) return modules.flatMap((module) => getExport(resolution, module, name));
  const path = name === '*' || name === 'default' ? '' : name;
  if (specifier.startsWith('.')) return [{ kind: 'api', module: resolvePath(dirname(file.path), specifier), path }];
  const isBare = isBuiltin(specifier) && !specifier.startsWith('node:');
  return [{ kind: 'api', module: isBare ? `node:${specifier}` : specifier, path }];
}

function isGlobal(value: Value, name: string): boolean {
  return value.kind === 'global' && value.name === name;
}
