// otlp.mjs <block ms> <sdk|none> <whileBlocked as JSON>: pushes OTLP, and blocks when stdin says so.
import { metrics, trace } from '@opentelemetry/api';
import { logs, NodeSDK, tracing } from '@opentelemetry/sdk-node';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { monitor, say, spin } from './support.mjs';

const [blockMs, sdk, more] = process.argv.slice(2);
if (sdk === 'sdk') {
  metrics.setGlobalMeterProvider(new MeterProvider());
  const exporter = new logs.InMemoryLogRecordExporter();
  new NodeSDK({
    logRecordProcessors: [new logs.SimpleLogRecordProcessor({ exporter })],
    spanProcessors: [new tracing.SimpleSpanProcessor(new tracing.InMemorySpanExporter())],
    metricReaders: [],
    autoDetectResources: false,
  }).start();
}
process.on('unhandledRejection', (error) => say(`unhandled ${error}`));
await monitor({
  sessions: [{ name: 'chat', timeoutMs: 2000, count: () => 3 }],
  whileBlocked: { stderr: false, ...JSON.parse(more) },
});
process.stdin.on('data', (text) => {
  if (String(text).startsWith('end')) return process.stdin.destroy();
  trace.getTracer('app').startActiveSpan('handler', (span) => {
    spin(Number(blockMs));
    span.end();
  });
  say(`done ${Date.now()}`);
});
setTimeout(() => say('ready'), 300);
