import { expect, test } from 'vitest';
import { pick, run } from './program.ts';

test('blocks with no free turn between them count as one for the sessions', async () => {
  const program = await run('blocks-in-a-row.mjs');
  const levels = pick(program, 'session-at-risk').map(({ session }) => session.level);
  // Each block alone uses less than half; so does the last one, which comes after a free turn.
  expect(levels).toEqual(['warning', 'critical', 'lost']);
  expect(pick(program, 'session-at-risk')[0]?.session).toMatchObject({ name: 'chat', timeoutMs: 1000, count: 7 });
  expect(program.stdout.map(({ text }) => text)).toEqual(['at risk: true', 'at risk: false']);
});

test('blocks below the threshold, one after the other, starve the sessions all the same', async () => {
  const program = await run('short-blocks.mjs');
  const alarms = pick(program, 'session-at-risk');
  expect(alarms.map(({ session }) => session.level)).toEqual(expect.arrayContaining(['warning', 'lost']));
  for (const { block } of alarms) expect(block?.durationMs).toBeGreaterThan(0);
  expect(alarms.some(({ block }) => (block?.durationMs ?? Infinity) < 200)).toBe(true);
});

test.concurrent('async code that answers the monitor’s questions, and fails, does no harm', async () => {
  const program = await run('asks-async-code.mjs');
  expect(program.code).toBe(0);
  expect(program.stdout).toEqual([]);
  const [alarm] = pick(program, 'session-at-risk');
  expect(alarm?.session).toMatchObject({ name: 'chat', level: 'warning' });
  expect(alarm?.session.count).toBeUndefined();
  expect(alarm?.block?.context).toBeUndefined();
});

test.concurrent.each(['spin', 'execSync'])('sessions that came just before the block count (%s)', async (how) => {
  const program = await run('late-arrivals.mjs', { args: [how] });
  expect(pick(program, 'session-at-risk')[0]?.session).toMatchObject({ level: 'warning', count: 8 });
});
