/** Do these arguments hold one of the options that end a wait? */
import type { ArgumentView } from '../../catalog/severity.ts';
import type { CallFact, FileFacts, ObjectFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Made, Target } from '../references/targets.ts';

/** `lifted`: an option says that there is no limit; `unknown`: code that cannot be seen may have set one. */
export type Limit = 'limited' | 'none' | 'lifted' | 'unknown';

/** @param from the first of the arguments that may hold options, and the one behind the last */
export function getLimit(
  file: FileFacts,
  call: CallFact,
  [from, to]: readonly [from: number, to?: number | undefined],
  names: readonly string[],
  resolve: Resolve,
): Limit {
  const given = call.arguments.slice(from, to);
  if (call.arguments.some(({ view }) => view.type === 'spread')) return 'unknown';
  return getStrongest(given.map(({ value, view }) => getLimitOfValue(file, value, view, names, resolve)));
}

/** The limit that a client was made with, by any of the calls that made it. */
export function getLimitOfClient(made: Made | undefined, names: readonly string[], resolve: Resolve): Limit {
  if (!made) return 'none';
  const { callee } = made.call;
  const isListener = callee.kind === 'member' && /^(?:on|once|addListener)$/.test(callee.name);
  const own = isListener ? 'none' : getLimit(made.file, made.call, [0], names, resolve);
  return getStrongest([own, getLimitOfClient(made.before, names, resolve)]);
}

export function getStrongest(limits: readonly Limit[]): Limit {
  return (['limited', 'unknown', 'lifted'] as const).find((limit) => limits.includes(limit)) ?? 'none';
}

function getLimitOfValue(
  file: FileFacts,
  value: Value,
  view: ArgumentView,
  names: readonly string[],
  resolve: Resolve,
): Limit {
  if (view.type === 'string') return names.some((name) => view.value.includes(name)) ? 'limited' : 'none';
  if (view.type !== 'object' && view.type !== 'unknown') return 'none';
  const targets = resolve(file, value);
  const objects = targets.filter((target) => target.kind === 'object');
  if (mayBeOther(file, value, resolve)) return 'unknown';
  if (objects.length === 0 || objects.length < targets.length) {
    return targets.length > 0 && targets.every(isPlain) ? 'none' : 'unknown';
  }
  return getStrongest(objects.map((object) => getLimitOfObject(object, view, names, resolve)));
}

/** `options || {}`, where nobody knows what the first one is. */
function mayBeOther(file: FileFacts, value: Value, resolve: Resolve): boolean {
  const either = value.kind === 'variable' ? file.variables[value.id] : value;
  return either?.kind === 'union' && either.of.some((part) => resolve(file, part).length === 0);
}

/** A function, or a variable of the environment: nothing that holds options. */
function isPlain(target: Target): boolean {
  return target.kind === 'function' || (target.kind === 'api' && /^env\b/.test(target.path));
}

type ObjectTarget = Extract<Target, { kind: 'object' }>;

/** @param seen the objects on the way here: what is made of itself (`all = { ...all, more }`) adds nothing */
function getLimitOfObject(
  { file, id }: ObjectTarget,
  view: ArgumentView,
  names: readonly string[],
  resolve: Resolve,
  seen: readonly (ObjectFact | undefined)[] = [],
): Limit {
  const fact = file.objects[id];
  if (seen.includes(fact)) return 'none';
  const own = names.map((name) => {
    const [first = name, ...rest] = name.split('.');
    const [member, property] = [fact?.members.get(first), getProperty(view, first)];
    if (rest.length === 0 || member === undefined) return getLimitOfMember(file, member, property, resolve);
    return getLimitOfValue(file, member, property ?? { type: 'unknown' }, [rest.join('.')], resolve);
  });
  const isAdded = file.assignments.some(
    ({ target, name }) => names.includes(name) && resolve(file, target).some((to) => isSame(to, file, id)),
  );
  const spreads = fact?.spreads.map((spread) => getLimitOfSpread(file, spread, names, resolve, [...seen, fact])) ?? [];
  return getStrongest([...own, ...spreads, isAdded ? 'limited' : 'none']);
}

function getLimitOfMember(
  file: FileFacts,
  value: Value | undefined,
  view: ArgumentView | undefined,
  resolve: Resolve,
): Limit {
  if (value === undefined) return 'none';
  if (view && isNothing(view)) return 'lifted';
  return isNeverAborted(file, value, resolve) ? 'none' : 'limited';
}

function getLimitOfSpread(
  file: FileFacts,
  spread: Value,
  names: readonly string[],
  resolve: Resolve,
  seen: readonly (ObjectFact | undefined)[],
): Limit {
  const targets = resolve(file, spread);
  const objects = targets.filter((target) => target.kind === 'object');
  const isAll = objects.length > 0 && objects.length === targets.length;
  const isKnown = isAll && !mayBeOther(file, spread, resolve);
  const limits = objects.map((object) => getLimitOfObject(object, { type: 'unknown' }, names, resolve, seen));
  return getStrongest(isKnown ? limits : [...limits, 'unknown']);
}

function getProperty(view: ArgumentView, name: string): ArgumentView | undefined {
  return view.type === 'object' && Object.hasOwn(view.properties, name) ? view.properties[name] : undefined;
}

function isSame(target: Target, file: FileFacts, id: number): boolean {
  return target.kind === 'object' && target.file === file && target.id === id;
}

function isNothing(view: ArgumentView): boolean {
  return view.type === 'null' || ((view.type === 'number' || view.type === 'boolean') && Number(view.value) === 0);
}

/** The signal of a controller that nothing in its file aborts, nor hands on. */
function isNeverAborted(file: FileFacts, value: Value | undefined, resolve: Resolve): boolean {
  if (value?.kind !== 'member' || value.name !== 'signal') return false;
  const controllers = resolve(file, value.of);
  const isOwn = controllers.length > 0 && controllers.every(isController);
  return (
    isOwn &&
    !file.calls.some(
      ({ callee, arguments: given }) =>
        isAbort(callee) ||
        given.some((argument) => isAbort(argument.value) || resolve(file, argument.value).some(isController)),
    )
  );
}

function isController(target: Target): boolean {
  return target.kind === 'api' && target.module === 'global' && target.path === 'AbortController#';
}

function isAbort(value: Value): boolean {
  return value.kind === 'member' && value.name === 'abort';
}
