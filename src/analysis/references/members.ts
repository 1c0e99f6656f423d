/** What are the members of this target? Its own, those that other code adds to it, and those of what stands behind a type. */
import { ALL_MEMBERS, ELEMENT, type FileFacts, type Value } from '../facts/types.ts';
import { WHOLE_MODULE } from '../facts/exports.ts';
import { type Api, getApiInstance, getApiMember, getImported, getTypeKey } from './apis.ts';
import { isMadeCollection } from './collections.ts';
import { getFact, isReflection, type Target, unique } from './targets.ts';

/** What resolution may ask of the world around a file. */
export interface Surroundings {
  /** The files of the project that an import leads to; several where its specifier has a `*`. */
  getModules(file: FileFacts, specifier: string): readonly FileFacts[];
  /** What other code assigns to a member of a class, an object, a function or a module; undefined for any of them. */
  getAdded(fact: object, name: string | undefined): readonly Located[];
  /** What implements an interface, or extends a class; a string stands for a type of which only the name is known. */
  getImplementations(fact: object | string): readonly Target[];
  /** The values that are passed for a parameter of a function, with the files they stand in. */
  getPassed(file: FileFacts, functionId: number, index: number): readonly Located[];
}

export interface Located {
  readonly file: FileFacts;
  readonly value: Value;
}

export interface Resolution {
  readonly surroundings: Surroundings;
  readonly resolve: (file: FileFacts, value: Value | undefined) => readonly Target[];
  /** What the values of a list stand for: hundreds of them may be given to one member, which many places ask for. */
  readonly resolvedLists: Map<readonly Located[], readonly Target[]>;
}

/** @param seen the facts that were asked already: classes may extend, and objects spread, themselves in a circle */
export function getMember(
  resolution: Resolution,
  target: Target,
  name: string,
  seen = new Set<object>(),
): readonly Target[] {
  const fact = getFact(target);
  if (fact && seen.has(fact)) return [];
  if (fact) seen.add(fact);
  const own = getOwnMember(resolution, target, name, seen);
  if (!fact) return own;
  const found = [...own, ...getAddedMembers(resolution, fact, name), ...getTakenMembers(resolution, fact, name, seen)];
  return found.length === 0 && target.kind === 'object' ? getRegistered(resolution, fact, name) : found;
}

/** A member of a table that is filled by computed names: `models[file] = load(file); … models.User`. */
function getRegistered(resolution: Resolution, fact: object, name: string): readonly Target[] {
  return name in Object.prototype ? [] : resolveEach(resolution, resolution.surroundings.getAdded(fact, ELEMENT));
}

export function getAddedMembers(resolution: Resolution, fact: object, name: string): readonly Target[] {
  return resolveEach(resolution, resolution.surroundings.getAdded(fact, name));
}

/** Any member of what `new` makes of a function: those that code adds to it are all that it has. */
function getAnyAdded(resolution: Resolution, target: Extract<Target, { kind: 'function' }>): readonly Target[] {
  const fact = getFact(target);
  return fact ? resolveEach(resolution, resolution.surroundings.getAdded(fact, undefined)) : [];
}

function resolveEach({ resolve, resolvedLists }: Resolution, all: readonly Located[]): readonly Target[] {
  if (all.length === 0) return [];
  let targets = resolvedLists.get(all);
  if (!targets) resolvedLists.set(all, (targets = unique(all.flatMap(({ file, value }) => resolve(file, value)))));
  return targets;
}

/** Members of what a class, an object or a function took all members from. */
function getTakenMembers(resolution: Resolution, fact: object, name: string, seen: Set<object>): readonly Target[] {
  const others = getAddedMembers(resolution, fact, ALL_MEMBERS);
  return others.flatMap((other) => getMember(resolution, other, name, seen));
}

function getOwnMember(resolution: Resolution, target: Target, name: string, seen: Set<object>): readonly Target[] {
  switch (target.kind) {
    case 'api':
      return [...getMadeElements(resolution, target, name, seen), ...getMemberOfType(resolution, target, name, seen)];
    case 'function':
      if (name === 'prototype') return [target];
      if (name === ELEMENT && target.isInstance) return getAnyAdded(resolution, target);
      return isReflection(name) && !target.isInstance ? [{ kind: 'reflection', method: name, of: target }] : [];
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
      return isElement ? target.of.flatMap((part) => resolution.resolve(target.file, part)) : [];
    }
    case 'interface':
      return getInterfaceMember(resolution, target, name, seen);
    case 'reflection':
      return [];
  }
}

/** Members of something outside the project; of a type, those too of the classes that implement it. */
function getMemberOfType(resolution: Resolution, target: Api, name: string, seen: Set<object>): readonly Target[] {
  const implementations =
    target.annotated && target.path.endsWith('#') ? getImplementations(resolution, getTypeKey(target)) : [];
  return [getApiMember(target, name), ...implementations.flatMap((other) => getMember(resolution, other, name, seen))];
}

/** What a map or a set is made with: `new Map([['load', load]])`. */
function getMadeElements(resolution: Resolution, target: Api, name: string, seen: Set<object>): readonly Target[] {
  const [given] = isMadeCollection(target) && name === ELEMENT ? (target.made?.call.arguments ?? []) : [];
  if (!given || !target.made) return [];
  return resolution
    .resolve(target.made.file, given.value)
    .flatMap((of) => getMember(resolution, of, ELEMENT, seen))
    .flatMap((of) => (of.kind === 'array' ? getMember(resolution, of, '1', seen) : [of]));
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
  const bases = fact.bases.flatMap((base) => resolution.resolve(file, base));
  const others = [...bases.flatMap((base) => getInstance(base)), ...getImplementations(resolution, fact)];
  return [
    ...resolution.resolve(file, fact.members.get(name)),
    ...others.flatMap((other) => getMember(resolution, other, name, seen)),
  ];
}

function getImplementations(resolution: Resolution, fact: object | string): readonly Target[] {
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
  const members = isInstance ? fact.members : fact.statics;
  if (name === ELEMENT) return resolveAll(resolution, target.file, getPublic(members));
  const own = members.get(name);
  if (own) {
    const mayBeOther = target.kind === 'instance' && (target.annotated === true || own.kind === 'unknown');
    const others = mayBeOther ? getImplementations(resolution, fact) : [];
    const overriding = others.flatMap((other) => getMember(resolution, other, name, seen));
    return [...resolution.resolve(target.file, own), ...overriding];
  }
  const inherited = resolution
    .resolve(target.file, fact.base)
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
  if (name === ELEMENT) return resolveAll(resolution, target.file, fact?.members);
  const own = fact?.members.get(name);
  if (own) return resolution.resolve(target.file, own);
  return (fact?.spreads ?? [])
    .flatMap((spread) => resolution.resolve(target.file, spread))
    .flatMap((part) => getMember(resolution, part, name, seen));
}

/** What a file of the project exports under a name; `*` is all of it, as `require` sees it. */
export function getExport(
  resolution: Resolution,
  file: FileFacts,
  name: string,
  seen = new Set<object>(),
): readonly Target[] {
  const { named, stars } = file.exports;
  const whole = named.get(WHOLE_MODULE);
  if (name === '*') return [{ kind: 'module', file }, ...resolution.resolve(file, whole)];
  if (name === ELEMENT) return resolveAll(resolution, file, named);
  const own = named.get(name);
  if (own) return resolution.resolve(file, own);
  if (name === 'default') return whole ? resolution.resolve(file, whole) : [{ kind: 'module', file }];
  const ofWhole = resolution.resolve(file, whole).flatMap((target) => getMember(resolution, target, name, seen));
  const ofStars = stars.flatMap((specifier) => {
    const modules = resolution.surroundings.getModules(file, specifier);
    if (modules.length === 0) return [getImported(file, specifier, name)];
    return modules.flatMap((module) => getMember(resolution, { kind: 'module', file: module }, name, seen));
  });
  return [...ofWhole, ...ofStars];
}

export function getInstance(target: Target): readonly Target[] {
  if (target.kind === 'class') return [{ ...target, kind: 'instance' }];
  if (target.kind === 'function') return [{ ...target, isInstance: true }];
  if (target.kind === 'interface') return [target];
  return target.kind === 'api' ? [getApiInstance(target)] : [];
}

/** No computed name is that of a private member. */
function getPublic(members: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...members].filter(([name]) => !name.startsWith('#')));
}

/** Any of the members: which one is known at run time only. */
function resolveAll(
  resolution: Resolution,
  file: FileFacts,
  members: ReadonlyMap<string, Value> | undefined,
): readonly Target[] {
  return [...(members?.values() ?? [])].flatMap((value) => resolution.resolve(file, value));
}

/** What a type annotation lets a value be: an instance of the class or of what extends it, a function of that type. */
export function getAnnotated(resolution: Resolution, target: Target): readonly Target[] {
  if (target.kind === 'class') return [{ ...target, kind: 'instance', annotated: true }];
  if (target.kind === 'api') return [{ ...getApiInstance(target), annotated: true }];
  if (target.kind !== 'interface') return getInstance(target);
  const fact = getFact(target);
  const functions = fact ? getImplementations(resolution, fact).filter(({ kind }) => kind === 'function') : [];
  return [target, ...functions];
}
