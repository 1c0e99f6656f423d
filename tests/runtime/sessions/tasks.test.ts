import { describe, expect, test } from 'vitest';
import { openShared } from '../../../src/runtime/shared-memory.ts';
import { createTasks } from '../../../src/runtime/sessions/tasks.ts';
import { run } from '../program.ts';
import { alarmsOf, levelsOf } from './levels.ts';

describe('monitor.session, with a timeout of a second', () => {
  test('warns at each level of a task that is merely slow, and blames no block', async () => {
    const program = await run('sessions/task.mjs', { args: ['slow'] });
    const begin = program.stdout.find(({ text }) => text === 'begin')?.at ?? 0;
    const alarms = alarmsOf(program, 'export');
    expect(levelsOf(program, 'export')).toEqual(['warning', 'critical', 'lost']);
    expect(alarms[0]?.session).toMatchObject({ timeoutMs: 1000, count: 1 });
    expect(alarms[0]?.block).toBeUndefined();
    expect((alarms[0]?.arrivedAt ?? 0) - begin).toBeGreaterThan(450);
    expect((alarms[1]?.arrivedAt ?? 0) - begin).toBeLessThan(1000);
    const heard = program.stdout.map(({ text }) => text).filter((text) => text.startsWith('heard'));
    expect(heard).toEqual(['warning', 'critical', 'lost'].map((level) => `heard ${level}, block: false`));
    // The loop is free: new work need not be turned away.
    expect(program.stdout.map(({ text }) => text)).toContain('end, at risk: false');
  });

  test('says so in words', async () => {
    const program = await run('sessions/task.mjs', { args: ['slow', 'text'] });
    expect(program.stderr[0]?.text).toMatch(
      /^unblocked: export: \d+ % of its 1\.0 s timeout used; 1 session will be dropped in \d+ ms\. The event loop is free: the task itself is slow\.$/,
    );
  });

  test('is silent while the task is touched, and after its end', async () => {
    const program = await run('sessions/task.mjs', { args: ['touched'] });
    expect(alarmsOf(program, 'export')).toEqual([]);
  });

  test('warns while the loop is blocked, with the block', async () => {
    const program = await run('sessions/task.mjs', { args: ['blocked'] });
    const end = program.stdout.find(({ text }) => text.startsWith('end'))?.at ?? 0;
    const alarms = alarmsOf(program, 'export');
    expect(levelsOf(program, 'export')).toEqual(['warning', 'critical', 'lost']);
    for (const { arrivedAt, block } of alarms) {
      expect(arrivedAt).toBeLessThan(end - 100);
      expect(block?.ended).toBe(false);
    }
    const recovered = program.events().find(({ event }) => event === 'recovered');
    expect(recovered?.block?.sessions).toMatchObject([{ name: 'export', count: 1 }]);
  });

  test('counts the tasks of one name that reach a level together', async () => {
    const program = await run('sessions/task.mjs', { args: ['many'] });
    expect(alarmsOf(program, 'export').map(({ session }) => [session.level, session.count])).toEqual([['warning', 2]]);
  });
});

describe('the tasks that are watched', () => {
  const shared = openShared();
  const calls: string[] = [];
  const tasks = createTasks({
    shared,
    getWarning: () => 0.5,
    onName: () => calls.push('name'),
    send: ({ type }) => calls.push(type),
  });

  test('cost the watchdog a message only where it would look too late', () => {
    shared.floats.fill(Infinity);
    const first = tasks.open({ name: 'job', timeoutMs: 1000 });
    shared.floats.fill(0);
    const second = tasks.open({ name: 'job', timeoutMs: 1000 });
    expect(calls).toEqual(['name', 'task']);
    first.end();
    second.end();
  });

  test('share a few names, however many they are given', () => {
    for (let index = 0; index < 100; index++) tasks.open({ name: `job ${index}`, timeoutMs: 1000 }).end();
    expect(tasks.names).toHaveLength(32);
    expect(tasks.names.at(-1)).toBe('other');
  });

  test.each([
    [undefined, /monitor\.session: expected \{ name, timeoutMs \}/],
    [{ name: '', timeoutMs: 1 }, /monitor\.session: option 'name' must be a name, got ""/],
    [{ name: 'job' }, /'timeoutMs' must be milliseconds above 0, got undefined/],
    [{ name: 'job', timeoutMs: 1, count: 3 }, /unknown option 'count'/],
  ])('need a name and a timeout: %j', (options, message) => {
    expect(() => tasks.open(options as never)).toThrow(message);
  });
});
