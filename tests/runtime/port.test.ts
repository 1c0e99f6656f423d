import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { BlockRecord } from '../../src/runtime/record.ts';
import { freePort } from './free-port.ts';
import { pick, start, type Program } from './program.ts';

const programs: Program[] = [];
afterEach(() => {
  for (const { child } of programs.splice(0)) child.kill('SIGKILL');
});

interface Served {
  readonly program: Program;
  readonly url: string;
  readonly tell: (command: string) => void;
}

async function serve(sdk: 'sdk' | 'none' = 'none', more: object = {}, blockMs = 2500): Promise<Served> {
  const port = await freePort();
  const program = start('port.mjs', { args: [port, blockMs, sdk, JSON.stringify(more)] });
  programs.push(program);
  await program.said('ready');
  const tell = (command: string) => program.child.stdin?.write(`${command}\n`);
  const url = `http://127.0.0.1:${port}`;
  if (!('host' in more)) await untilOpen(url);
  return { program, url, tell };
}

async function untilOpen(url: string): Promise<void> {
  while (!(await fetch(`${url}/livez`).catch(() => undefined))) await sleep(20);
}

/** Waits until the watchdog has reported a block. */
async function untilBlocked({ program }: Served): Promise<void> {
  while (!program.events().some(({ event }) => event === 'block')) await sleep(20);
}

async function timeToAnswer(url: string): Promise<number> {
  const from = performance.now();
  await read(url);
  return performance.now() - from;
}

const sleep = (ms: number) => new Promise((settle) => setTimeout(settle, ms));
const read = async (url: string) => (await fetch(url)).text();

/** Name and labels of each sample. */
function series(text: string): string[] {
  return text.split('\n').flatMap((line) => (line === '' || line.startsWith('#') ? [] : [line.replace(/ \S+$/, '')]));
}

function value(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return Number(line?.split(' ').at(-1));
}

describe('/metrics', () => {
  test('answers during a block, with its age and the sessions at risk, each series once', async () => {
    const served = await serve();
    served.tell('spin');
    await untilBlocked(served);
    await sleep(1000);
    const response = await fetch(`${served.url}/metrics`);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('version=0.0.4');
    expect(value(text, 'unblocked_block_active')).toBeGreaterThan(0.9);
    expect(value(text, 'unblocked_session_at_risk{session_name="chat"}')).toBe(3);
    expect(new Set(series(text)).size).toBe(series(text).length);
    expect(served.program.events().some(({ event }) => event === 'recovered')).toBe(false);
  });

  test('has all metrics where the application has no MeterProvider', async () => {
    const served = await serve('none', {}, 1200);
    served.tell('call');
    await served.program.said('done');
    served.tell('spin');
    // On a busy host, the call takes as long.
    const isOfLoop = ({ api, durationMs }: BlockRecord) => api === undefined && durationMs > 1000;
    while (!pick(served.program, 'recovered').some(({ block }) => isOfLoop(block))) await sleep(50);
    // On a busy host there are more, and it is not the code alone that takes the time.
    const blocks = pick(served.program, 'recovered').map(({ block }) => block);
    const cause = blocks.find(isOfLoop)?.cause;
    const durations = blocks.filter((block) => block.cause === cause).map(({ durationMs }) => durationMs);
    const text = await read(`${served.url}/metrics`);
    expect(value(text, `unblocked_block_time_total{cause="${cause}"}`)).toBeGreaterThan(1.1);
    expect(value(text, `unblocked_block_duration_bucket{cause="${cause}",le="0.5"}`)).toBe(
      durations.filter((ms) => ms <= 500).length,
    );
    expect(value(text, `unblocked_block_duration_bucket{cause="${cause}",le="+Inf"}`)).toBe(durations.length);
    expect(value(text, 'unblocked_sync_call_duration_count{api="crypto.scryptSync"}')).toBe(1);
    expect(value(text, 'unblocked_session_breaches_total{session_name="chat",level="warning"}')).toBeGreaterThan(0);
    expect(value(text, 'unblocked_session_timeout_utilization_count{session_name="chat"}')).toBe(blocks.length);
    expect(value(text, 'unblocked_watchdog_up')).toBe(1);
    const captures = ['in_time', 'late'].map((result) => `unblocked_watchdog_captures_total{result="${result}"}`);
    expect(captures.reduce((sum, name) => sum + value(text, name), 0)).toBeGreaterThan(1);
    // A block of 1.2 s swallows more than twenty beats, most of which would have waited for more than 200 ms.
    const above =
      value(text, 'unblocked_eventloop_delay_count') - value(text, 'unblocked_eventloop_delay_bucket{le="0.2"}');
    expect(above).toBeGreaterThan(15);
    expect(new Set(series(text)).size).toBe(series(text).length);
  });

  test('leaves the main thread’s metrics to the MeterProvider of the application', async () => {
    const { url } = await serve('sdk');
    const names = new Set(series(await read(`${url}/metrics`)).map((line) => line.replace(/\{.*/, '')));
    expect([...names].sort()).toEqual(['target_info', 'unblocked_block_active', 'unblocked_session_at_risk']);
  });

  test('states the resource', async () => {
    const { url } = await serve('none', { resource: { 'service.name': 'chat "1"', replicas: 2 } });
    expect(await read(`${url}/metrics`)).toContain('target_info{service_name="chat \\"1\\"",replicas="2"} 1');
  });

  test('an idle process has at most 60 lines', async () => {
    const { url } = await serve();
    expect((await read(`${url}/metrics`)).trim().split('\n').length).toBeLessThanOrEqual(60);
  });
});

describe('/livez', () => {
  test('is 200 until a block is older than livezThresholdMs, then 503 with its record, then 200 again', async () => {
    const served = await serve('none', { livezThresholdMs: 1000 });
    expect((await fetch(`${served.url}/livez`)).status).toBe(200);
    served.tell('spin');
    await untilBlocked(served);
    expect((await fetch(`${served.url}/livez`)).status).toBe(200);
    await sleep(1200);
    const response = await fetch(`${served.url}/livez`);
    // Of several, since a busy machine holds up the one or the other: a kubelet waits for a second.
    const waits = await Promise.all(Array.from({ length: 5 }, () => timeToAnswer(`${served.url}/livez`)));
    expect(Math.min(...waits)).toBeLessThan(50);
    const block = (await response.json()) as BlockRecord;
    expect(response.status).toBe(503);
    expect(block).toMatchObject({ ended: false, attribution: 'exact' });
    expect(['js', 'cpu-starved']).toContain(block.cause);
    expect(block.durationMs).toBeGreaterThan(1000);
    await served.program.said('done');
    await sleep(200);
    expect((await fetch(`${served.url}/livez`)).status).toBe(200);
  });
});

describe('what the port shows', () => {
  test.each([
    [false, 0],
    [true, 1],
  ])('places in the code and the context only with stacks (%s)', async (stacks, least) => {
    const served = await serve('none', { stacks, livezThresholdMs: 300 }, 1500);
    // It says itself where it was called, also where the machine is too busy for stacks to be read.
    served.tell('wait');
    await untilBlocked(served);
    await sleep(500);
    const during = (await read(`${served.url}/livez`)) + (await read(`${served.url}/state`));
    await served.program.said('done');
    await sleep(300);
    const all = during + (await read(`${served.url}/state`)) + (await read(`${served.url}/metrics`));
    for (const secret of ['port.mjs', 'waitForCommand', 'secret-route']) {
      expect(all.split(secret).length > 1 ? 1 : 0).toBe(least);
    }
  });
});

describe('clients that misbehave', () => {
  test('other paths and methods are refused', async () => {
    const { url } = await serve();
    expect((await fetch(`${url}/../../etc/passwd`)).status).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST', body: 'x'.repeat(1e6) })).status).toBe(405);
    expect((await fetch(`${url}/metrics?x=1`)).status).toBe(200);
    expect(await read(`${url}/metrics`).then((text) => text.length)).toBeGreaterThan(100);
  });

  test.each([
    ['no HTTP at all', '\0\xff nonsense\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a body that never comes', 'POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\n', 405],
    ['no host', 'GET /livez HTTP/1.0\r\n\r\n', 200],
    ['another name for this host', 'GET /state HTTP/1.1\r\nHost: evil.example:80\r\n\r\n', 403],
    ['an address that ends in a name', 'GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n', 403],
    ['its own name', 'GET /livez HTTP/1.1\r\nHost: LOCALHOST:1\r\n\r\n', 200],
    ['its own address', 'GET /livez HTTP/1.1\r\nHost: [::1]:9465\r\n\r\n', 200],
  ])('%s', async (_what, request, status) => {
    const { url } = await serve();
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    socket.write(request);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(String(answer)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await fetch(`${url}/livez`)).status).toBe(200);
  });

  test('clients that never finish their request are cut off, and the next one is served', async () => {
    const { url, program } = await serve();
    const port = Number(new URL(url).port);
    const slow = Array.from({ length: 80 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    for (const socket of slow) socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n');
    const drip = setInterval(() => {
      for (const socket of slow) if (!socket.destroyed) socket.write('x: y\r\n');
    }, 200);
    await Promise.all(
      slow.filter(({ destroyed }) => !destroyed).map((socket) => new Promise((settle) => socket.once('close', settle))),
    );
    clearInterval(drip);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect(program.stderr).toEqual([]);
  });

  test('nonsense, silence, and readers that do not read keep nobody else from an answer', async () => {
    const { url, program } = await serve();
    const port = Number(new URL(url).port);
    const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    sockets.slice(0, 5).forEach((socket) => socket.write('\0\xff nonsense\r\n\r\n'));
    sockets.slice(5, 10).forEach((socket) => socket.pause().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(500)));
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    expect(program.child.exitCode).toBeNull();
    expect(program.stderr).toEqual([]);
  });
});

test('a port that is taken is one clear line, and the rest works', async () => {
  const first = await serve();
  const port = new URL(first.url).port;
  const second = start('port.mjs', { args: [port, 600, 'none'] });
  programs.push(second);
  await second.said('ready');
  const lines = () => second.stderr.filter(({ text }) => text.startsWith('unblocked:')).map(({ text }) => text);
  while (lines().length === 0) await sleep(20);
  expect(lines()).toEqual([expect.stringMatching(`port of whileBlocked .127.0.0.1:${port}. is taken by another`)]);
  second.child.stdin?.write('spin\n');
  await second.said('done');
  await sleep(300);
  expect(second.events().map(({ event }) => event)).toContain('recovered');
});

test.each([
  ['192.0.2.1', 'EADDRNOTAVAIL'],
  ['no-such-host.invalid', 'no-such-host.invalid'],
])('an address that cannot be listened on (%s) is one clear line, and the rest works', async (host, why) => {
  const { program } = await serve('none', { host }, 600);
  const lines = () => program.stderr.filter(({ text }) => text.startsWith('unblocked:')).map(({ text }) => text);
  while (lines().length === 0) await sleep(20);
  expect(lines()).toEqual([expect.stringMatching(/port of whileBlocked .* cannot be opened/)]);
  expect(lines()[0]).toContain(why);
  program.child.stdin?.write('spin\n');
  await program.said('done');
  while (!program.events().some(({ event }) => event === 'recovered')) await sleep(20);
});

test('the page weighs less than 60 KB, and asks nobody else for anything', async () => {
  const { url } = await serve();
  const page = await read(`${url}/`);
  expect(Buffer.byteLength(page)).toBeLessThan(60_000);
  // The one that is no address but the name of a kind of element.
  expect(page.match(/https?:[^\s'"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
});

test('an open port does not keep the process alive', async () => {
  const { program, tell } = await serve();
  tell('end');
  expect(await program.exit).toBe(0);
});
