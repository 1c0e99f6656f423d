import { setTimeout, clearTimeout } from 'node:timers';
import { now } from '../clock.ts';
import type { LateBeat } from '../protocol.ts';
import { FLOAT, INT, type Shared } from '../shared-memory.ts';
import { openSchedstat } from '../schedstat.ts';
import type { Pauses } from './pauses.ts';
import { createSuspensions } from './suspensions.ts';
import { readProcessCpuMs, type ReadThreadTimes } from './thread-times.ts';

/** A block in the making: the beat is late, though perhaps not yet too late. */
export interface Suspicion {
  /** Its last beat: time and number. */
  readonly beatAt: number;
  readonly beats: number;
}

/** A look at the block in progress. */
export interface Look {
  readonly at: number;
  readonly beatAt: number;
  /** How long the loop has certainly been blocked: the beat may have come just before. */
  readonly ageMs: number;
  readonly thresholdMs: number;
  readonly heartbeatMs: number;
  readonly freeAt: number;
  /** How much of the time since `beatAt` the process was stopped. */
  readonly pausedMs: number;
}

interface DetectorParts {
  readonly pauses: Pauses;
  /** Of the watched thread. */
  readonly readTimes: ReadThreadTimes;
}

interface DetectorHooks {
  /** Called before a suspicion: what the main thread has told of the block before must be known by then. */
  readonly beforeSuspicion: () => void;
  readonly onSuspicion: (suspicion: Suspicion) => void;
  /** Called while the suspicion lasts; returns the age at which to look again. */
  readonly onLook: (suspicion: Suspicion, look: Look) => number;
  /** The machine has been suspended, for so long. */
  readonly onSuspended: (ms: number) => void;
  /** The main thread has beaten again. */
  readonly onFree: (suspicion: Suspicion) => void;
}

export interface Detector {
  /** Looks now, out of turn. */
  look(): void;
  /** Notes a pause of the process before anything that follows is judged. */
  observeClock(): void;
  /** The suspicion that ended with this beat, if there was one. */
  take(late: LateBeat): Suspicion | undefined;
}

/** The longest sleep during a block: a pause of the process can only be told to this precision. */
const MAX_SLEEP_MS = 50;

/**
 * Watches the age of the last beat. While all is well it wakes when the next beat would be half a threshold late, finds
 * that it has come, and goes back to sleep.
 */
export function createDetector(shared: Shared, { pauses, readTimes }: DetectorParts, hooks: DetectorHooks): Detector {
  let suspicion: Suspicion | undefined;
  let isOver = false;
  const clock = createWakeClock(pauses, readTimes);
  const readSuspended = createSuspensions();

  /** Returns the age at which to look again. */
  function step(look: Look, beats: number): number {
    if (suspicion && !isOver && suspicion.beats !== beats) {
      isOver = true;
      hooks.onFree(suspicion);
    }
    if (look.ageMs < look.thresholdMs / 2) return look.thresholdMs / 2;
    if (suspicion?.beats !== beats) {
      hooks.beforeSuspicion();
      suspicion = { beatAt: look.beatAt, beats };
      isOver = false;
      hooks.onSuspicion(suspicion);
    }
    return Math.min(hooks.onLook(suspicion, look), look.ageMs + MAX_SLEEP_MS);
  }

  function run(): void {
    clock.observe();
    const suspendedMs = readSuspended();
    if (suspendedMs > 0) hooks.onSuspended(suspendedMs);
    const beats = Atomics.load(shared.ints, INT.BEATS);
    const look = takeLook(shared, pauses);
    clock.sleep(step(look, beats) - look.ageMs - (now() - look.at), run);
  }

  // Not at once: whoever is told of what it sees must be there first.
  clock.sleep(0, run);
  return {
    look: run,
    observeClock: clock.observe,
    take({ from }) {
      const found = suspicion?.beatAt === from ? suspicion : undefined;
      if (found) suspicion = undefined;
      return found;
    },
  };
}

/** The state of the loop at this moment. */
export function takeLook({ floats }: Shared, pauses: Pauses): Look {
  const beatAt = floats[FLOAT.BEAT_AT] ?? 0;
  const heartbeatMs = floats[FLOAT.HEARTBEAT] ?? 0;
  const at = now();
  const pausedMs = pauses.within(beatAt, at);
  const ageMs = at - beatAt - heartbeatMs - pausedMs;
  const thresholdMs = floats[FLOAT.THRESHOLD] ?? Infinity;
  return { at, beatAt, ageMs, thresholdMs, heartbeatMs, pausedMs, freeAt: floats[FLOAT.FREE_AT] ?? at };
}

/** One timer, and a note of how late it comes: a thread that oversleeps was stopped. */
function createWakeClock(
  pauses: Pauses,
  readTimes: ReadThreadTimes,
): { observe: () => void; sleep: (ms: number, wake: () => void) => void } {
  const readOwn = openSchedstat();
  /** CPU time of the whole process. Either thread may wait for a core, and this one also for helpers of V8's that do. */
  const readSpent = () => ({ cpuMs: readProcessCpuMs(), own: readOwn()?.runQueueMs, watched: readTimes().runQueueMs });
  let previousAt = now();
  let due = previousAt;
  let spent = readSpent();
  let timer: NodeJS.Timeout | undefined;
  return {
    observe() {
      const at = now();
      const before = spent;
      spent = readSpent();
      const [own, watched] = [since(before.own, spent.own), since(before.watched, spent.watched)];
      const cpuMs = spent.cpuMs - before.cpuMs;
      pauses.observe({ due, at, previousAt, cpuMs, runQueueMs: Math.max(own, watched) });
      previousAt = at;
    },
    sleep(ms, wake) {
      clearTimeout(timer);
      const wholeMs = Math.max(1, Math.ceil(ms));
      due = now() + wholeMs;
      timer = setTimeout(wake, wholeMs);
    },
  };
}

function since(before: number | undefined, after: number | undefined): number {
  return before === undefined || after === undefined ? 0 : after - before;
}
