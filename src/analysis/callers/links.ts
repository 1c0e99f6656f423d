/**
 * By which names does a file speak of functions, and by which do others speak of its own? Names, not what they refer to:
 * there are rather too many links than too few. What a call returns links nothing, unless its name tells that it makes
 * something.
 */
import { ALL_MEMBERS, ELEMENT, type FileFacts, type FunctionFact, type Value } from '../facts/types.ts';
import { getParts, type Parts, WHOLE } from './parts.ts';

export interface Links {
  /** By name: the functions in which something of that name is called, passed or kept. */
  readonly mentions: ReadonlyMap<string, ReadonlySet<number>>;
  /** By function: those that run it, as far as the file tells. */
  readonly users: ReadonlyMap<number, ReadonlySet<number>>;
  readonly bindings: readonly Binding[];
  readonly handovers: readonly Handover[];
}

/** A call by which functions, or what goes by some names, are handed to what these modules export. */
export interface Handover extends Pick<Parts, 'functions' | 'names'> {
  readonly to: ReadonlySet<string>;
}

/** A name under which others find something: functions of the file, or what goes by some names. */
export interface Binding extends Pick<Parts, 'functions' | 'names'> {
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
  const mentions = new Map<string, Set<number>>();
  const users = new Map<number, Set<number>>();
  const parts = new Map<object, Parts>();
  const note = (owner: number, value: Value): void => {
    const { functions, names } = getParts(file, value, parts);
    for (const name of names) getOrAdd(mentions, name).add(owner);
    for (const id of functions) getOrAdd(users, id).add(owner);
  };
  const handovers: Handover[] = [];
  for (const call of file.calls) {
    note(call.function, call.callee);
    const { modules: to } = getParts(file, call.callee, parts);
    for (const { value } of call.arguments) {
      note(call.function, value);
      if (to.size === 0) continue;
      for (const given of [value, ...getAdded(file, value)]) handovers.push({ ...getParts(file, given, parts), to });
    }
  }
  for (const fact of file.functions) {
    note(fact.id, fact.returns);
    // What runs a function may run those that it makes.
    if (fact.kind !== 'module') getOrAdd(users, fact.id).add(fact.parent);
  }
  const own = [...findBindings(file)].filter(({ name }) => !NAMELESS.has(name));
  const bindings = own.map(({ name, value }) => {
    const { functions, names } = getParts(file, value, parts);
    return { name, functions, names, isHolder: isHolder(file, value) };
  });
  return { mentions, users, bindings, handovers };
}

/** What the file adds to a variable: `app.load = load; serve(app)` hands over `load`, too. */
function getAdded({ assignments }: FileFacts, value: Value): Value[] {
  if (value.kind !== 'variable') return [];
  const own = assignments.filter(({ target }) => target.kind === 'variable' && target.id === value.id);
  return own.map((assignment) => assignment.value);
}

function getOrAdd<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  let set = map.get(key);
  if (!set) map.set(key, (set = new Set<V>()));
  return set;
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
