import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../runtime/free-port.ts';
import { startReceiver, type Receiver } from '../runtime/otlp-receiver.ts';
import { start, type Program } from '../runtime/program.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/otel/', import.meta.url));

const programs: Program[] = [];
const receivers: Receiver[] = [];
afterEach(() => {
  for (const { child } of programs.splice(0)) child.kill('SIGKILL');
  for (const receiver of receivers.splice(0)) receiver.close();
});

/** Starts a server of the example, and asks it for what blocks. */
async function login(file: string, imports: readonly string[], env: Record<string, string>): Promise<Program> {
  const execArgv = imports.flatMap((name) => ['--import', name]);
  const program = start(`${EXAMPLE}${file}`, { execArgv, env: { PORT: '0', OTEL_TRACES_EXPORTER: 'none', ...env } });
  programs.push(program);
  const { text } = await program.said('listening on ');
  await sleep(500);
  const response = await fetch(`${text.replace('listening on ', '')}/login`);
  expect(response.status).toBe(200);
  return program;
}

const SDK = { otlp: `${EXAMPLE}sdk/otlp.js`, prometheus: `${EXAMPLE}sdk/prometheus.js` };
const sleep = (ms: number) => new Promise((settle) => setTimeout(settle, ms));

describe('OTLP', () => {
  test.each([
    ['bootstrap.js', []],
    ['apps/express.js', [SDK.otlp, 'unblocked/register']],
    ['apps/fastify.js', [SDK.otlp, 'unblocked/register']],
  ])('%s %o', async (file, imports) => {
    const receiver = await startReceiver();
    receivers.push(receiver);
    await login(file, imports, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_SERVICE_NAME: 'shop',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      OTEL_BLRP_SCHEDULE_DELAY: '200',
      UNBLOCKED_OTLP: 'on',
    });
    const sent = () =>
      receiver.received.map(({ headers, body }) => ({ by: headers['user-agent'] ?? '', text: JSON.stringify(body) }));
    const senders = (text: string) =>
      new Set(
        sent()
          .filter((one) => one.text.includes(text))
          .map(({ by }) => by.replace(/\/.*/, '')),
      );
    while (
      senders('"name":"unblocked.block.duration"').size === 0 ||
      senders('"eventName":"unblocked.block"').size === 0
    )
      await sleep(100);
    // The record and the metrics are the SDK's alone, what was said meanwhile is the watchdog's alone.
    expect([...senders('"name":"unblocked.block.duration"')]).toEqual(['OTel-OTLP-Exporter-JavaScript']);
    expect([...senders('"eventName":"unblocked.block"')]).toEqual(['OTel-OTLP-Exporter-JavaScript']);
    expect([...senders('"unblocked.block.active"')]).toEqual(['unblocked']);
    for (const { text } of sent()) expect(text).toContain('{"key":"service.name","value":{"stringValue":"shop"}}');
  });
});

describe('Prometheus', () => {
  test.each(['apps/express.js', 'apps/fastify.js'])('%s', async (file) => {
    const [own, watchdog] = [await freePort(), await freePort()];
    await login(file, [SDK.prometheus, 'unblocked/register'], {
      PROMETHEUS_PORT: String(own),
      UNBLOCKED_PORT: String(watchdog),
      OTEL_LOGS_EXPORTER: 'none',
    });
    const read = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const names = (text: string) => new Set(text.match(/^unblocked_\w+/gm));
    while (!names(await read(own)).has('unblocked_block_duration_count')) await sleep(100);
    const [ofSdk, ofWatchdog] = [names(await read(own)), names(await read(watchdog))];
    expect(ofWatchdog).toContain('unblocked_block_active');
    expect([...ofSdk].filter((name) => ofWatchdog.has(name))).toEqual([]);
  });
});
