/** What does this value refer to? Follows variables, members, calls and instances to their {@link Target}s. */
import { isBuiltin } from 'node:module';
import { dirname, resolve as resolvePath } from 'node:path';
import { getReturned } from '../../catalog/index.ts';
import type { CallFact, FileFacts, Value } from '../facts/types.ts';
import { ELEMENT } from '../facts/variables.ts';
import { getSpecialResult } from './special-results.ts';
import { isReflection, joinPath, type Target, unique } from './targets.ts';

/** What resolution may ask of the world around a file. */
export interface Surroundings {
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
  readonly known: WeakMap<Value, readonly Target[]>;
  /** The values that are being followed: meeting one again is a circle. */
  readonly active: Set<Value>;
}

export function createResolver(surroundings: Surroundings): Resolve {
  const resolution: Resolution = { surroundings, known: new WeakMap(), active: new Set() };
  return (file, value) => resolve(resolution, file, value);
}

function resolve(resolution: Resolution, file: FileFacts, value: Value | undefined): readonly Target[] {
  if (!value || value.kind === 'unknown') return [];
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

function follow(resolution: Resolution, file: FileFacts, value: Value): readonly Target[] {
  switch (value.kind) {
    case 'union':
      return value.of.flatMap((part) => resolve(resolution, file, part));
    case 'variable':
      return resolve(resolution, file, file.variables[value.id]);
    case 'global':
      return [resolveGlobal(value.name)];
    case 'import':
      return [resolveImport(file, value.module, value.name)];
    case 'member':
      return resolve(resolution, file, value.of).flatMap((target) => getMember(resolution, target, value.name));
    case 'awaited':
      return resolve(resolution, file, value.of).map(getAwaited);
    case 'result':
      return resolveResult(resolution, file, file.calls[value.call]);
    case 'instance':
      return resolve(resolution, file, value.of).flatMap(getInstance);
    case 'parameter':
      return resolution.surroundings
        .getPassed(file, value.function, value.index)
        .flatMap((passed) => resolve(resolution, passed.file, passed.value));
    case 'array':
      return [{ kind: 'array', file, of: value.of }];
    case 'unknown':
      return [];
    default:
      return [{ kind: value.kind, file, id: value.id }];
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
      return special ? resolve(resolution, file, special) : [getApiResult(callee, call)];
    }
    case 'reflection':
      return callee.method === 'bind' ? [callee.of] : getResult(resolution, file, call, callee.of);
    case 'class':
      return call.trigger === 'new' ? [{ ...callee, kind: 'instance' }] : [];
    case 'function':
      return resolve(resolution, callee.file, callee.file.functions[callee.id]?.returns);
    default:
      return [];
  }
}

/** @param seen the facts that were asked already: classes may extend, and objects spread, themselves in a circle */
function getMember(resolution: Resolution, target: Target, name: string, seen = new Set<object>()): readonly Target[] {
  switch (target.kind) {
    case 'api':
      return [getApiMember(target, name)];
    case 'function':
      return isReflection(name) ? [{ kind: 'reflection', method: name, of: target }] : [];
    case 'class':
      if (name === 'prototype') return [{ ...target, kind: 'instance' }];
      return getClassMember(resolution, target, name, seen);
    case 'instance':
      return getClassMember(resolution, target, name, seen);
    case 'object':
      return getObjectMember(resolution, target, name, seen);
    case 'array': {
      const isElement = name === ELEMENT || /^\d+$/.test(name);
      return isElement ? target.of.flatMap((part) => resolve(resolution, target.file, part)) : [];
    }
    case 'reflection':
      return [];
  }
}

function getClassMember(
  resolution: Resolution,
  target: Extract<Target, { kind: 'class' | 'instance' }>,
  name: string,
  seen: Set<object>,
): readonly Target[] {
  const fact = target.file.classes[target.id];
  if (!fact || seen.has(fact)) return [];
  seen.add(fact);
  const isInstance = target.kind === 'instance';
  const own = (isInstance ? fact.members : fact.statics).get(name);
  if (own) return resolve(resolution, target.file, own);
  return resolve(resolution, target.file, fact.base)
    .flatMap((base) => (isInstance ? getInstance(base) : [base]))
    .flatMap((base) => getMember(resolution, base, name, seen));
}

function getObjectMember(
  resolution: Resolution,
  target: Extract<Target, { kind: 'object' }>,
  name: string,
  seen: Set<object>,
): readonly Target[] {
  const fact = target.file.objects[target.id];
  if (!fact || seen.has(fact)) return [];
  seen.add(fact);
  const own = fact.members.get(name);
  if (own) return resolve(resolution, target.file, own);
  return fact.spreads
    .flatMap((spread) => resolve(resolution, target.file, spread))
    .flatMap((part) => getMember(resolution, part, name, seen));
}

type Api = Extract<Target, { kind: 'api' }>;

function getApiMember(target: Api, name: string): Target {
  if (isReflection(name) && target.path !== '') return { kind: 'reflection', method: name, of: target };
  if (target.module === 'global' && target.path === '') return resolveGlobal(name);
  return { ...target, path: joinPath(target.path, name) };
}

function getApiResult(target: Api, { trigger }: CallFact): Target {
  if (trigger === 'new') return { ...target, path: `${target.path}#` };
  return { ...target, path: getReturned(target.module, target.path) ?? `${target.path}()` };
}

/** What a promise of the target resolves to. */
function getAwaited(target: Target): Target {
  return target.kind === 'api' ? { ...target, awaited: true } : target;
}

function getInstance(target: Target): readonly Target[] {
  if (target.kind === 'class') return [{ ...target, kind: 'instance' }];
  return target.kind === 'api' ? [{ ...target, path: `${target.path}#` }] : [];
}

function resolveGlobal(name: string): Target {
  if (name === 'process') return { kind: 'api', module: 'node:process', path: '' };
  if (name === 'globalThis' || name === 'global') return { kind: 'api', module: 'global', path: '' };
  return { kind: 'api', module: 'global', path: name };
}

/** Modules of the project itself are known by their absolute path. */
function resolveImport(file: FileFacts, specifier: string, name: string): Target {
  const path = name === '*' || name === 'default' ? '' : name;
  if (specifier.startsWith('.')) return { kind: 'api', module: resolvePath(dirname(file.path), specifier), path };
  const isBare = isBuiltin(specifier) && !specifier.startsWith('node:');
  return { kind: 'api', module: isBare ? `node:${specifier}` : specifier, path };
}
