import { FLOAT, INT, MAX_SESSIONS, type Shared } from '../shared-memory.ts';
import { disregardPromise } from '../rejections.ts';
import type { Session } from './session.ts';

export interface SessionRegistry {
  /** Adds kinds; one of the same name takes the place of the earlier. Throws a `RangeError` above 32. */
  add(sessions: readonly Session[]): void;
  readonly names: readonly string[];
  /** Writes timeouts and counts into shared memory, and returns the shortest timeout in milliseconds. */
  write(): number;
  /** Writes the counts alone: in the midst of a block, whose sessions have come since the last heartbeat. */
  readonly writeCounts: () => void;
  /** The counts as they were last written, below zero where they are unknown. */
  readCounts(): number[];
  /** Whether the time since the loop was last free has used this share of any timeout. */
  hasUsed(share: number, sinceFreeMs: number): boolean;
}

/** The session kinds of a monitor, kept in shared memory so that the watchdog can count who is about to be dropped. */
export function createSessionRegistry(shared: Shared): SessionRegistry {
  const kinds: Session[] = [];
  const slots = shared.sessions;

  return {
    add(sessions) {
      for (const session of sessions) put(kinds, session);
    },
    get names() {
      return kinds.map(({ name }) => name);
    },
    write() {
      let shortest = Infinity;
      kinds.forEach((session, index) => {
        const timeoutMs = readTimeout(session);
        slots[2 * index] = timeoutMs ?? 0;
        if (timeoutMs !== undefined) shortest = Math.min(shortest, timeoutMs);
      });
      writeCounts(kinds, slots);
      Atomics.store(shared.ints, INT.SESSIONS, kinds.length);
      return shortest;
    },
    writeCounts: () => {
      writeCounts(kinds, slots);
    },
    readCounts: () => kinds.map((_, index) => slots[2 * index + 1] ?? -1),
    hasUsed(share, sinceFreeMs) {
      return kinds.some((_, index) => {
        const timeoutMs = slots[2 * index] ?? 0;
        return timeoutMs > 0 && sinceFreeMs >= share * timeoutMs;
      });
    },
  };
}

function put(kinds: Session[], session: Session): void {
  const at = kinds.findIndex(({ name }) => name === session.name);
  if (at < 0 && kinds.length === MAX_SESSIONS) {
    throw new RangeError(`startMonitor: at most ${MAX_SESSIONS} kinds of sessions, one more is '${session.name}'`);
  }
  kinds[at < 0 ? kinds.length : at] = session;
}

function writeCounts(kinds: readonly Session[], slots: Float64Array): void {
  kinds.forEach(({ count }, index) => {
    slots[2 * index + 1] = ask(count) ?? -1;
  });
}

/** Time since the last beat in time, less the half interval by which the block began later, on average. */
export function sinceFree(shared: Shared, at: number): number {
  const { floats } = shared;
  return Math.max(0, at - (floats[FLOAT.FREE_AT] ?? at) - (floats[FLOAT.HEARTBEAT] ?? 0) / 2);
}

function readTimeout({ timeoutMs }: Session): number | undefined {
  const value = typeof timeoutMs === 'function' ? ask(timeoutMs) : timeoutMs;
  return value !== undefined && value > 0 ? value : undefined;
}

/** A question to the application's code: an answer that is no number, or none, means unknown. */
function ask(question: (() => number | undefined) | undefined): number | undefined {
  try {
    const answer: unknown = question?.();
    disregardPromise(answer);
    return typeof answer === 'number' && answer >= 0 ? answer : undefined;
  } catch {
    return undefined;
  }
}
