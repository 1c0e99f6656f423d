// Prints what two readers of a real MeterProvider collect: metrics.mjs <before|after|option|none|semantic>, when the
// provider is registered, or with the metrics of the semantic conventions. One reader collects all the time, the other once.
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { scryptSync } from 'node:crypto';
import { startMonitor } from 'unblocked/monitor';
import { isUp } from './is-up.mjs';
import { sleep, spin } from './plain.mjs';
import { watched } from './watched.mjs';

const how = process.argv[2];
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const frequent = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 100, exportTimeoutMillis: 100 });
const rare = new PeriodicExportingMetricReader({
  exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE),
  exportIntervalMillis: 3_600_000,
});
const meterProvider = how === 'none' ? undefined : new MeterProvider({ readers: [frequent, rare] });

if (how === 'before' || how === 'semantic') metrics.setGlobalMeterProvider(meterProvider);
startMonitor({
  startupGraceMs: 0,
  sessions: [{ name: 'chat', timeoutMs: 1000 }],
  whileBlocked: { stderr: false },
  ...(how === 'option' && { meterProvider }),
  ...(how === 'semantic' && { semanticConventionMetrics: true }),
});
if (how === 'none' || how === 'after') await watched();
else while (!(await isUp(frequent))) await sleep(20);
if (how === 'after') metrics.setGlobalMeterProvider(meterProvider);
await sleep(400);
// The block begins in the very turn in which a reader has collected.
if (meterProvider) await frequent.collect();
spin(600);
await sleep(300);
scryptSync('secret', 'salt', 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 29 });
await sleep(300);
const collected = meterProvider ? await Promise.all([frequent, rare].map((reader) => reader.collect())) : [];
console.log(JSON.stringify(collected.map(({ resourceMetrics }) => resourceMetrics.scopeMetrics)));
await meterProvider?.shutdown();
