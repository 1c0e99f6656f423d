import { describe, expect, test } from 'vitest';
import { pick } from '../program.ts';
import { runScenario } from './scenario.ts';

describe.concurrent('the context of a block', () => {
  test('is that of the code that blocks, while it blocks', async () => {
    const program = await runScenario('context.mjs', { args: ['promise'] });
    const records = program.events().flatMap(({ block }) => block ?? []);
    const named = records.filter(({ attribution }) => attribution === 'exact');
    for (const { context } of named) expect(context).toEqual({ route: 'GET /r', tenant: 'abc' });
    expect(named.some(({ ended }) => !ended)).toBe(true);
  });

  // Alone: where others take the cores, nothing is named.
  test('is that of the culprit, and of none of the requests that wait', { concurrent: false }, async () => {
    const program = await runScenario('context.mjs', { args: ['server'] });
    const records = program.events().flatMap(({ block }) => block ?? []);
    const named = records.filter(({ frames }) => frames.some((frame) => frame.function === 'hot'));
    expect(named.length).toBeGreaterThan(0);
    for (const { context } of named) expect(context).toEqual({ route: 'GET /culprit' });
    expect(JSON.stringify(program.events())).not.toContain('/victim');
    // Those who wait are counted all the same, as far as a busy machine has let them connect by then.
    const states = named.filter(({ ended }) => ended).flatMap(({ sessions }) => sessions);
    expect(states.map(({ name }) => name)).toContain('http');
    for (const { count } of states) expect(count).toBeGreaterThan(10);
  });

  test.each(['throws', 'slow'])('does no harm when its function is at fault (%s)', async (how) => {
    const program = await runScenario('context.mjs', { args: [how] });
    expect(program.code).toBe(0);
    expect(pick(program, 'recovered').length).toBeGreaterThan(0);
    const said = program.stdout.map(({ text }) => text);
    expect(said).not.toContain('uncaught');
    // Once too slow, it is not asked again.
    expect(said.filter((text) => text === 'asked').length).toBeLessThanOrEqual(1);
    if (how === 'throws') for (const { block } of program.events()) expect(block?.context).toBeUndefined();
  });

  test('is read without calling the application’s own prepareStackTrace', async () => {
    const program = await runScenario('hooks.mjs');
    expect(pick(program, 'recovered').length).toBeGreaterThan(0);
    expect(program.stdout.at(-1)?.text).toBe('hook called 0 times, intact: true');
  });
});
