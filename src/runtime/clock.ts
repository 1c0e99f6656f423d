import { performance } from 'node:perf_hooks';

// Taken at import, so that fake timers installed later do not reach them.
const sinceThreadStart = performance.now.bind(performance);
const hrtime = process.hrtime;

/** `performance.now()` counts from the start of its own thread; this moves it to the machine's monotonic clock. */
const offsetMs = monotonicMs() - sinceThreadStart();

/**
 * Milliseconds on the machine's monotonic clock: the same in all threads of the process, and untouched by changes of
 * the wall clock.
 */
export function now(): number {
  return sinceThreadStart() + offsetMs;
}

/** The wall clock's time, in epoch milliseconds, of a time of {@link now}. */
export function toEpoch(at: number): number {
  const before = now();
  const wall = Date.now();
  const after = now();
  // This thread may lose its core between two readings.
  return wall + at - (before + after) / 2;
}

function monotonicMs(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
