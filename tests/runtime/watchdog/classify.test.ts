import { expect, test } from 'vitest';
import { classify, type Evidence } from '../../../src/runtime/watchdog/classify.ts';

const nothing: Evidence = { durationMs: 1000, pausedMs: 0, apiShare: 0, stacks: 'none', isWaiting: false };

test.each<[Partial<Evidence>, string]>([
  [{}, 'unknown'],
  [{ stacks: 'exact' }, 'js'],
  [{ stacks: 'exact', cpuMs: 980, runQueueMs: 20 }, 'js'],
  [{ stacks: 'exact', cpuMs: 300, runQueueMs: 690 }, 'cpu-starved'],
  [{ stacks: 'exact', isWaiting: true }, 'blocked-syscall'],
  [{ stacks: 'missed', cpuMs: 990 }, 'native'],
  [{ stacks: 'missed' }, 'unknown'],
  [{ stacks: 'missed', cpuMs: 5 }, 'blocked-syscall'],
  [{ apiShare: 0.9, stacks: 'missed', cpuMs: 5 }, 'sync-call'],
  [{ apiShare: 0.4, stacks: 'exact', cpuMs: 990 }, 'js'],
  [{ pausedMs: 900, apiShare: 0.9 }, 'paused'],
])('%j: %s', (evidence, cause) => {
  expect(classify({ ...nothing, ...evidence })).toBe(cause);
});
