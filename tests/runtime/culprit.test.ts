import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlockRecord } from '../../src/runtime/record.ts';
import { hadCore, pick, run, start, type Program } from './program.ts';
import { longestAfter } from './scenarios/scenario.ts';

const SOURCE = fileURLToPath(new URL('programs/culprits.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'unblocked-'));
let program: Program;

beforeAll(async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  program = start('culprits.mjs', { args: [pipe] });
  await program.said('begin readPipe');
  await new Promise((resolve) => setTimeout(resolve, 600));
  createWriteStream(pipe).end('text');
  await program.exit;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('an API that costs milliseconds anyway', () => {
  test.each([
    ['hashPassword', 'crypto.pbkdf2Sync', 'crypto.pbkdf2', 'crypto.pbkdf2Sync('],
    ['deriveKey', 'crypto.scryptSync', 'crypto.scrypt', 'scryptSync(SECRET'],
    ['runCommand', 'child_process.execSync', 'child_process.exec', 'run(`'],
  ])('is named with its call site while it blocks: %s', (name, api, instead, text) => {
    const { first, last, endAt } = during(name);
    expect(first.time).toBeLessThan(endAt);
    expect(first.block).toMatchObject({ attribution: 'api', api, instead, context: { route: 'GET /test' } });
    expect(first.block.docs).toMatch(/^https:.*no-blocking-call/);
    expect(first.block.frames[0]).toMatchObject({ function: name, file: SOURCE, line: lineOf(text), share: 1 });
    expect(last).toMatchObject({ ended: true, api, attribution: 'api' });
    expectCause(last, 'sync-call');
  });
});

test('a file call is named while it blocks, with its call site afterwards', () => {
  const { first, last, endAt } = during('readPipe');
  expect(first.time).toBeLessThan(endAt);
  expect(first.block).toMatchObject({ attribution: 'api', api: 'fs.readFileSync', cause: 'sync-call', frames: [] });
  expect(last.frames[0]).toMatchObject({ function: 'readPipe', file: SOURCE, line: lineOf('fs.readFileSync(process') });
});

test('Atomics.wait is named by the stack', () => {
  const { first } = during('waitForIt');
  expect(first.block).toMatchObject({ attribution: 'exact', api: 'Atomics.wait', cause: 'blocked-syscall' });
  expect(first.block.frames[0]).toMatchObject({ function: 'waitForIt', line: lineOf('Atomics.wait(') });
});

test('many short calls of one API are added up', () => {
  const { last } = during('manyCalls');
  expect(last.api).toBe('fs.existsSync');
  expect(last.apiCalls).toBeGreaterThan(1000);
  expect(last.apiShare).toBeGreaterThan(0.5);
  expectCause(last, 'sync-call');
});

test('the mark of a call that throws is cleared', () => {
  const { first, last } = during('throwThenSpin');
  expect(last.api).toBeUndefined();
  expectCause(last, 'js');
  expect(first.block.attribution).toBe('exact');
  expect(first.block.frames.map((frame) => frame.function)).toEqual(
    expect.arrayContaining(['spin', 'throwThenSpin']) as string[],
  );
});

test('code that is run by node:vm is named itself', () => {
  const { last } = during('runTemplate');
  expect(last.api).toBeUndefined();
  expect(last.attribution).toBe('exact');
  expect(last.frames.map((frame) => `${frame.function} ${frame.file}`)).toEqual(
    expect.arrayContaining(['render template.js', `runTemplate ${SOURCE}`]) as string[],
  );
});

test('the callback after an opaque native call is never blamed', () => {
  const { last } = during('parse');
  expect(last).toMatchObject({ frames: [], attribution: expect.stringMatching(/^(late|none)$/) as string });
  expectCause(last, 'native');
});

test('code that follows a long call in the same turn is watched from its beginning', async () => {
  const blocks = pick(await run('call-then-code.mjs'), 'recovered').map(({ block }) => block);
  const named = blocks.filter(({ attribution }) => attribution !== 'none' && attribution !== 'late');
  // Where the host had no core for the watchdog, it cannot tell; but not most of the time.
  expect(named.length).toBeGreaterThan(blocks.filter(hadCore).length / 2);
  // Without a core, the command may take the longer.
  for (const { frames } of named.filter(({ attribution }) => attribution === 'exact').filter(hadCore)) {
    expect(frames[0]?.function).toBe('occupy');
  }
});

test('arguments are never shown', () => {
  const text = [...program.stderr, ...program.stdout].map((line) => line.text).join('\n');
  expect(text).not.toContain('hunter2');
});

/** The block between the two lines on stdout: its first report, and its last record. */
function during(name: string) {
  const end = program.stdout.find(({ text }) => text.startsWith(`end ${name} `));
  return { ...longestAfter(program, `begin ${name}`), endAt: Number(end?.text.split(' ').at(-1)) };
}

function lineOf(text: string): number {
  return (
    1 +
    readFileSync(SOURCE, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text))
  );
}

/** On a busy machine, the thread may really have waited for a core most of the time. */
function expectCause(block: BlockRecord, expected: BlockRecord['cause']): void {
  if (hadCore(block)) expect(block.cause).toBe(expected);
}
