/** When is the work of a function done: before it returns, or later? And is it any work at all? */
import { isWithin } from '../facts/nesting.ts';
import type { CallFact, FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';
import { isCallback } from './names.ts';

export type FunctionTarget = Extract<Target, { kind: 'function' }>;

export function isFunction(target: Target): target is FunctionTarget {
  return target.kind === 'function';
}

export function getFunction({ file, id }: FunctionTarget): FunctionFact | undefined {
  return file.functions[id];
}

export function doesPromise(target: FunctionTarget, resolve: Resolve): boolean {
  return getFunction(target)?.promising === true || getReturnedCalls(target, resolve).some(({ promises }) => promises);
}

/** Whether a function may return before its work is done: it gives a promise, or takes a callback for that. */
export function goesOn(target: FunctionTarget, resolve: Resolve): boolean {
  return getFunction(target)?.parameters.some(isCallback) === true || mayPromise(target, resolve);
}

/** Whether a function only makes something of what it is given: it has no loop, and calls nothing but what is like it, maps and sets. */
export function isQuick({ file, id }: FunctionTarget, resolve: Resolve, depth = 0): boolean {
  const fact = file.functions[id];
  if (!fact || fact.repeats || depth > MAX_DEPTH) return false;
  return file.calls.every((call) => {
    if (call.function !== id || makesError(call)) return true;
    const callees = resolve(file, call.callee);
    return (
      callees.length > 0 &&
      callees.every((callee) => (isFunction(callee) ? isQuick(callee, resolve, depth + 1) : isLookUp(callee)))
    );
  });
}

function makesError({ trigger, text }: CallFact): boolean {
  return trigger === 'new' && /(?:Error|Exception)$/.test(text);
}

/** `map.get(key)` */
function isLookUp(target: Target): boolean {
  return target.kind === 'api' && target.module === 'global' && /^(?:Weak)?(?:Map|Set)#\w+$/.test(target.path);
}

/** Whether nothing is left to wait for when a function returns, though it gives a promise: it awaits nothing, and hands on none. */
export function workedThrough(target: FunctionTarget, resolve: Resolve): boolean {
  const fact = getFunction(target);
  if (!fact?.async || fact.pauses || isOpen(target.file, fact.returns)) return false;
  return getReturnedCalls(target, resolve).every(
    ({ callees }) =>
      callees.length > 0 && callees.every((callee) => isFunction(callee) && !mayPromise(callee, resolve)),
  );
}

/** Whether a value may be a promise that somebody keeps: `return this.loading`. */
function isOpen(file: FileFacts, value: Value, depth = 0): boolean {
  if (value.kind === 'union') return value.of.some((part) => isOpen(file, part, depth + 1));
  if (value.kind !== 'variable') return value.kind === 'member';
  const variable = file.variables[value.id];
  return depth > MAX_DEPTH || (variable !== undefined && isOpen(file, variable, depth + 1));
}

/** Whether a function, or one that is written in it, calls another one. */
export function calls({ file, id }: FunctionTarget, other: FunctionTarget, resolve: Resolve): boolean {
  return file.calls.some(
    (call) =>
      isWithin(file, call.function, id) &&
      resolve(file, call.callee).some(
        (callee) => isFunction(callee) && callee.file === other.file && callee.id === other.id,
      ),
  );
}

/** Whether a function returns a promise, or something of which nobody knows that it is none. */
function mayPromise(target: FunctionTarget, resolve: Resolve): boolean {
  const isOutside = (callee: Target): boolean => callee.kind === 'api' && !/^(?:global$|node:)/.test(callee.module);
  return (
    doesPromise(target, resolve) || getReturnedCalls(target, resolve).some(({ callees }) => callees.some(isOutside))
  );
}

interface ReturnedCall {
  readonly callees: readonly Target[];
  readonly promises: boolean;
}

/** The calls whose results a function returns. */
function getReturnedCalls({ file, id }: FunctionTarget, resolve: Resolve, depth = 0): ReturnedCall[] {
  return getResults(file, file.functions[id]?.returns).map((call): ReturnedCall => {
    const callees = resolve(file, call.callee);
    const functions = depth < MAX_DEPTH ? callees.filter(isFunction) : [];
    const promises =
      callees.some((callee) => callee.kind === 'api' && PROMISING.test(`${callee.module}:${callee.path}`)) ||
      functions.some(
        (callee) =>
          getFunction(callee)?.promising === true ||
          getReturnedCalls(callee, resolve, depth + 1).some((inner) => inner.promises),
      );
    return { callees, promises };
  });
}

const MAX_DEPTH = 5;

/** What is well known to return a promise. */
const PROMISING = /^global:(?:fetch|import)$|^node:(?:\w+\/promises|\w+:promises\.)/;

function getResults(file: FileFacts, value: Value | undefined, depth = 0): CallFact[] {
  // Variables may be made of themselves: `list = list ?? other`.
  if (depth > MAX_DEPTH) return [];
  switch (value?.kind) {
    case 'union':
      return value.of.flatMap((part) => getResults(file, part, depth + 1));
    case 'result': {
      const call = file.calls[value.call];
      return call ? [call] : [];
    }
    case 'variable':
      return getResults(file, file.variables[value.id], depth + 1);
    default:
      return [];
  }
}
