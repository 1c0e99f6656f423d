import { AsyncLocalStorage } from 'node:async_hooks';
import { isText, show } from './check.ts';
import { now } from './clock.ts';
import type { ToWatchdog } from './protocol.ts';
import { FLOAT, type Shared } from './shared-memory.ts';

/** Work that the application permits to block. */
export interface Allowed {
  /** Throws a `TypeError` where there is no reason or no function, and what `fn` throws. */
  readonly run: <Result>(reason: string, fn: () => Result) => Result;
  /** The reason, where the code that runs now continues an async function that is allowed. */
  readonly current: () => string | undefined;
  /** Milliseconds that were allowed since the last beat. */
  readWindow(): number;
  reset(): void;
}

/**
 * Synchronous work is timed in shared memory. What an async function does after its first `await` is told by its async
 * context, which a stack brings along; the hooks for that are on only while such a function runs.
 *
 * @param send tells the watchdog the reason before the work begins.
 */
export function createAllowed(shared: Shared, send: (message: ToWatchdog) => void): Allowed {
  const { floats } = shared;
  const storage = new AsyncLocalStorage<string>();
  const timer = createTimer(floats);
  /** Functions that have not returned or settled. */
  let pending = 0;

  function release(): void {
    pending -= 1;
    if (pending === 0) storage.disable();
  }

  return {
    run<Result>(reason: string, fn: () => Result): Result {
      check(reason, fn);
      send({ type: 'allowed', reason });
      pending += 1;
      let result: Result | undefined;
      timer.start();
      try {
        result = storage.run(reason, fn);
      } finally {
        timer.stop();
        if (!(result instanceof Promise)) release();
      }
      return result instanceof Promise ? (result.finally(release) as Result) : result;
    },
    current: () => (pending > 0 ? storage.getStore() : undefined),
    readWindow: () => floats[FLOAT.ALLOWED_MS] ?? 0,
    reset() {
      floats[FLOAT.ALLOWED_MS] = 0;
    },
  };
}

/** Adds up the time of synchronous work; of work within work, only the outermost. */
function createTimer(floats: Float64Array): { start(): void; stop(): void } {
  let depth = 0;
  return {
    start() {
      depth += 1;
      if (depth === 1) floats[FLOAT.ALLOWED_AT] = now();
    },
    stop() {
      depth -= 1;
      if (depth > 0) return;
      floats[FLOAT.ALLOWED_MS] = readAllowedMs(floats, now());
      floats[FLOAT.ALLOWED_AT] = 0;
    },
  };
}

/** How much of the time since the last beat was allowed, the work in progress included; both threads ask. */
export function readAllowedMs(floats: Float64Array, at: number): number {
  const since = floats[FLOAT.ALLOWED_AT] ?? 0;
  return (floats[FLOAT.ALLOWED_MS] ?? 0) + (since > 0 ? Math.max(0, at - since) : 0);
}

function check(reason: unknown, fn: unknown): void {
  if (!isText(reason)) throw new TypeError(`monitor.allowBlocking: expected a reason, got ${show(reason)}`);
  if (typeof fn !== 'function') throw new TypeError(`monitor.allowBlocking: expected a function, got ${show(fn)}`);
}
