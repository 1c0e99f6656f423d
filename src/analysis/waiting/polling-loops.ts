/** Which loops sleep until a value has changed that an event could tell of? */
import type { Kind } from '../../catalog/define.ts';
import { findApi } from '../../catalog/index.ts';
import type { FileAnalysis } from '../analyze.ts';
import { runsInBrowser } from '../browser-code.ts';
import { getCalled } from '../contexts/called.ts';
import type { CallFact, ExitFact, FileFacts, LoopFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { answerOf } from './answers.ts';
import { getAwaitedCall, isSleep } from './pauses.ts';

export interface PollingLoop {
  readonly loop: LoopFact;
  /** What it asks between its sleeps. */
  readonly text: string;
}

export function findPollingLoops(analysis: FileAnalysis): PollingLoop[] {
  const { facts: file, resolveIn: resolve } = analysis;
  const onServers = file.loops.filter((loop) => !runsInBrowser(analysis, loop.function));
  return onServers.flatMap((loop) => {
    const asked = isSleeping(file, loop, resolve) ? loop.exits.find((exit) => isFlag(file, exit, resolve)) : undefined;
    return asked ? [{ loop, text: asked.text }] : [];
  });
}

/** Whether a round is a sleep, a question, and nothing else. */
function isSleeping(file: FileFacts, { pauses, calls, exits }: LoopFact, resolve: Resolve): boolean {
  if (pauses.length === 0 || !pauses.every((pause) => isSleep(file, pause, resolve))) return false;
  const known = new Set([
    ...pauses.map((pause) => getAwaitedCall(file, pause)?.id),
    ...exits.flatMap((exit) => [...exit.calls, ...exit.renewedBy]),
  ]);
  return calls.every((id) => {
    const call = file.calls[id];
    return known.has(id) || (call !== undefined && answerOf(file, call, resolve) !== undefined);
  });
}

/** Whether somebody else decides how the test comes out, and not merely the time. */
function isFlag(file: FileFacts, { changed, circular, calls, renewedBy }: ExitFact, resolve: Resolve): boolean {
  // What each round makes from what it was before is a way that the loop goes itself, such as the rest of a long time.
  if (changed || circular) return false;
  const asked = [...calls, ...renewedBy].map((id) => file.calls[id]).filter((call) => call !== undefined);
  return !asked.some((call) => answerOf(file, call, resolve) === 'clock' || asksElsewhere(file, call, resolve));
}

/** Whether the answer comes from another program, or another machine, which has no event to await. */
function asksElsewhere(file: FileFacts, call: CallFact, resolve: Resolve, depth = 0): boolean {
  return resolve(file, call.callee).some((target) => {
    if (target.kind === 'api') {
      const kind = findApi(target.module, target.path, 'call')?.kind;
      return kind !== undefined && ELSEWHERE.has(kind);
    }
    const called = depth < MAX_DEPTH ? getCalled(target) : [];
    return called.some(({ file: own, fact }) =>
      own.calls.some((inner) => inner.function === fact.id && asksElsewhere(own, inner, resolve, depth + 1)),
    );
  });
}

const ELSEWHERE: ReadonlySet<Kind> = new Set(['database', 'network', 'process']);

/** Functions of the project that ask are followed so far. */
const MAX_DEPTH = 2;
