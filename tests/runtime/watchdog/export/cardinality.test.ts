import { expect, test } from 'vitest';
import { createSharedMetrics } from '../../../../src/runtime/metrics/shared-metrics.ts';
import { openShared } from '../../../../src/runtime/shared-memory.ts';
import type { BlockRecord, Cause, Level } from '../../../../src/runtime/record.ts';
import type { Live } from '../../../../src/runtime/watchdog/export/live.ts';
import { toPrometheus } from '../../../../src/runtime/watchdog/export/prometheus.ts';
import { createTallies } from '../../../../src/runtime/watchdog/export/tallies.ts';

const CAUSES: readonly Cause[] = ['js', 'sync-call', 'native', 'cpu-starved'];
const LEVELS: readonly Exclude<Level, 'ok'>[] = ['warning', 'critical', 'lost'];
const APIS = Array.from({ length: 30 }, (_, index) => ({ name: `fs.api${index}Sync`, cure: '' }));

/** A process that has met everything: dozens of APIs, four causes, two kinds of sessions at each level. */
function load() {
  const shared = openShared();
  const sessions = ['socket.io', 'load balancer'].map((name) => ({
    name,
    utilization: 0.7,
    level: 'warning' as const,
    timeoutMs: 1,
    remainingMs: 1,
    atRisk: 3,
  }));
  const live: Live = {
    note: () => undefined,
    activeMs: () => 1,
    block: () => undefined,
    sessions: () => sessions,
    takeWorstDelay: () => 1,
  };
  const tallies = createTallies({ shared, apis: APIS, live });
  const metrics = createSharedMetrics(shared);
  metrics.recordDelays([1, 20, 300]);
  APIS.forEach(({ name }, api) => {
    metrics.recordCall(api, 5);
    for (const cause of CAUSES) {
      const block = toBlock(cause, cause === 'sync-call' ? name : undefined, sessions);
      tallies.note({ event: 'recovered', time: 0, block });
      for (const session of sessions) {
        for (const level of LEVELS)
          tallies.note({ event: 'session-at-risk', time: 0, block, session: { ...session, level } });
      }
    }
    tallies.addDropped('logs', `${400 + api}`, 1);
  });
  return [...tallies.own(), ...tallies.ofMain()];
}

function toBlock(cause: Cause, api: string | undefined, sessions: BlockRecord['sessions']): BlockRecord {
  return {
    ...{
      id: '1',
      pid: 1,
      thread: { id: 0, name: 'main' },
      startTime: 0,
      durationMs: 700,
      phase: 'serving',
      ended: true,
    },
    ...{ cause, attribution: 'api', frames: [], sessions, ...(api !== undefined && { api }) },
  };
}

test('a process under load has at most 200 lines', () => {
  const text = toPrometheus(load(), { 'service.name': 'shop' }).trim();
  expect(text.split('\n').length).toBeLessThanOrEqual(200);
  expect(text).toContain('unblocked_sync_call_duration_count{api="other"} 22');
  expect(text).toContain('unblocked_block_duration_count{cause="native"} 30');
});

test('no attribute has more than 8 values and other, but for names that the application gave', () => {
  for (const { facts, points } of load()) {
    for (const key of facts.attributes) {
      const values = new Set(points.map(({ attributes }) => attributes[key]));
      expect(values.size).toBeLessThanOrEqual(10);
    }
  }
});
