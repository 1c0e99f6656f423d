import { closeSync, openSync, readSync } from 'node:fs';
import { now } from './clock.ts';
import type { Moment } from './protocol.ts';

// Imported bindings are live: ours are not to be the instrumented ones. `readFileSync` would call those by itself, and a
// thread that loses its core in the midst of it be said to be in a call of the application.
const open = openSync;
const read = readSync;
const close = closeSync;

/** Times of a thread since its start, as the kernel of Linux tells them. */
export interface Schedstat {
  readonly cpuMs: number;
  /** Ready to run, without a core. */
  readonly runQueueMs: number;
}

/** Two numbers of nanoseconds, and one of time slices. */
const BYTES = 128;

/**
 * Opens the times of a thread for as long as the thread that asks lives: to read is far cheaper than to open.
 *
 * @param thread the kernel's number of a thread of this process; left out, the one that asks.
 * @returns a function that returns undefined where there is no Linux `/proc`.
 */
export function openSchedstat(thread?: number): () => Schedstat | undefined {
  const file = tryTo(() => open(toPath(thread), 'r'));
  const memory = Buffer.allocUnsafe(BYTES);
  return file === undefined ? () => undefined : () => tryTo(() => readNow(file, memory));
}

/** This moment of the thread that asks. Leaves nothing open. */
export function readMoment(): Moment {
  // In this order: a wait between the two readings is not to count as one before the moment.
  const times = tryTo(readOnce);
  return { at: now(), ...times };
}

function readOnce(): Schedstat {
  const file = open(toPath(), 'r');
  try {
    return readNow(file, Buffer.allocUnsafe(BYTES));
  } finally {
    close(file);
  }
}

function toPath(thread?: number): string {
  return thread === undefined ? '/proc/thread-self/schedstat' : `/proc/self/task/${thread}/schedstat`;
}

function readNow(file: number, memory: Buffer): Schedstat {
  // eslint-disable-next-line unblocked/no-blocking-call -- No disk: the kernel writes it in some microseconds.
  const length = read(file, memory, 0, BYTES, 0);
  const [cpu, runQueue] = memory.toString('latin1', 0, length).split(' ');
  return { cpuMs: Number(cpu) / 1e6, runQueueMs: Number(runQueue) / 1e6 };
}

function tryTo<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
