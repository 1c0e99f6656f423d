// logs-and-spans.mjs <sdk|none>: prints, as one line of JSON, some blocks, and the log records and spans of NodeSDK.
import { context, trace } from '@opentelemetry/api';
import { logs, NodeSDK, tracing } from '@opentelemetry/sdk-node';
import { scryptSync } from 'node:crypto';
import { monitor, occupy, sleep, spin } from './support.mjs';

const records = new logs.InMemoryLogRecordExporter();
const spans = new tracing.InMemorySpanExporter();
const sdk = new NodeSDK({
  logRecordProcessors: [new logs.SimpleLogRecordProcessor({ exporter: records })],
  spanProcessors: [new tracing.SimpleSpanProcessor(spans)],
  metricReaders: [],
  autoDetectResources: false,
});
if (process.argv[2] === 'sdk') sdk.start();
const blocks = [];
const watch = await monitor({
  sessions: [{ name: 'chat', timeoutMs: 800 }],
  context: () => ({ route: '/login' }),
  whileBlocked: { stderr: false },
});
watch.on('recovered', ({ block }) => blocks.push(block));
const tracer = trace.getTracer('app');

async function awaited() {
  await tracer.startActiveSpan('awaited', async (span) => {
    await sleep(10);
    spin(900);
    await sleep(300);
    span.end();
  });
}

function synchronous() {
  tracer.startActiveSpan('synchronous', (span) => {
    spin(500);
    span.end();
  });
}

function hashing() {
  tracer.startActiveSpan('hashing', (span) => {
    scryptSync('secret', 'salt', 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 29 });
    span.end();
  });
}

function innocent() {
  tracer.startActiveSpan('innocent', (span) => {
    spin(20);
    span.end();
  });
}

await sleep(300);
await awaited();
await sleep(200);
setTimeout(synchronous);
await sleep(800);
setTimeout(hashing);
await sleep(1000);
innocent();
// May be held, for half a threshold; nothing of it may stay.
await tracer.startActiveSpan('nearly', async (span) => {
  occupy(130);
  await sleep(300);
  span.setAttribute('patched', Object.hasOwn(span, 'end'));
  span.end();
});
await context.with(trace.deleteSpan(context.active()), () => sleep(300));

console.log(
  JSON.stringify({
    blocks,
    records: records.getFinishedLogRecords().map((record) => ({
      name: record.eventName,
      severity: [record.severityNumber, record.severityText],
      body: record.body,
      attributes: record.attributes,
      scope: record.instrumentationScope.name,
      spanId: record.spanContext?.spanId,
      traceFlags: record.spanContext?.traceFlags,
    })),
    spans: spans.getFinishedSpans().map((span) => ({
      name: span.name,
      spanId: span.spanContext().spanId,
      attributes: span.attributes,
      events: span.events.map((event) => ({ name: event.name, attributes: event.attributes })),
    })),
  }),
);
await sdk.shutdown();
