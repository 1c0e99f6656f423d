import type { PauseCause } from './classify.ts';

interface Pause {
  readonly from: number;
  readonly to: number;
  readonly cause: PauseCause;
}

/** A wake of the watchdog. */
interface Wake {
  /** When it should have come, and when it came. */
  readonly due: number;
  readonly at: number;
  /** The wake before. */
  readonly previousAt: number;
  /** CPU time of the whole process in between. */
  readonly cpuMs: number;
  /** For how long of that it, or the watched thread, had no core to run on. Undefined where the platform does not tell. */
  readonly runQueueMs?: number | undefined;
}

export interface Pauses {
  /** Told at each wake: a thread that is late while the process used no CPU was stopped, and so was the main thread. */
  observe(wake: Wake): void;
  add(pause: Pause): void;
  /** Milliseconds between two times in which the process was stopped. */
  within(from: number, to: number): number;
  /** What stopped it for most of that. */
  causeWithin(from: number, to: number): PauseCause | undefined;
}

/** Shorter delays are ordinary scheduling. */
const LEAST_MS = 150;
const IDLE_CPU = 0.02;
/** A stopped thread waits for no core: one that did so for this share of its delay was starved. */
const STARVED = 0.5;
const KEPT = 16;

/** Tells a stopped process (SIGSTOP, a frozen container) from a blocked loop: then both threads are late together. */
export function createPauses(): Pauses {
  let pauses: Pause[] = [];

  function add(pause: Pause): void {
    const last = pauses.at(-1);
    const goesOn = last?.cause === pause.cause && last.to >= pause.from;
    pauses = goesOn ? [...pauses.slice(0, -1), { ...last, to: pause.to }] : [...pauses, pause].slice(-KEPT);
  }

  return {
    observe({ due, at, previousAt, cpuMs, runQueueMs = 0 }) {
      // A wake between, which a message brings, has accounted for what came before it.
      const lateMs = at - Math.max(due, previousAt);
      if (lateMs < LEAST_MS || cpuMs > IDLE_CPU * (at - previousAt) + 1) return;
      if (runQueueMs > STARVED * lateMs) return;
      add({ from: previousAt, to: at, cause: 'paused' });
    },
    add,
    within(from, to) {
      const ms = pauses.reduce((sum, pause) => sum + overlap(pause, from, to), 0);
      return Math.min(ms, Math.max(0, to - from));
    },
    causeWithin(from, to) {
      const longest = [...pauses].sort((one, other) => overlap(other, from, to) - overlap(one, from, to))[0];
      return longest && overlap(longest, from, to) > 0 ? longest.cause : undefined;
    },
  };
}

function overlap(pause: Pause, from: number, to: number): number {
  return Math.max(0, Math.min(to, pause.to) - Math.max(from, pause.from));
}
