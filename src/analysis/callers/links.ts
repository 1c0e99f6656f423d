/**
 * By which names does a file speak of functions, and by which do others speak of its own? Names, not what they refer to:
 * there are rather too many links than too few. What a call returns links nothing, unless its name tells that it makes
 * something.
 */
import { ALL_MEMBERS, type CallFact, type ClassFact, ELEMENT, type FileFacts, type Value } from '../facts/types.ts';
import { getDecorated } from '../references/requests.ts';
import { createOwnTest, findLeaving, type Leaving } from './leaving.ts';
import { isExports, MAX_DEPTH } from './modules.ts';
import { WHOLE } from './names.ts';
import { getParts, type Parts } from './parts.ts';
import { findRelays, getOwnName, getRecipient, type Recipient, strip } from './recipients.ts';

/** Lists, as these are kept for all files that were parsed: a small set takes several times the memory. */
export interface Links {
  /** By name: what speaks of it. */
  readonly byName: ReadonlyMap<string, Uses>;
  /** By function: what runs it, or leads to it, as far as the file tells. */
  readonly byFunction: ReadonlyMap<number, Uses>;
  /** The functions that call what the file keeps for others: `for (const listener of listeners) listener()`. */
  readonly runners: readonly number[];
  /** By name of a function: to whom it passes on what it is passed. */
  readonly relays: ReadonlyMap<string, readonly Recipient[]>;
  readonly leaving: Leaving;
}

export interface Uses {
  /** The functions in which it is called, passed or kept; 0 is the module level. */
  readonly functions: readonly number[];
  readonly onward: readonly Onward[];
}

/** How others come to it. */
export type Onward = Binding | Handover | Inherited;

/** A name under which others find it. */
export interface Binding {
  readonly kind: 'binding';
  /** {@link WHOLE} for what the file exports as a whole. */
  readonly name: string;
  readonly reach: Reach;
  readonly as: Nature;
}

/** What leads on: its call, the use of it as a property, or the call of one of its members. */
export type Nature = 'function' | 'property' | 'holder';

/** Where others find what has a name: in the `exports` of the file, in what they pass to it, or in `anything`. */
export type Reach = 'exports' | 'passed' | 'anything';

/** A call by which it is handed to a function that some modules export. */
export interface Handover extends Recipient {
  readonly kind: 'handover';
}

/** A member of a class, by whose name the modules may call it that its base or its interfaces come from. */
export interface Inherited {
  readonly kind: 'inherited';
  readonly name: string;
  readonly to: readonly string[];
}

const known = new WeakMap<FileFacts, Links>();

export function getLinks(file: FileFacts): Links {
  let links = known.get(file);
  if (!links) known.set(file, (links = readLinks(file)));
  return links;
}

interface Draft {
  readonly functions: Set<number>;
  readonly onward: Onward[];
}

function readLinks(file: FileFacts): Links {
  const parts = new Map<object, Parts>();
  const byName = new Map<string, Draft>();
  const byFunction = new Map<number, Draft>();
  const note = (owner: number, value: Value): void => {
    const { functions, names } = getParts(file, value, parts);
    for (const name of names) getOrAdd(byName, name).functions.add(owner);
    // The module level runs before anything serves.
    if (owner !== 0) for (const id of functions) getOrAdd(byFunction, id).functions.add(owner);
  };
  for (const call of file.calls) {
    note(call.function, call.callee);
    for (const { value } of call.arguments) note(call.function, value);
  }
  for (const fact of file.functions) {
    note(fact.id, fact.returns);
    // What runs a function may run those that it makes.
    if (fact.kind !== 'module' && fact.parent !== 0) getOrAdd(byFunction, fact.id).functions.add(fact.parent);
  }
  for (const [value, onward] of findOnward(file, parts)) {
    const { functions, names } = getParts(file, value, parts);
    for (const name of names) getOrAdd(byName, name).onward.push(onward);
    for (const id of functions) getOrAdd(byFunction, id).onward.push(onward);
  }
  const runners = new Set(file.calls.filter((call) => runsKept(file, call)).map((call) => call.function));
  return {
    byName: toLists(byName),
    byFunction: toLists(byFunction),
    runners: [...runners],
    relays: findRelays(file),
    leaving: findLeaving(file),
  };
}

function getOrAdd<K>(map: Map<K, Draft>, key: K): Draft {
  let draft = map.get(key);
  if (!draft) map.set(key, (draft = { functions: new Set(), onward: [] }));
  return draft;
}

function toLists<K>(map: ReadonlyMap<K, Draft>): Map<K, Uses> {
  return new Map([...map].map(([key, { functions, onward }]) => [key, { functions: [...functions], onward }]));
}

type Step = readonly [value: Value, onward: Onward];

function* findOnward(file: FileFacts, parts: Map<object, Parts>): Generator<Step> {
  for (const { name, value, reach } of findBindings(file)) {
    if (NAMELESS.has(name)) continue;
    const stripped = strip(file, value);
    const as = getNature(file, stripped, reach);
    yield [value, { kind: 'binding', name, reach, as }];
    const construct = stripped?.kind === 'class' ? file.classes[stripped.id]?.construct : undefined;
    if (construct !== undefined) {
      yield [
        { kind: 'function', id: construct },
        { kind: 'binding', name, reach, as: 'function' },
      ];
    }
  }
  for (const fact of file.functions) {
    const name = getOwnName(fact);
    if (name !== '') yield [fact.returns, { kind: 'binding', name, reach: 'exports', as: 'holder' }];
  }
  for (const call of file.calls) yield* findHandovers(file, call);
  for (const fact of file.classes) yield* findInherited(file, fact, parts);
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

function findInherited(file: FileFacts, fact: ClassFact, parts: Map<object, Parts>): Step[] {
  const to = [fact.base, ...fact.implements].flatMap((type) => [...getParts(file, type, parts).modules]);
  return to.length === 0 ? [] : [...fact.members].map(([name, value]) => [value, { kind: 'inherited', name, to }]);
}

function findHandovers(file: FileFacts, call: CallFact): Step[] {
  const recipient = getRecipient(file, call);
  if (!recipient) return [];
  const given = call.arguments.flatMap(({ value }) => [value, ...getAdded(file, value)]);
  return given.map((value) => [value, { kind: 'handover', ...recipient }]);
}

/** What the file adds to a variable: `app.load = load; serve(app)` hands over `load`, too. */
function getAdded({ assignments }: FileFacts, value: Value): Value[] {
  if (value.kind !== 'variable') return [];
  const own = assignments.filter(({ target }) => target.kind === 'variable' && target.id === value.id);
  return own.map((assignment) => assignment.value);
}

interface Named {
  readonly name: string;
  readonly value: Value;
  readonly reach: Reach;
}

function* findBindings(file: FileFacts): Generator<Named> {
  const bound = new Map<number, string>();
  for (const named of findNamed(file)) {
    const value = strip(file, named.value);
    if (value?.kind === 'function') bound.set(value.id, named.name);
    yield named;
  }
  for (const fact of file.functions) {
    const name = getOwnName(fact);
    if (fact.escapes && bound.get(fact.id) !== name) {
      yield { name, value: { kind: 'function', id: fact.id }, reach: 'anything' };
    }
  }
}

function* findNamed(file: FileFacts): Generator<Named> {
  const isOwn = createOwnTest(file);
  for (const [name, value] of file.exports.named) {
    // The members of an object have names of their own.
    if (!isWhole(name)) yield { name, value, reach: 'exports' };
    else if (strip(file, value)?.kind !== 'object') yield { name: WHOLE, value, reach: 'exports' };
  }
  for (const { id, members } of file.objects) {
    for (const [name, value] of members) yield { name, value, reach: isOwn(id) ? 'exports' : 'anything' };
  }
  for (const { id, name, members, statics } of file.classes) {
    yield { name, value: { kind: 'class', id }, reach: 'anything' };
    for (const [member, value] of members) yield { name: member, value, reach: 'anything' };
    for (const [member, value] of statics) yield { name: member, value, reach: 'exports' };
  }
  for (const { name, value } of file.calls.flatMap(getDecorated)) yield { name, value, reach: 'anything' };
  for (const { type, value } of file.typed) {
    const name = type.kind === 'interface' ? file.interfaces[type.id]?.name : undefined;
    if (name !== undefined) yield { name, value, reach: 'anything' };
  }
  for (const { name, target, value } of file.assignments) yield { name, value, reach: getReach(file, target) };
}

function getReach(file: FileFacts, target: Value): Reach {
  if (isExports(file, target)) return 'exports';
  return strip(file, target)?.kind === 'parameter' ? 'passed' : 'anything';
}

/** What stands for many, or is found by other names. */
const NAMELESS: ReadonlySet<string> = new Set(['', 'exports', 'prototype', ELEMENT, ALL_MEMBERS]);

function isWhole(name: string): boolean {
  return name === 'default' || name === '=' || name === 'exports';
}

function getNature(file: FileFacts, value: Value | undefined, reach: Reach): Nature {
  switch (value?.kind) {
    case 'function': {
      const kind = file.functions[value.id]?.kind;
      return kind === 'getter' || kind === 'setter' ? 'property' : 'function';
    }
    case 'class':
    case 'instance':
    case 'object':
      return 'holder';
    case 'result':
    case 'awaited':
      return reach === 'anything' ? 'holder' : 'function';
    default:
      return 'function';
  }
}
