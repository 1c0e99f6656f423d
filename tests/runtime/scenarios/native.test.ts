import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hadCore, pick } from '../program.ts';
import { isMatrix, longestAfter, runScenario } from './scenario.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unblocked-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.concurrent('native code', () => {
  test('of an addon without a mark is called so, and no stack is taken for it', async () => {
    const program = await runScenario('native.mjs', { args: ['addon'] });
    const last = longestAfter(program, 'begin').last;
    expect(last.api).toBeUndefined();
    expect(last.frames).toEqual([]);
    expect(['late', 'none']).toContain(last.attribution);
    if (hadCore(last)) expect(last.cause).toBe('native');
    expect(program.stderr.map(({ text }) => text).join()).not.toContain('secret-of-the-test');
  });

  test.each(['addon', 'parse', 'sort'])('%s is named by the profiler, where that runs', async (what) => {
    const program = await runScenario('native.mjs', { args: [what, 'profile'] });
    const last = longestAfter(program, 'begin').last;
    expect(last).toMatchObject({ attribution: 'profile', frames: [{ function: what }] });
    expect(last.frames[0]?.share).toBeGreaterThan(0.5);
  });

  test('a command is named from the beginning to the end, however long it takes', async () => {
    const seconds = isMatrix ? 8 : 2.4;
    const program = await runScenario('native.mjs', { args: ['command', seconds] });
    const { records, last } = longestAfter(program, 'begin');
    expect(last.durationMs).toBeGreaterThan(1000 * seconds - 100);
    for (const record of records) {
      expect(record).toMatchObject({ api: 'child_process.execSync', attribution: 'api', cause: 'sync-call' });
      expect(record.frames[0]?.function).toBe('command');
    }
    // The first, after 1 s, 2 s, ..., and the last: the watchdog itself does not wait.
    expect(records.length).toBeGreaterThanOrEqual(isMatrix ? 5 : 4);
    if (hadCore(last)) expect(last.cpuMs).toBeLessThan(0.2 * last.durationMs);
  });

  test('many calls of one costly API are added up', async () => {
    const program = await runScenario('native.mjs', { args: ['keys'] });
    const last = longestAfter(program, 'begin').last;
    expect(last).toMatchObject({ attribution: 'api', api: 'crypto.generateKeyPairSync' });
    expect(last.frames[0]?.function).toBe('keys');
  });

  test('reading a large file is named, with its call site', async () => {
    const file = join(folder, 'large');
    writeFileSync(file, '');
    truncateSync(file, (isMatrix ? 400 : 100) * 1024 * 1024);
    const program = await runScenario('native.mjs', { args: ['largeFile', file] });
    const named = pick(program, 'recovered').filter(({ block }) => block.api !== undefined);
    expect(named.map(({ block }) => [block.api, block.frames[0]?.function])).toEqual([
      ['fs.readFileSync', 'largeFile'],
    ]);
  });

  test('a call that throws is over', async () => {
    const program = await runScenario('native.mjs', { args: ['missing'] });
    const last = longestAfter(program, 'begin').last;
    expect(last.api).toBeUndefined();
    expect(['spin', undefined]).toContain(last.frames[0]?.function);
  });

  test('garbage collection is measured', async () => {
    const program = await runScenario('native.mjs', { args: ['collect'] });
    const last = longestAfter(program, 'begin').last;
    if (hadCore(last)) expect(last.gcMs).toBeGreaterThan(0);
    if (last.gcMs !== undefined && hadCore(last)) expect(last.cause === 'gc').toBe(last.gcMs > last.durationMs / 2);
  });

  test('a large module is named by the line that requires it', async () => {
    const file = join(folder, 'large-module.cjs');
    const functions = Array.from({ length: 60_000 }, (_, index) => `f${index}(a, b) { return [a, b, ${index}]; }`);
    writeFileSync(file, `module.exports = {\n${functions.join(',\n')}\n};\n`);
    const program = await runScenario('large-module.mjs', { args: [file] });
    const named = longestAfter(program, 'begin').records.filter(({ frames }) => frames.length > 0);
    expect(named.length).toBeGreaterThan(0);
    for (const record of named) {
      expect(record).toMatchObject({ invoker: 'module' });
      expect(record.frames.map((frame) => frame.function)).toContain('requireLarge');
    }
  });
});
