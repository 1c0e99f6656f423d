// Prints what a real MeterProvider collects: metrics.mjs <before|after|option|none>, when the provider is registered.
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { scryptSync } from 'node:crypto';
import { monitor, sleep, spin } from './support.mjs';

const how = process.argv[2];
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
const meterProvider = how === 'none' ? undefined : new MeterProvider({ readers: [reader] });

if (how === 'before') metrics.setGlobalMeterProvider(meterProvider);
monitor({
  sessions: [{ name: 'chat', timeoutMs: 1000 }],
  whileBlocked: { stderr: false },
  ...(how === 'option' && { meterProvider }),
});
await sleep(400);
if (how === 'after') metrics.setGlobalMeterProvider(meterProvider);
await sleep(400);
spin(600);
await sleep(300);
scryptSync('secret', 'salt', 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 29 });
await sleep(300);
await meterProvider?.forceFlush();
const collected = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
console.log(JSON.stringify(collected));
await meterProvider?.shutdown();
