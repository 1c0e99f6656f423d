/** Which loops and functions never let a timer or I/O have its turn? */
import { isMicrotask } from '../../catalog/waiting.ts';
import { getCalled } from '../contexts/called.ts';
import type { CallFact, FileFacts, FunctionFact, LoopFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { judge } from './busy-waits.ts';
import { getAwaitedCall, isInstant } from './pauses.ts';

export interface Starving {
  /**
   * - `endless`: a loop in an async function without an end and without an `await`
   * - `settled`: a loop that awaits nothing but what is settled
   * - `again`: a function that schedules itself before all timers and I/O
   */
  readonly how: 'endless' | 'settled' | 'again';
  readonly function: FunctionFact;
  readonly range: readonly [number, number];
  /** What it schedules itself with. */
  readonly by?: string;
}

export function findStarving(file: FileFacts, resolve: Resolve): Starving[] {
  return [
    ...file.loops.flatMap((loop) => findStarvingLoop(file, loop, resolve) ?? []),
    ...file.calls.flatMap((call) => findRecursion(file, call, resolve) ?? []),
  ];
}

function findStarvingLoop(file: FileFacts, loop: LoopFact, resolve: Resolve): Starving | undefined {
  const fact = file.functions[loop.function];
  if (!fact || loop.offLoop || !loop.pauses.every((pause) => isInstant(file, pause, resolve))) return undefined;
  const isAsync = fact.async || loop.pauses.length > 0;
  if (!isAsync || !mayNeverEnd(file, loop, resolve)) return undefined;
  return { how: loop.pauses.length > 0 ? 'settled' : 'endless', function: fact, range: loop.range };
}

/** Whether nothing ends the loop, or only what cannot happen while it runs. */
function mayNeverEnd(file: FileFacts, loop: LoopFact, resolve: Resolve): boolean {
  if (loop.exits.length === 0) return !loop.calls.some((id) => endsProcess(file, file.calls[id], resolve));
  if (loop.pauses.length === 0) return false;
  const awaited = new Set(loop.pauses.map((pause) => getAwaitedCall(file, pause)?.id));
  return judge(file, { ...loop, calls: loop.calls.filter((id) => !awaited.has(id)) }, resolve) !== undefined;
}

function endsProcess(file: FileFacts, call: CallFact | undefined, resolve: Resolve): boolean {
  const targets = call ? resolve(file, call.callee) : [];
  return targets.some((target) => target.kind === 'api' && target.module === 'node:process' && ENDS.has(target.path));
}

const ENDS = new Set(['abort', 'exit', 'reallyExit']);

/** `process.nextTick(tick)` in `tick`, where nothing decides whether it comes to that. */
function findRecursion(file: FileFacts, call: CallFact, resolve: Resolve): Starving | undefined {
  const fact = file.functions[call.function];
  const [passed] = call.arguments;
  if (!fact || fact.kind === 'module' || !passed || !call.always || call.offLoop) return undefined;
  const isScheduling = resolve(file, call.callee).some(
    (target) => target.kind === 'api' && isMicrotask(target.module, target.path),
  );
  if (!isScheduling) return undefined;
  const run = resolve(file, passed.value).flatMap(getCalled);
  const isItself = run.some(
    (next) => next.fact === fact || (passed.inline && callsAlways(file, next.fact, fact, resolve)),
  );
  return isItself ? { how: 'again', function: fact, range: call.range, by: call.text } : undefined;
}

/** `() => tick()` */
function callsAlways(file: FileFacts, from: FunctionFact, to: FunctionFact, resolve: Resolve): boolean {
  return file.calls.some(
    (call) =>
      call.function === from.id &&
      call.always &&
      resolve(file, call.callee).some((target) => getCalled(target).some(({ fact }) => fact === to)),
  );
}
