import { readFileSync } from 'node:fs';

/** Reads how long the process's cgroup has been kept from running since it exists, in milliseconds. */
export type ReadThrottledMs = () => number | undefined;

/**
 * Finds the `cpu.stat` that tells how long a CPU quota (a container's limit) has stopped the process.
 *
 * @returns a function that returns undefined where no quota can be read.
 */
export function createThrottling(): ReadThrottledMs {
  const path = candidates(read('/proc/self/cgroup')).find((file) => parseThrottledMs(read(file)) !== undefined);
  return () => (path === undefined ? undefined : parseThrottledMs(read(path)));
}

/** Version 2 counts microseconds, version 1 nanoseconds. */
export function parseThrottledMs(stat: string): number | undefined {
  const microseconds = /^throttled_usec (\d+)$/m.exec(stat)?.[1];
  if (microseconds !== undefined) return Number(microseconds) / 1e3;
  const nanoseconds = /^throttled_time (\d+)$/m.exec(stat)?.[1];
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6;
}

/**
 * Where `cpu.stat` may be, by the text of `/proc/self/cgroup`: in the process's own group or, in a container that sees
 * its group as the root, at the top.
 */
export function candidates(cgroups: string): string[] {
  const groups = [...cgroups.matchAll(/^\d+:([^:]*):(.*)$/gm)].map(([, controllers = '', path = '']) => ({
    controllers: controllers.split(','),
    path: path === '/' ? '' : path,
  }));
  const ofCpu = groups.find(({ controllers }) => controllers.includes('cpu'));
  const unified = groups.find(({ controllers }) => controllers.join() === '');
  return [
    ...(ofCpu ? ['cpu', 'cpu,cpuacct'].flatMap((name) => both(`/sys/fs/cgroup/${name}`, ofCpu.path)) : []),
    ...(unified ? both('/sys/fs/cgroup', unified.path) : []),
  ];
}

function both(root: string, path: string): string[] {
  return [...new Set([`${root}${path}/cpu.stat`, `${root}/cpu.stat`])];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
