import { describe, expect, test } from 'vitest';
import { eventsOfProgram, expectBlocks, hadCore, pick, run, start } from './program.ts';

const HEARTBEAT_MS = 50;
/** Other work on the machine makes a block of so many milliseconds longer, never shorter. */
const SLACK_MS = 150;

describe('a block of JavaScript', () => {
  test('is reported while it lasts, and again when it is over', async () => {
    const program = await run('spin.mjs', { args: [1500] });
    const [block] = pick(program, 'block');
    const [recovered] = pick(program, 'recovered');
    const freeAt = Number(program.stdout[0]?.text.split(' ')[1]);

    expect(program.code).toBe(0);
    // Half a second is the watchdog's own wait for a core, on a busy machine.
    expect(block?.time).toBeLessThan(freeAt - 500);
    expect(block?.block).toMatchObject({ ended: false, phase: 'serving', thread: { id: 0, name: 'main' } });
    expect(recovered?.block).toMatchObject({ ended: true, id: block?.block.id });
    expect(recovered?.block.durationMs).toBeGreaterThan(1500 - 2 * HEARTBEAT_MS);
    // The beat that ends it may have to wait for a core.
    const { durationMs = Infinity, runQueueMs = 0 } = recovered?.block ?? {};
    expect(durationMs).toBeLessThan(1500 + 2 * HEARTBEAT_MS + SLACK_MS + runQueueMs);
    expect(pick(program, 'block-update').length).toBeGreaterThan(0);
  });

  test('is not reported below the threshold', async () => {
    const program = await run('spin.mjs', { args: [599, 1000] });
    expect(eventsOfProgram(program)).toEqual([]);
  });

  test('is reported once each, whenever it begins between two heartbeats', async () => {
    const program = await run('spin.mjs', { args: [300, 200, 6] });
    expectBlocks(program, 6);
    const own = pick(program, 'recovered').filter(({ block }) => hadCore(block));
    for (const { block } of own) expect(block.durationMs).toBeGreaterThan(300 - 2 * HEARTBEAT_MS);
  });
});

describe.concurrent('the end of the process', () => {
  test.each(['natural', 'exit'])('completes the record of the last block (%s)', async (how) => {
    const program = await run('exit.mjs', { args: [600, how] });
    expect(program.code).toBe(0);
    expectBlocks(program, 1);
    expect(program.stdout.at(-1)?.text).toMatch(/^recovered \d+$/);
  });

  test('is not held up by a stack that is being read', async () => {
    const program = await run('exit.mjs', { args: [150, 'exit'] });
    expect(program.code).toBe(0);
    expect(program.stderr.filter(({ text }) => !text.startsWith('{'))).toEqual([]);
    expect(eventsOfProgram(program)).toEqual([]);
  });

  test('is not held up by the watchdog', async () => {
    const program = start('exit.mjs', { args: [0, 'natural'] });
    // If it were, it would never end.
    expect(await program.exit).toBe(0);
    expect(eventsOfProgram(program)).toEqual([]);
  });
});

test('a process that is stopped and continued is paused, not blocked', async () => {
  const program = start('idle.mjs', { args: [2500] });
  await program.said('ready');
  program.child.kill('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  program.child.kill('SIGCONT');
  await program.exit;
  expect(eventsOfProgram(program).map(({ event }) => event)).toEqual(['paused']);
  const [paused] = pick(program, 'paused');
  expect(paused?.block).toMatchObject({ cause: 'paused', attribution: 'none', ended: true, frames: [] });
  expect(paused?.block.durationMs).toBeGreaterThan(1500 - 2 * HEARTBEAT_MS);
  // The time in which it did not run is nobody's.
  expect(paused?.block.sessions).toMatchObject([{ name: 'chat', level: 'ok' }]);
  expect(paused?.block.sessions[0]?.utilization).toBeGreaterThanOrEqual(0);
});
