/**
 * By which names does a file speak of functions, and by which do others speak of its own? Names, not what they refer to:
 * there are rather too many links than too few. What a call returns links nothing, unless its name tells that it makes
 * something.
 */
import { type CallFact, type ClassFact, ELEMENT, type FileFacts, type Value } from '../facts/types.ts';
import { type Binding, findBindings } from './bindings.ts';
import { findLeaving, type Leaving } from './leaving.ts';
import { MAX_DEPTH } from './modules.ts';
import { getParts, type Parts } from './parts.ts';
import { findRelays, getRecipient, type Recipient } from './recipients.ts';

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

/** Undefined until somebody asks for them. */
export function getKnownLinks(file: FileFacts): Links | undefined {
  return known.get(file);
}

export function rememberLinks(file: FileFacts, links: Links): void {
  known.set(file, links);
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
  yield* findBindings(file);
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
