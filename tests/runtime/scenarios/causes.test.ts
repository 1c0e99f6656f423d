import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventsOfProgram, pick, type Program } from '../program.ts';
import { isMatrix, longestAfter, runScenario, startScenario } from './scenario.ts';

/** For as long as there is the process of the test. */
const SPIN = 'const { ppid } = process; while (process.ppid === ppid);';

test.concurrent('neither a wall clock that jumps nor a worker thread that waits is a block', async () => {
  const program = await runScenario('innocents.mjs');
  const quiet = program.stdout.find(({ text }) => text === 'quiet')?.at ?? 0;
  for (const { arrivedAt } of eventsOfProgram(program)) expect(arrivedAt).toBeGreaterThanOrEqual(quiet);
  const [recovered] = pick(program, 'recovered');
  expect(recovered?.block.durationMs).toBeGreaterThan(500);
  expect(recovered?.block.durationMs).toBeLessThan(60_000);
  expect(Math.abs((recovered?.block.startTime ?? 0) - (recovered?.arrivedAt ?? 0))).toBeLessThan(60_000);
});

test.concurrent('a worker thread with a monitor is watched under its own name', async () => {
  const program = await runScenario('watched-worker.mjs');
  // A busy machine may block the main thread, too.
  const blocks = pick(program, 'recovered')
    .map(({ block }) => block)
    .filter(({ thread }) => thread.id !== 0);
  expect(blocks.map(({ api }) => api)).toContain('child_process.execSync');
  // It has a clock of its own: it computes while the main thread waits.
  const { cpuMs = 0, runQueueMs = 0, durationMs = 0 } = blocks.findLast(({ api }) => api === undefined) ?? {};
  if (process.platform === 'linux') expect(cpuMs + runQueueMs).toBeGreaterThan(0.5 * durationMs);
});

test.runIf(process.platform === 'linux')('a host without a free core is to blame for what waits for one', async () => {
  const spinners = Array.from({ length: 8 }, () => spawn('taskset', ['-c', '0', process.execPath, '-e', SPIN]));
  const program = startScenario('some-work.mjs', { args: [isMatrix ? 300 : 150] });
  execFileSync('taskset', ['-a', '-c', '-p', '0', String(program.child.pid)]);
  await program.exit;
  for (const spinner of spinners) spinner.kill('SIGKILL');
  const { last } = longestAfter(program, 'begin');
  expect(last.cause).toBe('cpu-starved');
  expect(last.runQueueMs).toBeGreaterThan(0.6 * last.durationMs);
  // The sessions are at risk all the same.
  expect(pick(program, 'session-at-risk').length).toBeGreaterThan(0);
});

const quota = openQuota();
test.skipIf(quota === undefined)('a CPU quota is to blame for what it keeps from running', async () => {
  const program = startScenario('some-work.mjs', { args: [150] });
  // At once, so that it starts within the quota.
  writeFileSync(`${quota?.folder}/cgroup.procs`, String(program.child.pid));
  await program.exit;
  quota?.close();
  const { last } = longestAfter(program, 'begin');
  expect(last.cause).toBe('cpu-throttled');
  expect(last.throttledMs).toBeGreaterThan(0.5 * last.durationMs);
});

describe('a breakpoint is no block', () => {
  test.each([
    ['of a debugger that was there from the start', ['--inspect=127.0.0.1:0']],
    ['of one that came later', []],
  ])('%s', async (_, execArgv) => {
    const program = startScenario('debugged.mjs', { execArgv });
    await program.said('ready');
    // The port of SIGUSR1 is fixed; another process may have it.
    if (execArgv.length === 0) program.child.kill('SIGUSR1');
    const send = await connect(program);
    await send('Debugger.enable');
    await send('Debugger.pause');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await send('Debugger.resume');
    await new Promise((resolve) => setTimeout(resolve, 300));
    program.child.kill('SIGKILL');
    await program.exit;
    const events = eventsOfProgram(program);
    expect(events.map(({ event }) => event)).toEqual(['paused']);
    expect(events[0]?.block).toMatchObject({ cause: 'debugger', ended: true, frames: [] });
    expect(events[0]?.block?.durationMs).toBeGreaterThan(1000);
  });
});

/** Attaches to the inspector of a program. */
async function connect(program: Program): Promise<(method: string) => Promise<void>> {
  const find = () => /ws:\/\/\S+/.exec(program.stderr.map(({ text }) => text).join('\n'))?.[0];
  while (find() === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  const socket = new WebSocket(find() ?? '');
  await new Promise((resolve) => socket.once('open', resolve));
  let id = 0;
  return (method) =>
    new Promise((resolve) => {
      const asked = (id += 1);
      socket.on('message', (data: Buffer) => {
        if ((JSON.parse(data.toString()) as { id?: number }).id === asked) resolve();
      });
      socket.send(JSON.stringify({ id: asked, method }));
    });
}

/** A control group that may use a tenth of a core; undefined where none can be made. */
function openQuota(): { folder: string; close: () => void } | undefined {
  const settings: [string, Record<string, string>][] = [
    ['/sys/fs/cgroup/cpu', { 'cpu.cfs_period_us': '100000', 'cpu.cfs_quota_us': '10000' }],
    ['/sys/fs/cgroup', { 'cpu.max': '10000 100000' }],
  ];
  for (const [root, files] of settings) {
    const folder = `${root}/unblocked-test-${process.pid}`;
    try {
      mkdirSync(folder);
      for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text);
      return {
        folder,
        close: () => {
          rmdirSync(folder);
        },
      };
    } catch {
      // Neither version, or no permission.
    }
  }
  return undefined;
}
