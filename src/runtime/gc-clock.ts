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

  function collect(): void {
    // In microseconds.
    for (const { cost } of profiler?.stop().statistics ?? []) if (reading) reading.ms += cost / 1000;
    profiler = undefined;
  }

  return {
    read() {
      if (Profiler === undefined) return undefined;
      reading ??= { since: now(), ms: 0 };
      collect();
      profiler = new Profiler();
      profiler.start();
      return { ...reading };
    },
    stop() {
      if (reading === undefined) return undefined;
      collect();
      const last = reading;
      reading = undefined;
      return last;
    },
  };
}
