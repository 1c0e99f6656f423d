import { expect, describe, test } from 'vitest';
import { expectBlocks, pick, REGISTER, run } from './program.ts';

const [MAJOR = 0] = process.versions.node.split('.').map(Number);
const UNWATCHED = ['--import', 'unblocked/register'];

describe('unblocked/register', () => {
  test('watches a program that knows nothing of it', async () => {
    const env = { UNBLOCKED_STDERR: 'json', UNBLOCKED_STARTUP_GRACE_MS: '0', UNBLOCKED_SESSIONS: 'chat=1000, gw=900' };
    const program = await run('registered.mjs', { execArgv: REGISTER, env });
    expect(program.code).toBe(0);
    const [recovered] = pick(program, 'recovered');
    expect(recovered?.block.frames.map((frame) => frame.function)).toContain('hot');
    const names = new Set(pick(program, 'session-at-risk').map(({ session }) => session.name));
    expect([...names].sort()).toEqual(['chat', 'gw']);
  });

  test('works through NODE_OPTIONS, and does not run again in the watchdog', async () => {
    const env = { NODE_OPTIONS: REGISTER.join(' '), UNBLOCKED_STDERR: 'json' };
    const program = await run('registered.mjs', { env });
    expectBlocks(program, 1);
    expect(program.events()).toHaveLength(program.stderr.length);
  });

  test('prints readable lines by default, while the loop is blocked', async () => {
    const program = await run('registered.mjs', { execArgv: REGISTER });
    expect(program.stderr[0]?.text).toMatch(
      /^unblocked: event loop blocked for [\d.]+ m?s at spin \(tests\/runtime\/programs\/plain\.mjs:7:\d+\)/,
    );
    expect(program.stderr.at(-1)?.text).toMatch(/^unblocked: event loop free again after [\d.]+ m?s/);
  });

  test.concurrent.each([
    ['UNBLOCKED_DISABLED', '1'],
    ['UNBLOCKED_STDERR', 'off'],
    ['UNBLOCKED_BLOCK_THRESHOLD_MS', '5000'],
  ])('is silent with %s=%s', async (name, value) => {
    const program = await run('registered.mjs', { execArgv: UNWATCHED, env: { [name]: value } });
    expect(program.code).toBe(0);
    expect(program.stderr.map(({ text }) => text)).toEqual([]);
  });

  test('ends the start of a program with a wrong variable, and names it', async () => {
    const program = await run('registered.mjs', { execArgv: UNWATCHED, env: { UNBLOCKED_HEARTBEAT_MS: 'fast' } });
    expect(program.code).not.toBe(0);
    expect(program.stderr.map(({ text }) => text).join('\n')).toContain(
      'UNBLOCKED_HEARTBEAT_MS must be milliseconds, got "fast"',
    );
  });
});

test('a block during the start of the program is reported as such, and alarms no session', async () => {
  const program = await run('startup.mjs', { args: [900] });
  expect(program.code).toBe(0);
  expect(pick(program, 'block')[0]?.block).toMatchObject({ phase: 'startup', sessions: [] });
  expectBlocks(program, 1);
  expect(pick(program, 'session-at-risk')).toEqual([]);
});

test('of a block that is over before there is a watchdog, nothing is claimed that was not seen', async () => {
  const program = await run('startup.mjs', { args: [60, 20] });
  const records = pick(program, 'recovered').map(({ block }) => block);
  expect(records.length).toBeGreaterThan(0);
  for (const { cause, cpuMs } of records.filter(({ attribution }) => attribution === 'none')) {
    if (cpuMs === undefined) expect(cause).toBe('unknown');
    else expect(cause).not.toBe('blocked-syscall');
  }
});

test.each([20, 80, 300])('blocks around the start of the watchdog are each reported once (after %d ms)', async (ms) => {
  const program = await run('startup.mjs', { args: [ms, 20, 500] });
  const ids = (name: 'block' | 'recovered') => pick(program, name).map(({ block }) => block.id);
  expect(new Set(ids('block')).size).toBe(ids('block').length);
  // The process may end in the last one.
  expect(ids('block').slice(0, ids('recovered').length)).toEqual(ids('recovered'));
  expect(ids('recovered').length).toBeGreaterThan(0);
  const ends = pick(program, 'recovered').map(({ block }) => [block.startTime, block.startTime + block.durationMs]);
  // One after the other, to the precision of two heartbeats.
  ends.slice(1).forEach(([start = 0], index) => {
    expect(start).toBeGreaterThan((ends[index]?.[1] ?? 0) - 2 * 50);
  });
});

test('once the time of grace is over, the same block alarms', async () => {
  const program = await run('grace.mjs');
  const again = Number(program.stdout.find(({ text }) => text.startsWith('again'))?.text.split(' ')[1]);
  const alarms = pick(program, 'session-at-risk');
  expect(alarms.map(({ session }) => session.level)).toContain('warning');
  for (const { time, block } of alarms) {
    expect(time).toBeGreaterThan(again);
    expect(block?.phase).toBe('serving');
  }
  expect(pick(program, 'recovered')[0]?.block.phase).toBe('startup');
});

test.each([[[]], [UNWATCHED]])(
  'started twice, there is one watchdog, and the sessions of both (%s)',
  async (execArgv) => {
    const program = await run('twice.mjs', { execArgv, env: { UNBLOCKED_STDERR: 'json' } });
    // On a busy machine, the block may reach the next level, too.
    expect(program.stdout.map(({ text }) => text).slice(0, 2)).toEqual(['same true, threads added 0', 'late warning']);
    expectBlocks(program, 1);
  },
);

test('stop restores what start has changed; a listener that throws becomes a warning', async () => {
  const program = await run('stop.mjs');
  expect(program.code).toBe(0);
  // Each once, however many blocks a busy machine adds.
  expect([...new Set(program.stdout.map(({ text }) => text))]).toEqual([
    'replaced true',
    'imports follow true',
    'look the same true',
    'next listener called',
    'restored true',
    'imports restored true',
  ]);
  expectBlocks(program, 1);
  expect(program.stderr.filter(({ text }) => text.includes('UNBLOCKED_LISTENER'))).toHaveLength(
    pick(program, 'block').length,
  );
});

test('after a stop it can be started again, and no two blocks have the same id', async () => {
  const program = await run('again.mjs');
  expect(program.code).toBe(0);
  expectBlocks(program, 2);
  const ids = pick(program, 'recovered').map(({ block }) => block.id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.concurrent('where the inspector is not allowed', () => {
  const permission = MAJOR < 22 ? '--experimental-permission' : '--permission';

  test('blocks are detected, with one warning and no culprit', async () => {
    const program = await run('spin.mjs', {
      args: [600],
      execArgv: [permission, '--allow-worker', '--allow-fs-read=*'],
    });
    expect(program.code).toBe(0);
    expect(program.stderr.filter(({ text }) => text.includes('UNBLOCKED_NO_CAPTURE'))).toHaveLength(1);
    expect(pick(program, 'block')[0]?.block).toMatchObject({ attribution: 'none', frames: [] });
    expectBlocks(program, 1);
  });

  test('and without permission for threads the program runs as ever, with one warning', async () => {
    const program = await run('spin.mjs', { args: [300], execArgv: [permission, '--allow-fs-read=*'] });
    expect(program.code).toBe(0);
    expect(program.stderr.filter(({ text }) => text.includes('UNBLOCKED_NO_WATCHDOG'))).toHaveLength(1);
    expect(program.events()).toEqual([]);
  });
});
