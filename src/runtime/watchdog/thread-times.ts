import type { Moment } from '../protocol.ts';
import { openSchedstat } from '../schedstat.ts';

export interface ThreadTimes {
  /** Of the thread or, where the platform tells no more, of the whole process: then it is the most it can be. */
  readonly cpuMs: number;
  /** Ready to run, without a core. Undefined where the platform does not tell. */
  readonly runQueueMs?: number;
}

/** CPU and waiting time since the start of the watched thread. */
export type ReadThreadTimes = () => ThreadTimes;

/** @param threadNumber the kernel's, as {@link WatchdogData} has it; undefined where there is no Linux `/proc`. */
export function createThreadTimes(threadNumber: number | undefined): ReadThreadTimes {
  const readOfThread = threadNumber === undefined ? () => undefined : openSchedstat(threadNumber);
  return () => readOfThread() ?? { cpuMs: readProcessCpuMs() };
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

/**
 * How much of the time between two moments was the thread's own, in which it ran or waited for something other than a
 * core. Where the platform does not tell, all of it.
 */
export function ownMs(from: Moment, to: Moment): number {
  const elapsedMs = Math.max(0, to.at - from.at);
  const [cpuMs, runQueueMs] = [spent(from.cpuMs, to.cpuMs), spent(from.runQueueMs, to.runQueueMs)];
  if (cpuMs === undefined || runQueueMs === undefined) return elapsedMs;
  // The kernel counts a wait once it is over, with what of it came before `from`. It computed this much, at least.
  return Math.min(elapsedMs, Math.max(elapsedMs - runQueueMs, cpuMs));
}

/** How much of the time between two moments the thread waited for a core. */
export function waitBetween(from: Moment, to: Moment): number {
  return Math.max(0, to.at - from.at) - ownMs(from, to);
}

function spent(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, to - from);
}
