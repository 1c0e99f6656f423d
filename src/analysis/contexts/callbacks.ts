/** Callbacks: what of a value is a parameter, given by whoever calls, and what runs that for who gave it? */
import { type ArgumentFact, type CallFact, ELEMENT, type FileFacts, type Value } from '../facts/types.ts';
import { PUTS_IN } from '../facts/elements.ts';
import { getOrAdd } from '../get-or-add.ts';
import { getCalled } from './called.ts';
import type { Knowledge } from './edges.ts';
import { getRoleOfParameter } from './parameters.ts';
import { getPassedRole, type PassedRole } from './roles.ts';

/** What a value may be, besides what such a function is given, or an element of that. */
export function getOwnParts(file: FileFacts, value: Value, isTaker: (taker: number) => boolean): Value[] {
  const parts = getParts(file, value);
  const own = parts.filter((part) => {
    const taker = getParameter(part)?.function;
    return taker === undefined || !isTaker(taker);
  });
  return own.length === parts.length ? [value] : own;
}

/** What a value may be, one by one if some of it is given to a function. */
export function splitParameters(file: FileFacts, value: Value): Value[] {
  const parts = getParts(file, value);
  return parts.some(getParameter) ? parts : [value];
}

/** The parameter that a value is, or is an element of. */
export function getParameter(value: Value): Extract<Value, { kind: 'parameter' }> | undefined {
  const given = value.kind === 'member' && value.name === ELEMENT ? value.of : value;
  return given.kind === 'parameter' ? given : undefined;
}

function getParts(file: FileFacts, value: Value, depth = 0): Value[] {
  const goOn = (part: Value): Value[] => getParts(file, part, depth + 1);
  const defined = value.kind === 'variable' ? file.variables[value.id] : undefined;
  if (depth > MAX_STEPS) return [value];
  if (defined) return goOn(defined);
  // The type of a list of functions names none of them.
  if (value.kind === 'union') return value.of.filter(({ kind }) => kind !== 'array').flatMap(goOn);
  return value.kind === 'member' && value.name === ELEMENT ? goOn(value.of).map((of) => ({ ...value, of })) : [value];
}

/** From a variable to what it may stand for, and once more: `if (typeof values === 'function') done = values`. */
const MAX_STEPS = 4;

/**
 * Whether a function runs what `taker` is given for who gives it: it is that one, or a callback in it that works for it,
 * `find(query, (error, row) => { done(error, row); })`. A listener works for who makes the event, and what is returned
 * or kept works for whoever.
 */
export function runsFor(file: FileFacts, id: number, taker: number, knowledge: Knowledge): boolean {
  if (id === taker) return true;
  const fact = file.functions[id];
  const passing = getPassings(file).get(id);
  if (!fact || !passing || fact.promising || fact.kind === 'module') return false;
  const role = getRoleOfPassed(file, passing, knowledge);
  return role !== undefined && WORKS_FOR_TAKER.has(role) && runsFor(file, fact.parent, taker, knowledge);
}

const WORKS_FOR_TAKER: ReadonlySet<PassedRole> = new Set<PassedRole>(['inline', 'deferred', 'project', 'unknown']);

/** When what is passed runs, unless it is kept for whatever comes. */
function getRoleOfPassed(file: FileFacts, { call, argument }: Passing, knowledge: Knowledge): PassedRole | undefined {
  const { callee } = call;
  if (callee.kind === 'member' && PUTS_IN.has(callee.name)) return undefined;
  const callees = knowledge.resolve(file, callee);
  const role = getPassedRole(call, callees, knowledge.declared);
  if (role !== 'project') return role;
  const roles = callees.flatMap(getCalled).map((next) => getRoleOfParameter(next.file, next.fact, argument, knowledge));
  return roles.find((own) => own !== undefined);
}

/** A function that is written as the argument of a call. */
interface Passing {
  readonly call: CallFact;
  readonly argument: number;
}

const known = new WeakMap<FileFacts, ReadonlyMap<number, Passing>>();

/** By the function that is passed. */
function getPassings(file: FileFacts): ReadonlyMap<number, Passing> {
  return getOrAdd(known, file, () => {
    const written = ({ inline, value }: ArgumentFact): number[] =>
      inline && value.kind === 'function' ? [value.id] : [];
    const passings = file.calls.flatMap((call) =>
      call.arguments.flatMap((one, argument) => written(one).map((id) => [id, { call, argument }] as const)),
    );
    return new Map(passings);
  });
}
