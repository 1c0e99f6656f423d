import { readSchedstat } from '../schedstat.ts';

export interface ThreadTimes {
  /** Of the thread or, where the platform tells no more, of the whole process: then it is the most it can be. */
  readonly cpuMs: number;
  /** Ready to run, without a core. Undefined where the platform does not tell. */
  readonly runQueueMs?: number;
}

/**
 * CPU and waiting time since the start of the watched thread.
 *
 * @param threadNumber the kernel's, as {@link WatchdogData} has it; undefined where there is no Linux `/proc`.
 */
export function readThreadTimes(threadNumber: number | undefined): ThreadTimes {
  const ofThread = threadNumber === undefined ? undefined : readSchedstat(threadNumber);
  return ofThread ?? { cpuMs: readProcessCpuMs() };
}

export function subtractTimes(later: ThreadTimes, earlier: ThreadTimes): ThreadTimes {
  const cpuMs = later.cpuMs - earlier.cpuMs;
  if (later.runQueueMs === undefined || earlier.runQueueMs === undefined) return { cpuMs };
  return { cpuMs, runQueueMs: later.runQueueMs - earlier.runQueueMs };
}

export function readProcessCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
