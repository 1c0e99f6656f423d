import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { eventsOfProgram, expectBlocks, hadCore, pick, run } from './program.ts';

describe.concurrent('fake timers', () => {
  test.each([
    ['mock', 'before'],
    ['mock', 'after'],
    ['replace', 'before'],
    ['replace', 'after'],
  ])('are no block, and a real one is still seen (%s, %s the start)', async (how, when) => {
    const program = await run('fake-timers.mjs', { args: [how, when] });
    const quiet = program.stdout.find(({ text }) => text === 'quiet')?.at ?? Infinity;
    expect(program.code).toBe(0);
    for (const { arrivedAt } of eventsOfProgram(program)) expect(arrivedAt).toBeGreaterThanOrEqual(quiet);
    expectBlocks(program, 1);
    const real = pick(program, 'recovered').filter(({ arrivedAt }) => arrivedAt >= quiet);
    expect(real.length).toBeGreaterThan(0);
    // Undefined where the machine was too busy for two stacks in time, and where it left the thread no core, its caller.
    for (const { block } of real.filter((event) => hadCore(event.block)))
      expect(['hot', undefined]).toContain(block.frames[0]?.function);
  });
});

test.concurrent('in a server that is bundled into one file, our own frames are left out', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unblocked-')));
  const outfile = join(folder, 'server.mjs');
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  await build({
    entryPoints: [fileURLToPath(new URL('programs/bundled.mjs', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { 'unblocked/monitor': join(dist, 'monitor.js') },
    outfile,
  });
  copyFileSync(join(dist, 'watchdog.js'), join(folder, 'watchdog.js'));
  const program = await run(outfile);
  rmSync(folder, { recursive: true });
  const blocks = pick(program, 'recovered').map(({ block }) => block);
  const names = blocks.map(({ frames }) => frames.map((frame) => frame.function)).filter(({ length }) => length > 0);
  // A busy machine may add blocks, and take the names of others.
  if (blocks.every(hadCore)) expect(names).toEqual([['manyCalls'], ['mixed']]);
  for (const frames of names) expect([['manyCalls'], ['mixed']]).toContainEqual(frames);
});

test('microtasks that starve the loop are said to be what they are', async () => {
  const program = await run('microtasks.mjs');
  const records = [...pick(program, 'block'), ...pick(program, 'recovered')].map(({ block }) => block);
  expect(records).toHaveLength(2);
  for (const block of records) {
    // On a busy machine, stacks come too late to tell anything.
    if (block.attribution === 'late' || !hadCore(block)) continue;
    expect(block.invoker).toBe('microtask');
    expect(block.frames[0]?.function).toBe('starve');
  }
});

test.concurrent('a watchdog that ends leaves the program alone, is reported once, and is started again', async () => {
  const program = await run('mortal.mjs');
  expect(program.code).toBe(0);
  expect(program.stderr.filter(({ text }) => text.includes('UNBLOCKED_NO_WATCHDOG'))).toHaveLength(1);
  expect(program.stdout.map(({ text }) => text)).toEqual([
    'online 1',
    'unwatched, at risk: true',
    'up: false',
    'online 2',
    'up: true',
  ]);
  const [block] = pick(program, 'block');
  expectBlocks(program, 1);
  expect(block?.block.durationMs).toBeGreaterThan(100);
});
