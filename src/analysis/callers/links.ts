/**
 * By which names does a file speak of functions, and by which do others speak of its own? Names, not what they refer to:
 * there are rather too many links than too few. What a call returns links nothing, unless its name tells that it makes
 * something.
 */
import {
  ALL_MEMBERS,
  type CallFact,
  type ClassFact,
  ELEMENT,
  type FileFacts,
  type FunctionFact,
  type Value,
} from '../facts/types.ts';
import { getParts, type Parts, WHOLE } from './parts.ts';

/** Lists, as these are kept for all files that were parsed: a small set takes several times the memory. */
export interface Links {
  /** By function: the names of what is called, passed or kept in it. */
  readonly mentions: ReadonlyMap<number, readonly string[]>;
  /** By function: those that run it, as far as the file tells. */
  readonly users: ReadonlyMap<number, readonly number[]>;
  readonly bindings: readonly Binding[];
  readonly handovers: readonly Handover[];
  /** The functions that call what the file keeps for others: `for (const listener of listeners) listener()`. */
  readonly runners: readonly number[];
  readonly inherited: readonly Inherited[];
}

/** Functions of the file, and what goes by some names. */
export interface Linked {
  readonly functions: readonly number[];
  readonly names: readonly string[];
}

/** A call by which these are handed to what some modules export. */
export interface Handover extends Linked {
  readonly to: readonly string[];
}

/** A member of a class, by whose name the modules may call it that its base or its interfaces come from. */
export interface Inherited extends Handover {
  readonly name: string;
}

/** A name under which others find these. */
export interface Binding extends Linked {
  /** {@link WHOLE} for what the file exports as a whole. */
  readonly name: string;
  /** It is something with members, which others may hold without knowing the file. */
  readonly isHolder: boolean;
}

const known = new WeakMap<FileFacts, Links>();

export function getLinks(file: FileFacts): Links {
  let links = known.get(file);
  if (!links) known.set(file, (links = readLinks(file)));
  return links;
}

function readLinks(file: FileFacts): Links {
  const mentions = new Map<number, Set<string>>();
  const users = new Map<number, Set<number>>();
  const parts = new Map<object, Parts>();
  const note = (owner: number, value: Value): void => {
    // The module level runs before anything serves.
    if (owner === 0) return;
    const { functions, names } = getParts(file, value, parts);
    for (const name of names) getOrAdd(mentions, owner).add(name);
    for (const id of functions) getOrAdd(users, id).add(owner);
  };
  for (const call of file.calls) {
    note(call.function, call.callee);
    for (const { value } of call.arguments) note(call.function, value);
  }
  for (const fact of file.functions) {
    note(fact.id, fact.returns);
    // What runs a function may run those that it makes.
    if (fact.kind !== 'module') getOrAdd(users, fact.id).add(fact.parent);
  }
  const own = [...findBindings(file)].filter(({ name }) => !NAMELESS.has(name));
  const bindings = own.flatMap(({ name, value }) => {
    const linked = getLinked(getParts(file, value, parts));
    return linked ? { name, ...linked, isHolder: isHolder(file, value) } : [];
  });
  const handovers = file.calls.flatMap((call) => findHandovers(file, call, parts));
  const inherited = file.classes.flatMap((fact) => findInherited(file, fact, parts));
  const runners = [...new Set(file.calls.filter((call) => runsKept(file, call)).map((call) => call.function))];
  return { mentions: toLists(mentions), users: toLists(users), bindings, handovers, runners, inherited };
}

/** Whether it calls an element, or a member of one, of something that is not passed. */
function runsKept(file: FileFacts, { function: owner, trigger, callee }: CallFact): boolean {
  return owner !== 0 && trigger === 'call' && isElement(file, callee);
}

function isElement(file: FileFacts, value: Value | undefined, depth = 0): boolean {
  if (!value || depth > MAX_DEPTH) return false;
  const goOn = (inner: Value | undefined): boolean => isElement(file, inner, depth + 1);
  switch (value.kind) {
    case 'variable':
      return goOn(file.variables[value.id]);
    case 'union':
      return value.of.some(goOn);
    case 'member':
      return value.name === ELEMENT ? !isPassed(file, value.of) : goOn(value.of);
    case 'result': {
      const callee = file.calls[value.call]?.callee;
      return callee?.kind === 'member' && callee.name === 'get' && !isPassed(file, callee.of);
    }
    default:
      return false;
  }
}

function isPassed(file: FileFacts, value: Value | undefined, depth = 0): boolean {
  if (value?.kind === 'variable' && depth <= MAX_DEPTH) return isPassed(file, file.variables[value.id], depth + 1);
  if (value?.kind === 'member' && depth <= MAX_DEPTH) return isPassed(file, value.of, depth + 1);
  return value === undefined || value.kind === 'parameter' || value.kind === 'unknown';
}

/** Variables may be made of themselves. */
const MAX_DEPTH = 10;

function findInherited(file: FileFacts, fact: ClassFact, parts: Map<object, Parts>): Inherited[] {
  const to = [fact.base, ...fact.implements].flatMap((type) => [...getParts(file, type, parts).modules]);
  if (to.length === 0) return [];
  return [...fact.members].flatMap(([name, value]) => {
    const linked = getLinked(getParts(file, value, parts));
    return linked ? { ...linked, to, name } : [];
  });
}

function findHandovers(file: FileFacts, call: CallFact, parts: Map<object, Parts>): Handover[] {
  const to = [...getParts(file, call.callee, parts).modules];
  if (to.length === 0) return [];
  const given = call.arguments.flatMap(({ value }) => [value, ...getAdded(file, value)]);
  return given.flatMap((value) => {
    const linked = getLinked(getParts(file, value, parts));
    return linked ? { ...linked, to } : [];
  });
}

/** What the file adds to a variable: `app.load = load; serve(app)` hands over `load`, too. */
function getAdded({ assignments }: FileFacts, value: Value): Value[] {
  if (value.kind !== 'variable') return [];
  const own = assignments.filter(({ target }) => target.kind === 'variable' && target.id === value.id);
  return own.map((assignment) => assignment.value);
}

function getLinked({ functions, names }: Parts): Linked | undefined {
  return functions.size + names.size === 0 ? undefined : { functions: [...functions], names: [...names] };
}

function getOrAdd<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  let set = map.get(key);
  if (!set) map.set(key, (set = new Set<V>()));
  return set;
}

function toLists<K, V>(map: ReadonlyMap<K, ReadonlySet<V>>): Map<K, V[]> {
  return new Map([...map].map(([key, values]) => [key, [...values]]));
}

function* findBindings(file: FileFacts): Generator<{ readonly name: string; readonly value: Value }> {
  for (const [name, value] of file.exports.named) {
    // The members of an object have names of their own.
    if (!isWhole(name)) yield { name, value };
    else if (strip(file, value)?.kind !== 'object') yield { name: WHOLE, value };
  }
  for (const { members } of file.objects) for (const [name, value] of members) yield { name, value };
  for (const { id, name, members, statics } of file.classes) {
    yield { name, value: { kind: 'class', id } };
    for (const [member, value] of [...members, ...statics]) yield { name: member, value };
  }
  for (const { name, value } of file.assignments) yield { name, value };
  for (const fact of file.functions) {
    if (fact.escapes) yield { name: getOwnName(fact), value: { kind: 'function', id: fact.id } };
  }
}

/** What stands for many, or is found by other names. */
const NAMELESS: ReadonlySet<string> = new Set(['', 'exports', 'prototype', ELEMENT, ALL_MEMBERS]);

function isWhole(name: string): boolean {
  return name === 'default' || name === '=' || name === 'exports';
}

/** `Repo.find` → `find` */
function getOwnName({ name }: FunctionFact): string {
  return /[\w$]*$/.exec(name)?.[0] ?? '';
}

function isHolder(file: FileFacts, value: Value): boolean {
  const kind = strip(file, value)?.kind;
  return kind === 'object' || kind === 'class' || kind === 'instance';
}

/** What a variable stands for, if it is one. */
function strip(file: FileFacts, value: Value): Value | undefined {
  return value.kind === 'variable' ? file.variables[value.id] : value;
}
