// Its watchdog is ended from outside, and comes back. The loop is blocked without and with it.
import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';
import { sleep, spin } from './plain.mjs';
import { watched } from './watched.mjs';
import { isUp } from './is-up.mjs';

const watchdogs = [];
threads.Worker = class extends threads.Worker {
  constructor(...args) {
    super(...args);
    watchdogs.push(this);
    this.once('online', () => console.log(`online ${watchdogs.length}`));
  }
};
syncBuiltinESMExports();
const { startMonitor } = await import('unblocked/monitor');

const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));

const watch = startMonitor({ startupGraceMs: 0, whileBlocked: { stderr: 'json' } });
await watched();
await watchdogs[0].terminate();
spin(400);
console.log(`unwatched, at risk: ${watch.isAtRisk()}`);
await sleep(100);
console.log(`up: ${await isUp(reader)}`);
while (watchdogs.length < 2) await sleep(50);
await watched();
console.log(`up: ${await isUp(reader)}`);
spin(400);
await sleep(200);
