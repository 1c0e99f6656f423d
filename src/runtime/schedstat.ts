import { readFileSync } from 'node:fs';

/** Imported bindings are live: ours is not to be the instrumented one. */
const read = readFileSync;

/** Times of a thread since its start, as the kernel of Linux tells them. */
export interface Schedstat {
  readonly cpuMs: number;
  /** Ready to run, without a core. */
  readonly runQueueMs: number;
}

/**
 * @param thread the kernel's number of a thread of this process; left out, the one that asks.
 * @returns undefined where there is no Linux `/proc`.
 */
export function readSchedstat(thread?: number): Schedstat | undefined {
  try {
    const task = thread === undefined ? 'thread-self' : `self/task/${thread}`;
    const [cpu, runQueue] = read(`/proc/${task}/schedstat`, 'utf8').split(' ');
    return { cpuMs: Number(cpu) / 1e6, runQueueMs: Number(runQueue) / 1e6 };
  } catch {
    return undefined;
  }
}
