import { afterEach, describe, expect, test } from 'vitest';
import { createQueue } from '../../src/runtime/watchdog/export/otlp/queue.ts';
import { readTargets } from '../../src/runtime/watchdog/export/otlp/targets.ts';
import { freePort } from './free-port.ts';
import { startReceiver, type Receiver } from './otlp-receiver.ts';
import { findFaults } from './otlp-schema.ts';
import { start, type Program } from './program.ts';

const programs: Program[] = [];
const receivers: Receiver[] = [];
afterEach(() => {
  for (const { child } of programs.splice(0)) child.kill('SIGKILL');
  for (const receiver of receivers.splice(0)) receiver.close();
});

async function receive(port?: number): Promise<Receiver> {
  const receiver = await startReceiver(port);
  receivers.push(receiver);
  return receiver;
}

interface Run {
  readonly blockMs?: number;
  readonly sdk?: 'sdk' | 'none';
  readonly whileBlocked?: object;
  readonly env?: Record<string, string>;
}

async function push({ blockMs = 3000, sdk = 'none', whileBlocked = { otlp: true }, env = {} }: Run): Promise<Program> {
  const program = start('otlp.mjs', { args: [blockMs, sdk, JSON.stringify(whileBlocked)], env });
  programs.push(program);
  await program.said('ready');
  return program;
}

/** The records and metrics of all requests so far, as they were sent. */
function unpack(receiver: Receiver) {
  const all = JSON.stringify(receiver.received.map(({ body }) => body));
  const bodies = JSON.parse(all) as {
    resourceLogs?: { resource: Resource; scopeLogs: { logRecords: LogRecord[] }[] }[];
    resourceMetrics?: { resource: Resource; scopeMetrics: { metrics: Metric[] }[] }[];
  }[];
  return {
    logs: bodies
      .flatMap((body) => body.resourceLogs ?? [])
      .flatMap(({ scopeLogs }) => scopeLogs)
      .flatMap(({ logRecords }) => logRecords),
    metrics: bodies
      .flatMap((body) => body.resourceMetrics ?? [])
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics }) => metrics),
    resources: bodies
      .flatMap(({ resourceLogs = [], resourceMetrics = [] }) => [...resourceLogs, ...resourceMetrics])
      .map(({ resource }) => resource),
  };
}

interface Resource {
  readonly attributes: readonly object[];
}

interface LogRecord {
  readonly eventName: string;
  readonly traceId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface Metric {
  readonly name: string;
  readonly gauge?: { readonly dataPoints: readonly { readonly asDouble: number }[] };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20);
}

const sleep = (ms: number) => new Promise((settle) => setTimeout(settle, ms));

describe('while the loop is blocked', () => {
  test('a log record and block.active arrive long before the block ends, as OTLP says', async () => {
    const receiver = await receive();
    const program = await push({
      sdk: 'sdk',
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: `${receiver.url}/`,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20b',
        OTEL_SERVICE_NAME: 'chat',
      },
    });
    program.child.stdin?.write('block\n');
    await until(() => new Set(receiver.received.map(({ path }) => path)).size === 2);
    const arrivedAt = Date.now();
    const done = await program.said('done');
    expect(Number(done.text.split(' ')[1]) - arrivedAt).toBeGreaterThan(1000);
    await sleep(500);

    for (const { path, headers, body } of receiver.received) {
      expect(findFaults(path as '/v1/logs', body)).toEqual([]);
      expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-tenant': 'a b' });
    }
    const { logs, metrics, resources } = unpack(receiver);
    expect(logs[0]?.eventName).toBe('unblocked.block.active');
    expect(logs[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(logs.map(({ eventName }) => eventName)).toContain('unblocked.session.at_risk');
    expect(JSON.stringify(logs)).toContain('{"key":"code.function.name","value":{"stringValue":"spin"}}');
    const active = metrics
      .filter(({ name }) => name === 'unblocked.block.active')
      .flatMap(({ gauge }) => gauge?.dataPoints ?? []);
    expect(active[0]?.asDouble).toBeGreaterThan(0.1);
    expect(active.at(-1)?.asDouble).toBe(0);
    for (const { attributes } of resources) {
      expect(attributes).toHaveLength(2);
      expect(attributes).toContainEqual({ key: 'service.name', value: { stringValue: 'chat' } });
      expect(attributes).toContainEqual({ key: 'process.pid', value: { intValue: String(program.child.pid) } });
    }
    // The application's own SDK has these: nothing twice.
    expect(logs.map(({ eventName }) => eventName)).not.toContain('unblocked.block');
    expect(new Set(metrics.map(({ name }) => name))).toEqual(
      new Set(['unblocked.block.active', 'unblocked.session.at_risk']),
    );
  });

  test('where the application has no SDK, what is over and all metrics come from the watchdog, too', async () => {
    const receiver = await receive();
    const program = await push({
      blockMs: 600,
      whileBlocked: {
        otlp: { endpoint: receiver.url },
        resource: { 'service.name': 'x', 'process.command_args': ['a', 'b'] },
      },
      env: { OTEL_METRIC_EXPORT_INTERVAL: '500', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
    });
    program.child.stdin?.write('block\n');
    await until(() => unpack(receiver).metrics.some(({ name }) => name === 'unblocked.block.duration'));
    for (const { path, body } of receiver.received) expect(findFaults(path as '/v1/logs', body)).toEqual([]);
    const { logs, metrics, resources } = unpack(receiver);
    expect(logs.filter(({ eventName }) => eventName === 'unblocked.block')).toHaveLength(1);
    expect(metrics.map(({ name }) => name)).toContain('unblocked.eventloop.delay');
    expect(JSON.stringify(resources[0])).toContain(
      '{"arrayValue":{"values":[{"stringValue":"a"},{"stringValue":"b"}]}}',
    );
  });
});

describe('a collector that is away', () => {
  test('costs a line per signal, harms nothing, and has what was said when it comes back', async () => {
    const port = await freePort();
    const program = await push({
      blockMs: 500,
      whileBlocked: { otlp: { endpoint: `http://user:secret@127.0.0.1:${port}` } },
    });
    program.child.stdin?.write('block\n');
    await program.said('done');
    await until(() => program.stderr.length >= 2);
    const receiver = await receive(port);
    await until(() => unpack(receiver).logs.some(({ eventName }) => eventName === 'unblocked.block'));
    expect(program.stderr.map(({ text }) => text).sort()).toEqual([
      `unblocked: whileBlocked.otlp: http://127.0.0.1:${port}/v1/logs did not take logs (ECONNREFUSED); what cannot be delivered is counted.`,
      `unblocked: whileBlocked.otlp: http://127.0.0.1:${port}/v1/metrics did not take metrics (ECONNREFUSED); what cannot be delivered is counted.`,
    ]);
    expect(program.stdout.filter(({ text }) => text.startsWith('unhandled'))).toEqual([]);
    program.child.stdin?.write('end\n');
    expect(await program.exit).toBe(0);
  });

  test('that refuses for good is counted, on the port', async () => {
    const receiver = await receive();
    receiver.answer(400);
    const port = await freePort();
    const program = await push({ blockMs: 400, whileBlocked: { port, otlp: { endpoint: receiver.url } } });
    program.child.stdin?.write('block\n');
    await program.said('done');
    let text = '';
    while (!/unblocked_export_dropped_total\{signal="logs",error_type="400"\} [1-9]/.test(text)) {
      text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      await sleep(100);
    }
    expect(text).toMatch(/unblocked_export_dropped_total\{signal="metrics",error_type="400"\} [1-9]/);
  });
});

test('the schema that all is held against finds what is not OTLP', () => {
  expect(findFaults('/v1/logs', { resourceLogs: [{ resource: {}, scopeLogs: [] }] })).not.toEqual([]);
  expect(findFaults('/v1/metrics', { resourceLogs: [] })).not.toEqual([]);
});

describe('the queue', () => {
  function queueTo(receiver: Receiver, most: number) {
    const dropped: Record<string, number> = {};
    const failures: string[] = [];
    const target = { url: new URL(receiver.url), headers: {}, timeoutMs: 300 };
    const queue = createQueue<number>({
      target,
      most,
      encode: (items) => ({ items }),
      onDropped: (count, error) => (dropped[error] = (dropped[error] ?? 0) + count),
      onFailure: (error) => failures.push(error),
    });
    return { queue, dropped, failures };
  }

  const itemsOf = (receiver: Receiver) => receiver.received.map(({ body }) => (body as { items: number[] }).items);

  test('keeps no more than its measure while nobody answers, drops the oldest, and counts', async () => {
    const receiver = await receive();
    receiver.answer(0);
    const { queue, dropped, failures } = queueTo(receiver, 3);
    for (let item = 0; item < 10; item++) queue.push(item);
    // The first is on its way; it comes back, and is the oldest.
    await until(() => failures.length > 0);
    receiver.answer(200);
    await until(() => itemsOf(receiver).length >= 2);
    queue.stop();
    expect(failures).toEqual(['timeout']);
    expect(itemsOf(receiver)).toEqual([[0], [7, 8, 9]]);
    expect(dropped).toEqual({ queue_full: 7 });
  });

  test('waits as long as it is asked to, and then delivers', async () => {
    const receiver = await receive();
    receiver.answer(503, { 'retry-after': '2' });
    const { queue, dropped } = queueTo(receiver, 3);
    queue.push(1);
    await until(() => receiver.received.length === 1);
    receiver.answer(200);
    await until(() => receiver.received.length === 2);
    queue.stop();
    const [first, second] = receiver.received;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(1900);
    expect(dropped).toEqual({});
  });
});

describe('where it goes', () => {
  const read = (env: Record<string, string>, options = {}) => readTargets(options, env);

  test('without anything, to a collector on this host', () => {
    const { logs, metrics, problems } = read({});
    expect([logs?.url.href, metrics?.url.href]).toEqual([
      'http://localhost:4318/v1/logs',
      'http://localhost:4318/v1/metrics',
    ]);
    expect(logs?.timeoutMs).toBe(10_000);
    expect(problems).toEqual([]);
  });

  test('a signal’s own variables win, and its endpoint is taken as it is', () => {
    const { logs, metrics } = read({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector:4318/base/',
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://logs/in',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b=2',
      OTEL_EXPORTER_OTLP_LOGS_HEADERS: 'b=3',
      OTEL_EXPORTER_OTLP_TIMEOUT: '2000',
      OTEL_EXPORTER_OTLP_METRICS_TIMEOUT: '3000',
    });
    expect([logs?.url.href, logs?.headers, logs?.timeoutMs]).toEqual(['http://logs/in', { a: '1', b: '3' }, 2000]);
    expect([metrics?.url.href, metrics?.headers, metrics?.timeoutMs]).toEqual([
      'https://collector:4318/base/v1/metrics',
      { a: '1', b: '2' },
      3000,
    ]);
  });

  test('options win over variables', () => {
    const env = { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://logs/in', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    const { logs, problems } = read(env, { endpoint: 'http://here:1', headers: { x: 'y' }, timeoutMs: 5 });
    expect(logs).toEqual({ url: new URL('http://here:1/v1/logs'), headers: { x: 'y' }, timeoutMs: 5 });
    expect(problems).toEqual([]);
  });

  test('gRPC is not spoken, and that is said', () => {
    const { logs, metrics, problems } = read({
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/protobuf',
    });
    expect(logs).toBeUndefined();
    expect(metrics).toBeDefined();
    expect(problems).toEqual([expect.stringContaining('gRPC')]);
  });

  test.each<[Record<string, string>, string]>([
    [{ OTEL_SDK_DISABLED: 'true' }, ''],
    [{ OTEL_LOGS_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }, ''],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, 'URL'],
  ])('nowhere with %o', (env, problem) => {
    const { logs, metrics, problems } = read(env);
    expect([logs, metrics]).toEqual([undefined, undefined]);
    expect(problems.join()).toContain(problem);
  });
});
