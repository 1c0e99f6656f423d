import { INT, type Shared } from '../shared-memory.ts';
import { isWaitingReply } from './builtins.ts';
import type { Pauses } from './pauses.ts';
import type { Sample } from './samples.ts';
import { subtractTimes, type ThreadTimes } from './thread-times.ts';

/**
 * Tells a breakpoint from a block. A thread that a debugger holds answers at once, as only one in JavaScript does, and
 * yet uses no CPU.
 */
export interface DebuggerHold {
  /** Told of each stack that was read, and of the thread's times since it started. */
  note(sample: Sample, times: ThreadTimes): void;
  /** Whether the thread was held when the last stack was read. */
  readonly isHeld: boolean;
  /** Whether the next stack may still tell that it is. */
  readonly isOpen: boolean;
  /** The thread has gone on since: what passed in less than `ms` counts to the pause. */
  release(at: number, ms: number): void;
}

/** Two stacks in quicker succession tell nothing of the time between them. */
const LEAST_MS = 20;
/** A share of CPU time and of waiting for a core together that no thread has which a debugger holds. */
const IDLE = 0.8;
/** On a busy host, the answer takes a while. */
const IN_TIME_MS = 100;

interface Answer {
  readonly at: number;
  readonly times: ThreadTimes;
}

/** @param beatAt the last beat: code that ran before the breakpoint was too short to be a block. */
export function createDebuggerHold({ ints }: Shared, beatAt: number, pauses: Pauses): DebuggerHold {
  let last: Answer | undefined;
  let heldUntil: number | undefined;
  let isHeld = false;
  let isOpen = true;

  return {
    get isHeld() {
      return isHeld;
    },
    get isOpen() {
      return isOpen && Atomics.load(ints, INT.DEBUGGABLE) === 1;
    },
    note(sample, times) {
      const ranAt = sample.ran.at;
      const isAnswer = Atomics.load(ints, INT.DEBUGGABLE) === 1 && isPrompt(sample);
      const answer = isAnswer ? { at: ranAt, times } : undefined;
      if (answer && last && answer.at - last.at < LEAST_MS) return;
      isHeld = answer !== undefined && last !== undefined && isIdleBetween(last, answer);
      if (last) isOpen = false;
      if (isHeld && last) {
        pauses.add({ from: heldUntil ?? Math.min(beatAt, last.at), to: ranAt, cause: 'debugger' });
        heldUntil = ranAt;
      }
      last = answer;
    },
    release(at, ms) {
      if (isHeld && heldUntil !== undefined && at - heldUntil < ms) {
        pauses.add({ from: heldUntil, to: at, cause: 'debugger' });
      }
    },
  };
}

function isPrompt({ reply, asked, ran, beats }: Sample): boolean {
  return reply?.beats === beats && ran.at - asked.at <= IN_TIME_MS && !isWaitingReply(reply);
}

function isIdleBetween(one: Answer, other: Answer): boolean {
  const { cpuMs, runQueueMs = 0 } = subtractTimes(other.times, one.times);
  return cpuMs + runQueueMs < IDLE * (other.at - one.at);
}
