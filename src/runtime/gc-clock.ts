import * as v8 from 'node:v8';
import { now } from './clock.ts';
import type { GcReading } from './protocol.ts';

export interface GcClock {
  /** What garbage collection has taken since the first call after a `stop`, which starts the clock. */
  read(): GcReading | undefined;
  /** The last reading; undefined when the clock was not running. */
  stop(): GcReading | undefined;
}

/** Bun and Deno have no such class. */
type ProfilerClass = typeof v8.GCProfiler | undefined;

/**
 * Counts the time in garbage collection, which `PerformanceObserver` tells only once the loop is free. It runs from the
 * first stack that is read in a block to the end of that block: V8 notes each collection at some length.
 */
export function createGcClock(): GcClock {
  const Profiler = v8.GCProfiler as ProfilerClass;
  let profiler: v8.GCProfiler | undefined;
  let reading: { since: number; ms: number } | undefined;

  /** A stack may be read on top of any of this, and then all of it runs inside of itself. */
  function collect(): void {
    const running = profiler;
    profiler = undefined;
    // In microseconds.
    for (const { cost } of running?.stop().statistics ?? []) if (reading) reading.ms += cost / 1000;
  }

  return {
    read() {
      if (Profiler === undefined) return undefined;
      reading ??= { since: now(), ms: 0 };
      collect();
      const next = new Profiler();
      next.start();
      profiler = next;
      return { ...reading };
    },
    stop() {
      if (reading === undefined) return undefined;
      const last = reading;
      while (profiler) collect();
      reading = undefined;
      return last;
    },
  };
}
