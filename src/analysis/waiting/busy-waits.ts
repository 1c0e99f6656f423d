/** Which loops do nothing but wait, on the thread that everything waits for? */
import type { Answer } from '../../catalog/waiting.ts';
import type { CallFact, ExitFact, FileFacts, LoopFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { answerOf } from './answers.ts';

export interface BusyWait {
  readonly loop: LoopFact;
  /** What it waits for: the time, what others do, or a value that nothing in the loop changes. */
  readonly on: 'clock' | 'look' | 'flag';
  /** What it asks again and again: a call, or an expression of the source. */
  readonly text: string;
}

const known = new WeakMap<FileFacts, { readonly resolve: Resolve; readonly found: readonly BusyWait[] }>();

export function findBusyWaits(file: FileFacts, resolve: Resolve): readonly BusyWait[] {
  const before = known.get(file);
  if (before?.resolve === resolve) return before.found;
  const found: BusyWait[] = [];
  // Outer loops come first, and stand for those within them.
  for (const loop of file.loops.filter(({ pauses }) => pauses.length === 0)) {
    if (found.some((outer) => loop.range[1] <= outer.loop.range[1])) continue;
    const busy = judge(file, loop, resolve);
    if (busy) found.push(busy);
  }
  known.set(file, { resolve, found });
  return found;
}

/** What a loop asks in vain, if it does nothing else. */
export function judge(file: FileFacts, loop: LoopFact, resolve: Resolve): BusyWait | undefined {
  const answers = new Map<CallFact, Answer>();
  for (const call of loop.calls.map((id) => file.calls[id])) {
    const answer = call && answerOf(file, call, resolve);
    if (!answer) return undefined;
    answers.set(call, answer);
  }
  const asked = loop.exits.map((exit) => getAsked(file, exit, answers));
  const first =
    asked.find((found) => found?.on === 'flag') ??
    asked.find((found) => found?.on === 'look') ??
    asked.find((found) => found?.on === 'clock');
  return first && !asked.includes(undefined) ? { ...first, loop } : undefined;
}

/** What a test asks; undefined where the loop decides by itself how it comes out. */
function getAsked(
  file: FileFacts,
  { text, calls, renewedBy, changed, circular }: ExitFact,
  answers: ReadonlyMap<CallFact, Answer>,
): Omit<BusyWait, 'loop'> | undefined {
  if (changed) return undefined;
  const asked = [...calls, ...renewedBy].map((id) => file.calls[id]).filter((call) => call !== undefined);
  // What is computed from its last value gets somewhere, whatever else it looks at; only time goes by itself.
  for (const on of circular ? (['clock'] as const) : (['clock', 'look'] as const)) {
    const call = asked.find((candidate) => answers.get(candidate) === on);
    if (call) return { on, text: `${call.trigger === 'new' ? 'new ' : ''}${call.text}()` };
  }
  return renewedBy.length === 0 ? { on: 'flag', text } : undefined;
}
