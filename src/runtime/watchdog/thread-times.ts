import { readFileSync } from 'node:fs';

export interface ThreadTimes {
  readonly cpuMs: number;
  /** Ready to run, without a core. */
  readonly runQueueMs: number;
}

/** CPU and waiting time of the process's first thread since its start; undefined where there is no Linux `/proc`. */
export function readMainThreadTimes(pid: number): ThreadTimes | undefined {
  try {
    const [cpu, runQueue] = readFileSync(`/proc/self/task/${pid}/schedstat`, 'utf8').split(' ');
    return { cpuMs: Number(cpu) / 1e6, runQueueMs: Number(runQueue) / 1e6 };
  } catch {
    return undefined;
  }
}
