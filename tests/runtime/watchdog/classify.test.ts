import { describe, expect, test } from 'vitest';
import { classify, type Evidence } from '../../../src/runtime/watchdog/classify.ts';

const nothing: Evidence = { durationMs: 1000, pausedMs: 0, isSyncCall: false, stacks: 'none', isWaiting: false };

test.each<[Partial<Evidence>, string]>([
  [{}, 'unknown'],
  [{ stacks: 'exact' }, 'js'],
  [{ stacks: 'exact', cpuMs: 980, runQueueMs: 20 }, 'js'],
  [{ stacks: 'exact', cpuMs: 300, runQueueMs: 690 }, 'cpu-starved'],
  [{ stacks: 'exact', isWaiting: true }, 'blocked-syscall'],
  [{ stacks: 'missed', cpuMs: 990 }, 'native'],
  [{ stacks: 'missed' }, 'unknown'],
  [{ stacks: 'missed', cpuMs: 5 }, 'blocked-syscall'],
  [{ isSyncCall: true, stacks: 'missed', cpuMs: 5 }, 'sync-call'],
  // The figures need not add up: what the thread computed itself decides.
  [{ stacks: 'exact', cpuMs: 340, runQueueMs: 700 }, 'js'],
  [{ isSyncCall: true, cpuMs: 340, runQueueMs: 700 }, 'sync-call'],
  [{ stacks: 'exact', cpuMs: 110, runQueueMs: 880 }, 'cpu-starved'],
  [{ pausedMs: 900, isSyncCall: true }, 'paused'],
  [{ pausedMs: 900, pauseCause: 'debugger', stacks: 'exact' }, 'debugger'],
  // It computed, and waited for a core, for all of the time in which it was not stopped.
  [{ pausedMs: 450, stacks: 'exact', cpuMs: 180, runQueueMs: 360 }, 'js'],
  [{ pausedMs: 450, stacks: 'exact', cpuMs: 150, runQueueMs: 390 }, 'cpu-starved'],
  [{ stacks: 'exact', cpuMs: 950, gcMs: 700 }, 'gc'],
  [{ stacks: 'exact', cpuMs: 950, gcMs: 300 }, 'js'],
  // The thread waits for the helpers of the collector.
  [{ stacks: 'missed', cpuMs: 100, gcMs: 900 }, 'gc'],
  [{ isSyncCall: true, cpuMs: 950, gcMs: 700 }, 'sync-call'],
  // A throttled thread stands in the run queue, too.
  [{ stacks: 'exact', cpuMs: 100, runQueueMs: 890, throttledMs: 850 }, 'cpu-throttled'],
  [{ stacks: 'exact', cpuMs: 100, runQueueMs: 890, throttledMs: 100 }, 'cpu-starved'],
  [{ stacks: 'exact', cpuMs: 600, runQueueMs: 390, throttledMs: 380 }, 'js'],
  // It waited for nothing but a core.
  [{ stacks: 'exact', cpuMs: 150, runQueueMs: 600 }, 'js'],
])('%j: %s', (evidence, cause) => {
  expect(classify({ ...nothing, ...evidence })).toBe(cause);
});

describe('where the platform tells the CPU time of the process only', () => {
  // Recorded on Linux with `process.cpuUsage()`.
  test.each<[string, Partial<Evidence>, string]>([
    ['a loop of 1.2 s', { durationMs: 1200, stacks: 'exact', cpuMs: 1161 }, 'js'],
    [
      'JSON.parse of 40 MB, and the helpers of the collector',
      { durationMs: 868, stacks: 'missed', cpuMs: 1043 },
      'native',
    ],
    ['Atomics.wait for 1.2 s', { durationMs: 1200, stacks: 'exact', cpuMs: 0, isWaiting: true }, 'blocked-syscall'],
    ['execSync of sleep 2.4', { durationMs: 2408, stacks: 'missed', cpuMs: 4, isSyncCall: true }, 'sync-call'],
    ['a loop beside eight others on one core', { durationMs: 312, stacks: 'exact', cpuMs: 100 }, 'cpu-starved'],
  ])('%s', (_, evidence, cause) => {
    expect(classify({ ...nothing, ...evidence })).toBe(cause);
  });
});
