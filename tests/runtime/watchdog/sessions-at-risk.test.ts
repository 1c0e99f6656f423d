import { expect, test } from 'vitest';
import { createSessionRegistry } from '../../../src/runtime/sessions/registry.ts';
import { openShared } from '../../../src/runtime/shared-memory.ts';
import type { WatchdogSettings } from '../../../src/runtime/protocol.ts';
import { createPauses } from '../../../src/runtime/watchdog/pauses.ts';
import { createSessionWatch } from '../../../src/runtime/watchdog/sessions-at-risk.ts';

test('of a block that is over, those count who waited for its end', () => {
  let clients = 8;
  const shared = openShared();
  const registry = createSessionRegistry(shared);
  registry.add([{ name: 'chat', timeoutMs: 1000, count: () => clients }]);
  registry.write();
  const counts = registry.readCounts();
  clients = 0;
  registry.write();

  const settings = { sessions: ['chat'], tasks: [], levels: { warning: 0.5, critical: 0.8 } };
  const sessions = createSessionWatch(shared, () => settings as unknown as WatchdogSettings, createPauses());
  expect(sessions.states(600)).toMatchObject([{ level: 'warning', count: 0 }]);
  expect(sessions.newlyAtRisk(600, 0)).toEqual([]);
  expect(sessions.states(600, counts)).toMatchObject([{ level: 'warning', count: 8 }]);
  expect(sessions.newlyAtRisk(600, 0, counts)).toMatchObject([{ level: 'warning', count: 8 }]);
});
