/**
 * Resolution in a whole project. Parameters stand for what the project's calls pass for them, and members for what any
 * file assigns to them. Each of these needs the others, so they are found in rounds, the first of which knows neither.
 */
import { getOrAdd } from '../get-or-add.ts';
import {
  ALL_MEMBERS,
  type AssignmentFact,
  type CallFact,
  ELEMENT,
  type FileFacts,
  type Value,
} from '../facts/types.ts';
import { getTypeKey } from './apis.ts';
import { getElement } from './collections.ts';
import type { Located, Surroundings } from './members.ts';
import { getDecorated, isOfApplication, isShared, REQUEST, SHARED } from './requests.ts';
import { createResolver, type Resolve, type Resolver } from './resolve.ts';
import { getFact, type Target } from './targets.ts';

export interface ProjectFiles {
  readonly files: readonly FileFacts[];
  readonly getModules: Surroundings['getModules'];
}

const ROUNDS = 2;

export function createProjectResolver({ files, getModules }: ProjectFiles): Resolver {
  let surroundings: Surroundings = {
    getModules,
    getPassed: () => [],
    getAdded: () => [],
    getImplementations: () => [],
  };
  let resolver = createResolver(surroundings);
  for (let round = 0; round < ROUNDS; round++) {
    const passed = findPassed(files, resolver.resolve);
    const implementations = findImplementations(files, resolver.resolve);
    surroundings = {
      ...surroundings,
      getPassed: (file, functionId, index) => {
        const fact = file.functions[functionId];
        const known = passed.get(fact ?? file)?.[index] ?? [];
        return fact && isShared(fact, index) ? [...known, REQUEST] : known;
      },
      getImplementations: (fact) => implementations.get(fact) ?? [],
    };
    const added = findAdded(files, createResolver(surroundings).resolve);
    surroundings = { ...surroundings, getAdded: (fact, name) => getAdded(added.get(fact), name) };
    resolver = createResolver(surroundings);
  }
  return resolver;
}

/** By function: what calls pass for each parameter. */
function findPassed(files: readonly FileFacts[], resolve: Resolve): Map<object, Located[][]> {
  const passed = new Map<object, Located[][]>();
  for (const file of files) {
    for (const call of file.calls) {
      // Most calls pass what refers to nothing: texts, numbers.
      if (call.arguments.every(({ value }) => value.kind === 'unknown')) continue;
      for (const target of resolve(file, call.callee)) addPassed(passed, file, call, getCalledFunction(target));
      addHandedOn(passed, file, call);
    }
  }
  return passed;
}

function addPassed(
  passed: Map<object, Located[][]>,
  file: FileFacts,
  call: CallFact,
  called: object | undefined,
): void {
  if (!called) return;
  const own = getOrAdd(passed, called, (): Located[][] => []);
  call.arguments.forEach(({ value }, index) => {
    if (value.kind !== 'unknown') (own[index] ??= []).push({ file, value });
  });
}

/**
 * What methods of promises and arrays hand to a function that is written in the call, `import('fs').then((fs) => …)`, and
 * functions that are given the list first: `_.each(jobs, (job) => …)`.
 */
function addHandedOn(passed: Map<object, Located[][]>, file: FileFacts, { callee, arguments: given }: CallFact): void {
  if (callee.kind !== 'member') return;
  const position = given.findIndex(({ value }) => value.kind === 'function');
  const callback = given[position]?.value;
  const name = position > 0 ? callee.name.replace(/(?:Of)?(?:Series|Limit)?$/, '') : callee.name;
  const index = HANDED_ON.get(name);
  const list = position > 0 ? given[0]?.value : callee.of;
  const fact = callback?.kind === 'function' ? file.functions[callback.id] : undefined;
  if (index === undefined || !fact || !list || list.kind === 'unknown') return;
  const value: Value = name === 'then' ? { kind: 'awaited', of: list } : getElement(list);
  (getOrAdd(passed, fact, (): Located[][] => [])[index] ??= []).push({ file, value });
}

/** By method: which parameter of its callback gets the element, or the value. */
const HANDED_ON: ReadonlyMap<string, number> = new Map([
  ...['then', 'each', 'every', 'filter', 'find', 'flatMap', 'forEach', 'map', 'some'].map((name) => [name, 0] as const),
  ['reduce', 1],
]);

function getCalledFunction(target: Target): object | undefined {
  if (target.kind === 'function') return target.file.functions[target.id];
  if (target.kind !== 'class') return undefined;
  const construct = target.file.classes[target.id]?.construct;
  return construct === undefined ? undefined : target.file.functions[construct];
}

/** By class, object, function or module: the members that are assigned to it, wherever that happens. */
function findAdded(files: readonly FileFacts[], resolve: Resolve): Map<object, Map<string, Located[]>> {
  const added = new Map<object, Map<string, Located[]>>();
  const add = (fact: object, name: string, located: Located): void => {
    // `app.set('store', store)` looks like that of a map. What all handlers share has names: else each would find all.
    if (fact === SHARED && name === ELEMENT) return;
    const members = getOrAdd(added, fact, () => new Map<string, Located[]>());
    getOrAdd(members, name, (): Located[] => []).push(located);
  };
  for (const file of files) {
    for (const { target, name, value } of getAssignments(file, resolve)) {
      // Not flattened: what stands for an array is one.
      const targets = resolve(file, target);
      const facts = targets.map(getFact).filter((fact) => fact !== undefined);
      for (const fact of targets.some(isOfApplication) ? [...facts, SHARED] : facts) add(fact, name, { file, value });
    }
    for (const { name, value } of file.calls.flatMap(getDecorated)) add(SHARED, name, { file, value });
  }
  return added;
}

function getAdded(
  members: ReadonlyMap<string, readonly Located[]> | undefined,
  name: string | undefined,
): readonly Located[] {
  if (!members) return [];
  return name === undefined ? [...members.values()].flat() : (members.get(name) ?? []);
}

/** What a file assigns: member by member, or all that something else has. */
function getAssignments(file: FileFacts, resolve: Resolve): AssignmentFact[] {
  const all = file.assignments.flatMap((assignment): AssignmentFact[] =>
    assignment.name === 'prototype' ? [assignment, { ...assignment, name: ALL_MEMBERS }] : [assignment],
  );
  // By name first: to resolve every callee here would cost as much as all the rest.
  const candidates = file.calls.filter((call) => call.arguments.length > 1 && EXTENDS_BY_NAME.test(call.text));
  const extended = candidates.flatMap((call) => getExtensions(call, resolve(file, call.callee)));
  return [...all, ...extended];
}

const EXTENDS_BY_NAME = /(?:^|\.)(?:assign|setPrototypeOf|inherits)$/;

/** `Object.assign(Repo.prototype, { find() { … } })`, `util.inherits(Repo, Base)` */
function getExtensions({ arguments: given }: CallFact, callees: readonly Target[]): AssignmentFact[] {
  const names = callees.map((callee) => (callee.kind === 'api' ? `${callee.module}:${callee.path}` : ''));
  const isInherited = names.some((name) => INHERITS.has(name));
  if (!isInherited && !names.some((name) => EXTENDS.has(name))) return [];
  const [target, ...others] = given.map(({ value }): Value =>
    isInherited && value.kind !== 'unknown' ? { kind: 'member', of: value, name: 'prototype' } : value,
  );
  return target ? others.map((value) => ({ target, name: ALL_MEMBERS, value })) : [];
}

const EXTENDS: ReadonlySet<string> = new Set(['global:Object.assign', 'global:Object.setPrototypeOf']);
const INHERITS: ReadonlySet<string> = new Set(['node:util:inherits', 'inherits:']);

/** By interface or class: the classes that say they implement or extend it, and the values that are declared to be one. */
function findImplementations(files: readonly FileFacts[], resolve: Resolve): Map<object | string, Target[]> {
  const implementations = new Map<object | string, Target[]>();
  const add = (file: FileFacts, type: Value, implementation: readonly Target[]): void => {
    for (const fact of resolve(file, type).flatMap(getType)) {
      getOrAdd(implementations, fact, (): Target[] => []).push(...implementation);
    }
  };
  for (const file of files) {
    for (const { id, base, implements: interfaces } of file.classes) {
      for (const type of [base, ...interfaces]) add(file, type, [{ kind: 'instance', file, id }]);
    }
    for (const { type, value } of file.typed) {
      add(
        file,
        type,
        resolve(file, value).filter(({ kind }) => kind === 'object' || kind === 'instance' || kind === 'function'),
      );
    }
  }
  return implementations;
}

function getType(target: Target): (object | string)[] {
  if (target.kind === 'api' && target.module !== 'global') return [getTypeKey(target)];
  const fact = target.kind === 'interface' || target.kind === 'class' ? getFact(target) : undefined;
  return fact ? [fact] : [];
}
