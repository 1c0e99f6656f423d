import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { eventsOfProgram, expectBlocks, hadCore, pick } from '../program.ts';
import { isMatrix, longestAfter, runScenario } from './scenario.ts';

const [MAJOR = 0] = process.versions.node.split('.').map(Number);
const isLinux = process.platform === 'linux';

test.concurrent('each process of a cluster has its watchdog, and one of them the port that all want', async () => {
  const port = await freePort();
  const program = await runScenario('cluster.mjs', { args: [port] });
  expect(program.code).toBe(0);
  const said = (kind: string) =>
    program.stdout
      .find(({ text }) => text.startsWith(`${kind} `))
      ?.text.split(' ')
      .slice(1)
      .map(Number) ?? [];
  const workers = said('ready');
  expect(workers).toHaveLength(2);
  // The application is served by both, each of which has blocked.
  expect([...said('answered')].sort()).toEqual([...workers].sort());
  const blocked = pick(program, 'recovered').map(({ block }) => block.pid);
  expect(blocked).toEqual(expect.arrayContaining(workers));
  for (const { block } of pick(program, 'recovered')) expect(block.id).toMatch(new RegExp(`^${block.pid}-`));
  const lines = program.stderr.filter(({ text }) => text.startsWith('unblocked:')).map(({ text }) => text);
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain(`127.0.0.1:${port}) is taken by another program or process`);
});

test.concurrent('worker threads with monitors are told apart, and main is not blamed for them', async () => {
  const program = await runScenario('worker-threads.mjs');
  const threads = program.stdout.map(({ text }) => Number(text.split(' ')[1])).sort();
  const blocks = pick(program, 'recovered').map(({ block }) => block);
  const ofWorkers = blocks.filter(({ thread }) => thread.id !== 0);
  expect([...new Set(ofWorkers.map(({ thread }) => thread.id))].sort()).toEqual(threads);
  const names = [...new Set(ofWorkers.map(({ thread }) => thread.name))].sort();
  // Node.js 20 does not tell a thread its name.
  expect(names).toEqual(MAJOR < 22 ? threads.map((id) => `worker ${id}`) : ['images', 'mails']);
  for (const block of ofWorkers) expect(block).toMatchObject({ frames: [], attribution: 'none' });
  // A busy machine may block the main thread, too, and that is not what the workers run.
  const ofMain = blocks.filter(({ thread }) => thread.id === 0);
  expect(ofMain.flatMap(({ frames }) => frames.map((frame) => frame.function))).not.toContain('spin');
});

describe.concurrent('where stacks cannot be read', () => {
  test('for lack of an inspector, blocks are detected, with one warning', async () => {
    const withoutInspector = new URL('programs/without-inspector.mjs', import.meta.url).href;
    const program = await runScenario('inspectorless.mjs', { execArgv: ['--import', withoutInspector] });
    expect(program.code).toBe(0);
    const warnings = program.stderr.filter(({ text }) => text.includes('UNBLOCKED_NO_CAPTURE'));
    expect(warnings.map(({ text }) => text)).toEqual([expect.stringContaining('this runtime has no inspector')]);
    expectBlocks(program, 1);
    expect(pick(program, 'recovered')[0]?.block).toMatchObject({ attribution: 'none', frames: [] });
  });

  test.runIf(MAJOR >= 26)('they are read again once the permission is given', async () => {
    const execArgv = ['--permission', '--allow-worker', '--allow-fs-read=*', '--allow-inspector'];
    const program = await runScenario('surroundings.mjs', { execArgv });
    expect(program.stderr.filter(({ text }) => text.includes('UNBLOCKED_'))).toEqual([]);
    expectBlocks(program, 1);
    for (const { block } of pick(program, 'recovered').filter(({ block: one }) => hadCore(one))) {
      expect(block).toMatchObject({ attribution: 'exact', frames: [{ function: 'stall' }] });
    }
  });
});

describe.concurrent('the monitor', () => {
  test('needs no native addon, and opens no inspector', async () => {
    const program = await runScenario('surroundings.mjs', { execArgv: ['--no-addons'] });
    expect(program.stdout.map(({ text }) => text)).toEqual(['listened false']);
    expect(program.stderr.filter(({ text }) => !text.startsWith('{'))).toEqual([]);
    expectBlocks(program, 1);
  });

  test.each([
    ['throw', 1],
    ['reject', 1],
    ['caught', 0],
    ['exit', 3],
    ['sigterm', 3],
  ])('changes nothing about how a process ends (%s), and has the whole record', async (how, code) => {
    const program = await runScenario('ends.mjs', { args: [how] });
    expect(program.code).toBe(code);
    const said = program.stdout.map(({ text }) => text);
    expect(said).toEqual(how === 'caught' ? ['end', 'caught mine', 'recovered true'] : ['end', 'recovered true']);
    const lines = program.stderr.filter(({ text }) => !text.startsWith('{')).map(({ text }) => text);
    expect(lines.some((text) => text.includes('Error: mine'))).toBe(how === 'throw' || how === 'reject');
    expect(pick(program, 'recovered')).toHaveLength(1);
  });

  test.runIf(isLinux)('does not hold up a process whose stderr nobody reads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unblocked-'));
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const stderr = openSync(pipe, constants.O_RDWR);
    const program = await runScenario('unread.mjs', { stderr });
    closeSync(stderr);
    expect(program.code).toBe(0);
    expect(program.stdout.map(({ text }) => text)).toEqual(['done']);
    rmSync(folder, { recursive: true });
  });

  test.runIf(isLinux)('costs an idle process next to nothing, and still watches', async () => {
    const program = await runScenario('idle-cpu.mjs', { args: [isMatrix ? 30_000 : 5000] });
    const share = Number(program.stdout[0]?.text.split(' ')[1]);
    expect(share).toBeLessThan(0.01);
    const begin = Number(program.stdout[1]?.text.split(' ')[1]);
    expect(eventsOfProgram(program).filter(({ time }) => time < begin)).toEqual([]);
    expect(longestAfter(program, 'begin').last.durationMs).toBeGreaterThan(400);
  });
});
