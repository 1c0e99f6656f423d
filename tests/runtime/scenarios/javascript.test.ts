import { beforeAll, describe, expect, test } from 'vitest';
import { expectBlocks, hadCore, pick, type Program } from '../program.ts';
import { isMatrix, longestAfter, runScenario, startScenario } from './scenario.ts';

const HEARTBEAT_MS = 50;

describe('JavaScript that blocks', () => {
  let program: Program;
  beforeAll(async () => {
    program = await runScenario('javascript.mjs');
  });

  test.each([
    ['busy', 'busy', undefined],
    ['sortSlowly', 'compare', undefined],
    ['readThroughProxy', 'readTrap', undefined],
    ['drain', 'generate', undefined],
    ['validate', 'validate', 'RegExp.test'],
    ['strip', 'strip', 'String.replace'],
    ['fireTimers', 'dueTimer', undefined],
    ['recurse', 'tick', undefined],
  ])('%s: nothing else than %s is named', (name, functionName, api) => {
    const { records, named } = recordsIn(name);
    expect(records.at(-1)).toMatchObject({ ended: true });
    for (const record of named) {
      expect(['spin', functionName, name]).toContain(record.frames[0]?.function);
      expect([api, undefined]).toContain(record.api);
    }
  });

  test('most of them are named, however busy the machine', () => {
    const names = ['busy', 'sortSlowly', 'readThroughProxy', 'drain', 'validate', 'strip', 'fireTimers', 'recurse'];
    expect(names.filter((name) => recordsIn(name).named.length > 0).length).toBeGreaterThan(names.length / 2);
  });

  test('a loop is known before it ends, and has had the CPU', () => {
    const { records } = recordsIn('busy');
    const last = records.at(-1);
    expect(records[0]?.ended).toBe(false);
    if (last && hadCore(last)) expect(last).toMatchObject({ cause: 'js', attribution: 'exact' });
    expect((last?.cpuMs ?? 0) + (last?.runQueueMs ?? 0)).toBeGreaterThan(0.6 * (last?.durationMs ?? 0));
  });

  test('many callbacks of one turn are told from one long call', () => {
    expect(shapesIn('fireTimers')).not.toContain('one-call');
    expect(shapesIn('busy')).not.toContain('many-callbacks');
  });

  test('callbacks of nextTick that starve the loop are said to be such', () => {
    for (const { invoker } of recordsIn('recurse').named) expect(invoker).toBe('nextTick');
  });

  function recordsIn(name: string) {
    const { records } = longestAfter(program, `begin ${name}`);
    return { records, named: records.filter(({ attribution }) => attribution === 'exact') };
  }

  function shapesIn(name: string) {
    return [...new Set(recordsIn(name).named.flatMap(({ shape }) => shape ?? []))];
  }
});

test.concurrent('a loop without end is reported again and again, and named', async () => {
  const program = startScenario('infinite-loop.mjs');
  const updates = isMatrix ? 3 : 2;
  while (pick(program, 'block-update').length < updates) await new Promise((resolve) => setTimeout(resolve, 50));
  program.child.kill('SIGKILL');
  await program.exit;
  const last = program.events().at(-1)?.block;
  const durations = program.events().flatMap(({ block }) => (block?.id === last?.id ? (block?.durationMs ?? 0) : []));
  expect(durations).toEqual([...durations].sort((one, other) => one - other));
  expect(last).toMatchObject({ ended: false, attribution: 'exact' });
  expect(last?.frames[0]?.function).toBe('forever');
});

describe.concurrent('blocks at any time between two heartbeats', () => {
  const times = isMatrix ? 40 : 8;

  test('are all reported above the threshold, and last as long as they did', async () => {
    const program = await runScenario('sweep.mjs', { args: [300, times] });
    const recovered = pick(program, 'recovered').map(({ block }) => block);
    const errors = program.stdout.map(({ text }) => {
      const [ms = 0, endedAt = 0] = text.split(' ').slice(1).map(Number);
      const middle = endedAt - ms / 2;
      const block = recovered.find(
        ({ startTime, durationMs }) => startTime < middle && startTime + durationMs > middle,
      );
      return (block?.durationMs ?? 0) - ms;
    });
    expect(errors).toHaveLength(times);
    errors.sort((one, other) => one - other);
    expect(errors[0]).toBeGreaterThan(-2 * HEARTBEAT_MS);
    expectBlocks(program, times);
    // The rest is other work on the machine between the block and the next beat.
    expect(errors[Math.floor(times / 2)]).toBeLessThanOrEqual(2 * HEARTBEAT_MS);
  });

  test('are not reported below it', async () => {
    const program = await runScenario('sweep.mjs', { args: [100, times] });
    // Other work on the machine makes them longer; what is reported has really been that long.
    const longest = Math.max(...program.stdout.map(({ text }) => Number(text.split(' ')[1])));
    if (longest < 200 - HEARTBEAT_MS) expect(pick(program, 'block').filter(({ block }) => hadCore(block))).toEqual([]);
  });
});
