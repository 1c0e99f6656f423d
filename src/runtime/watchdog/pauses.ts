interface Pause {
  readonly from: number;
  readonly to: number;
}

export interface Pauses {
  /**
   * Told at each wake: a thread that is late while the process used no CPU was stopped, and so was the main thread.
   *
   * @param wake `due`: when it should have come; `at`: when it came; `previousAt`: the wake before; `cpuMs`: CPU time
   * of the whole process in between.
   */
  observe(wake: { due: number; at: number; previousAt: number; cpuMs: number }): void;
  /** Milliseconds between two times in which the process was stopped. */
  within(from: number, to: number): number;
}

/** Shorter delays are ordinary scheduling. */
const LEAST_MS = 150;
const IDLE_CPU = 0.02;
const KEPT = 16;

/** Tells a stopped process (SIGSTOP, a frozen container) from a blocked loop: then both threads are late together. */
export function createPauses(): Pauses {
  let pauses: Pause[] = [];
  return {
    observe({ due, at, previousAt, cpuMs }) {
      if (at - due < LEAST_MS || cpuMs > IDLE_CPU * (at - previousAt) + 1) return;
      pauses = [...pauses, { from: previousAt, to: at }].slice(-KEPT);
    },
    within(from, to) {
      return pauses.reduce((sum, pause) => sum + Math.max(0, Math.min(to, pause.to) - Math.max(from, pause.from)), 0);
    },
  };
}
