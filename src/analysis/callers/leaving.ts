/** Where does what a file imports go: to those that import the file, or anywhere? */
import type { CallFact, FileFacts, Value } from '../facts/types.ts';
import { getPassed } from './given.ts';
import type { Reach } from './bindings.ts';
import type { Links, Onward } from './links.ts';
import { isExports } from './modules.ts';
import { getModule, getName, ofModule, WHOLE } from './names.ts';

export interface Leaving {
  /** What becomes part of the file's own exports, by {@link getName}. */
  readonly exported: ReadonlySet<string>;
  /** What others may come to hold by any way: it is passed, returned or kept. */
  readonly free: ReadonlySet<string>;
  /** What the file calls, and perhaps keeps what that returns. */
  readonly called: ReadonlySet<string>;
  /** The specifiers of the modules that are given the file's exports, to add to them. */
  readonly adding: ReadonlySet<string>;
}

export function findLeaving(file: FileFacts): Leaving {
  const isOwn = createOwnTest(file);
  const isAdded = ({ target }: { readonly target: Value }): boolean => isExports(file, target);
  const { assignments, calls, classes, exports, functions, objects } = file;
  const extending = calls.filter((call) => EXTENDS.test(call.text) && isGivenExports(file, call));
  const exported = [
    ...exports.named.values(),
    ...objects.filter(({ id }) => isOwn(id)).flatMap(getContent),
    ...assignments.filter(isAdded).map(({ value }) => value),
    ...getPassed(extending),
  ];
  const free = [
    ...objects.filter(({ id }) => !isOwn(id)).flatMap(getContent),
    ...assignments.filter((one) => !isAdded(one)).map(({ value }) => value),
    ...getPassed(calls.filter((call) => !extending.includes(call))),
    ...classes.flatMap(({ members, statics }) => [...members.values(), ...statics.values()]),
    ...functions.map(({ returns }) => returns),
    ...file.variables.filter(({ kind }) => kind === 'array'),
  ];
  return {
    exported: new Set([
      ...exports.stars.map((specifier) => ofModule('', specifier)),
      ...exported.flatMap((value) => [...getNames(file, value)]),
    ]),
    free: new Set(free.flatMap((value) => [...getNames(file, value)])),
    called: new Set(calls.flatMap(({ callee }) => [...getNames(file, callee)])),
    adding: new Set(calls.filter((call) => isGivenExports(file, call)).flatMap((call) => getCalled(file, call) ?? [])),
  };
}

/** How what a module carries passes through a file that imports it. */
export interface Passage {
  /** Those that import the file find there all that the module exports. */
  readonly isWhole: boolean;
  /** They find it among the exports of the file. */
  readonly isExported: boolean;
  /** Where others find what was found at `reach` in the module. */
  readonly place: (reach: Reach) => Reach;
}

interface Names {
  /** What the file speaks of, and those of them that have members. */
  readonly mentioned: readonly string[];
  readonly holders: readonly string[];
}

export function findPassage(
  { exported, free, called, adding }: Leaving,
  specifier: string,
  { mentioned, holders }: Names,
): Passage {
  const goes = (to: ReadonlySet<string>, names: readonly string[]): boolean =>
    ['', ...names].some((name) => to.has(ofModule(name, specifier)));
  const isFree = goes(free, holders);
  const isExported = adding.has(specifier) || goes(exported, mentioned);
  return {
    isWhole: isFree || isExported || goes(called, []),
    isExported,
    place(reach) {
      if (isFree || reach === 'anything') return 'anything';
      return reach === 'exports' || adding.has(specifier) ? 'exports' : 'anything';
    },
  };
}

/** @returns whether the members of an object are the exports of the file */
export function createOwnTest({ exports, variables }: FileFacts): (object: number) => boolean {
  const wholes = [exports.named.get(WHOLE), exports.named.get('default')].map((value) =>
    value?.kind === 'variable' ? variables[value.id] : value,
  );
  return (id) => wholes.some((whole) => whole?.kind === 'object' && whole.id === id);
}

/** The calls that hand a module on as it is, or in an object. */
export function getHandovers({ byName }: Pick<Links, 'byName'>, specifier: string): Onward[] {
  const { onward = [] } = byName.get(ofModule('', specifier)) ?? {};
  return onward.filter(({ kind }) => kind === 'handover');
}

/**
 * Whether others find in a file what it imports by these names, or as a whole, or what is made of it. Where no value of the
 * file speaks of it, a type does: `export type Handler = (manager: Manager) => void`.
 */
export function keeps({ byName }: Pick<Links, 'byName'>, specifier: string, names: readonly string[]): boolean {
  const all = ['', ...names].map((name) => ofModule(name, specifier));
  const uses = [...all, ...names].flatMap((name) => byName.get(name) ?? []);
  return uses.length === 0 || uses.some(({ onward }) => onward.some(({ kind }) => kind === 'binding'));
}

function isGivenExports(file: FileFacts, call: CallFact): boolean {
  return call.arguments.some(({ value }) => isExports(file, value));
}

const EXTENDS = /(?:^|\.)(?:assign|extend|__exportStar)$/;

function getContent({ members, spreads }: FileFacts['objects'][number]): Value[] {
  return [...members.values(), ...spreads];
}

/** The module of which a call calls an export, or the whole. */
function getCalled(file: FileFacts, { callee }: CallFact): string | undefined {
  const [name] = getNames(file, callee);
  return name === undefined ? undefined : getModule(name);
}

/** What a value itself is, where that is imported. */
function* getNames(file: FileFacts, value: Value | undefined, seen = new Set<Value>()): Generator<string> {
  if (!value || seen.has(value)) return;
  seen.add(value);
  switch (value.kind) {
    case 'variable':
      yield* getNames(file, file.variables[value.id], seen);
      return;
    case 'awaited':
      yield* getNames(file, value.of, seen);
      return;
    case 'union':
    case 'array':
      for (const part of value.of) yield* getNames(file, part, seen);
      return;
    default: {
      const name = getName(file, value);
      if (name !== undefined && getModule(name) !== undefined) yield name;
    }
  }
}
