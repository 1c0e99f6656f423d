import { expect, test } from 'vitest';
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
])('%j: %s', (evidence, cause) => {
  expect(classify({ ...nothing, ...evidence })).toBe(cause);
});
