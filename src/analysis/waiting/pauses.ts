/** Does this `await` of a loop take time, and is it only to let time pass? */
import { isTimer } from '../../catalog/waiting.ts';
import { getCalled } from '../contexts/called.ts';
import { isWithin } from '../facts/nesting.ts';
import type { CallFact, FileFacts, FunctionFact, PauseFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';

/** Whether timers and I/O get no turn: nothing is awaited that is not settled, or settles by promises alone. */
export function isInstant(file: FileFacts, pause: PauseFact, resolve: Resolve): boolean {
  if (pause.immediate) return true;
  const call = getAwaitedCall(file, pause);
  const called = call ? resolve(file, call.callee).flatMap(getCalled) : [];
  return called.length > 0 && called.every(({ fact }) => neverPauses(fact));
}

function neverPauses({ async, pauses, returns }: FunctionFact): boolean {
  return async && !pauses && returns.kind === 'unknown';
}

/** Whether nothing but time has to pass: a timer, or a function of the project that wraps one. */
export function isSleep(file: FileFacts, pause: PauseFact, resolve: Resolve): boolean {
  const call = getAwaitedCall(file, pause);
  return call !== undefined && setsTimer(file, call, resolve);
}

export function getAwaitedCall(file: FileFacts, { value }: PauseFact): CallFact | undefined {
  return value.kind === 'result' ? file.calls[value.call] : undefined;
}

function setsTimer(file: FileFacts, call: CallFact, resolve: Resolve): boolean {
  const targets = resolve(file, call.callee);
  if (targets.some((target) => target.kind === 'api' && isTimer(target.module, target.path))) return true;
  const isPromise = targets.some((target) => target.kind === 'api' && target.path === 'Promise');
  const run = isPromise
    ? call.arguments.slice(0, 1).flatMap(({ value }) => resolve(file, value).flatMap(getCalled))
    : targets.flatMap(getCalled);
  return run.length > 0 && run.every(({ file: own, fact }) => onlySleeps(own, fact, resolve));
}

/** A function whose calls, those of the callbacks within it included, set a timer and settle a promise. */
function onlySleeps(file: FileFacts, { id }: FunctionFact, resolve: Resolve): boolean {
  const calls = file.calls.filter((call) => isWithin(file, call.function, id));
  const isKnown = (call: CallFact): boolean =>
    isParameter(file, call) ||
    resolve(file, call.callee).some(
      (target) => target.kind === 'api' && (target.path === 'Promise' || isTimer(target.module, target.path)),
    );
  const timers = calls.filter((call) =>
    resolve(file, call.callee).some((target) => target.kind === 'api' && isTimer(target.module, target.path)),
  );
  return timers.length > 0 && calls.every(isKnown);
}

/** `resolve()` of an executor. */
function isParameter(file: FileFacts, { callee }: CallFact): boolean {
  const value = callee.kind === 'variable' ? file.variables[callee.id] : callee;
  return value?.kind === 'parameter';
}
