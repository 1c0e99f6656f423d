import { INT, MAX_CALL_APIS, RECENT_DELAYS, type Shared } from '../shared-memory.ts';
import { EVENT_LOOP_DELAY, SYNC_CALL_DURATION } from './semconv.ts';

/** A histogram in shared memory: the sum in the unit of the metric, then one count per bucket, the last without end. */
export interface Buckets {
  readonly sum: number;
  readonly counts: readonly number[];
}

const CALL_STRIDE = SYNC_CALL_DURATION.boundaries.length + 2;
/** Stands for all APIs after the first few. */
const OTHER_API = -1;

/** What only the main thread can measure, kept where the watchdog can read it while the main thread is blocked. */
export function createSharedMetrics({ ints, delayBuckets, recentDelays, callBuckets, callApis }: Shared) {
  /** The row of an API: its own for the first few, the last for all others. */
  function rowOf(api: number): number {
    for (let row = 0; row < MAX_CALL_APIS - 1; row++) {
      if (callApis[row] === 0) callApis[row] = api + 1;
      if (callApis[row] === api + 1) return row;
    }
    callApis[MAX_CALL_APIS - 1] = OTHER_API;
    return MAX_CALL_APIS - 1;
  }

  return {
    recordDelays(delaysMs: readonly number[]): void {
      for (const ms of delaysMs) add(delayBuckets, 0, EVENT_LOOP_DELAY.boundaries, ms / 1000);
      const written = Atomics.load(ints, INT.DELAYS);
      recentDelays[written % RECENT_DELAYS] = delaysMs[0] ?? 0;
      Atomics.store(ints, INT.DELAYS, written + 1);
    },
    /** Returns whether the API has a row of its own. */
    recordCall(api: number, ms: number): boolean {
      const row = rowOf(api);
      add(callBuckets, row * CALL_STRIDE, SYNC_CALL_DURATION.boundaries, ms / 1000);
      return row < MAX_CALL_APIS - 1;
    },
  };
}

export function readDelayBuckets({ delayBuckets }: Shared): Buckets {
  return read(delayBuckets, 0, EVENT_LOOP_DELAY.boundaries.length);
}

/** Per API, by its index in the table; undefined stands for all others. */
export function readCallBuckets({ callBuckets, callApis }: Shared): (Buckets & { readonly api: number | undefined })[] {
  return [...callApis].flatMap((api, row) => {
    if (api === 0) return [];
    const buckets = read(callBuckets, row * CALL_STRIDE, SYNC_CALL_DURATION.boundaries.length);
    return [{ api: api === OTHER_API ? undefined : api - 1, ...buckets }];
  });
}

function add(memory: Float64Array, at: number, boundaries: readonly number[], value: number): void {
  const found = boundaries.findIndex((boundary) => value <= boundary);
  const slot = at + 1 + (found < 0 ? boundaries.length : found);
  memory[at] = (memory[at] ?? 0) + value;
  memory[slot] = (memory[slot] ?? 0) + 1;
}

function read(memory: Float64Array, at: number, boundaries: number): Buckets {
  return { sum: memory[at] ?? 0, counts: [...memory.subarray(at + 1, at + 2 + boundaries)] };
}
