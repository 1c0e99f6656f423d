import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';
import { now } from './clock.ts';
import type { GcReading } from './protocol.ts';

export interface GcClock {
  /** Starts to count, unless it does so already. */
  start(): void;
  /**
   * Ends the count. Node.js tells of collections one phase of the loop later.
   *
   * @param onKnown then told how long they took.
   * @returns whether it will be.
   */
  stop(onKnown?: (reading: GcReading) => void): boolean;
}

/** Node.js keeps a note of each collection until the loop is free: of an endless block they would fill the memory. */
const LONGEST_MS = 60_000;

// Imported bindings are live: fake timers installed later would reach them.
const startImmediate = setImmediate;

/**
 * Counts the time in garbage collection from the first stack that is read in a block to its end. `v8.GCProfiler` would
 * tell it earlier, but once stopped goes on writing down each collection, at some length, until it is itself collected.
 */
export function createGcClock(): GcClock {
  let counter: Counter | undefined;
  let isOver = false;

  return {
    start() {
      if (isOver) return;
      counter ??= startCounter();
      if (now() - counter.since < LONGEST_MS) return;
      counter.end();
      counter = undefined;
      isOver = true;
    },
    stop(onKnown) {
      const ended = counter;
      const until = now();
      counter = undefined;
      isOver = false;
      if (!ended) return false;
      startImmediate(() => {
        const ms = ended.end();
        onKnown?.({ since: ended.since, until, ms });
      });
      return true;
    },
  };
}

interface Counter {
  readonly since: number;
  readonly end: () => number;
}

function startCounter(): Counter {
  let ms = 0;
  const add = (entries: readonly { readonly duration: number }[]) => {
    for (const { duration } of entries) ms += duration;
  };
  const observer = new PerformanceObserver((list) => {
    add(list.getEntries());
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    since: now(),
    end() {
      add(observer.takeRecords());
      observer.disconnect();
      return ms;
    },
  };
}
