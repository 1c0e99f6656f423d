// scraped.mjs <watchdog port> <in-process port> <block ms>: is scraped twice over, and blocks when stdin says so.
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { metrics } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { startMonitor } from 'unblocked/monitor';

const [port, inProcessPort, blockMs] = process.argv.slice(2).map(Number);
const reader = new PrometheusExporter({ port: inProcessPort, host: '127.0.0.1' });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
startMonitor({
  startupGraceMs: 0,
  sessions: [{ name: 'chat', timeoutMs: 20_000 }],
  whileBlocked: { stderr: 'json', port },
});
process.stdin.on('data', () => {
  const end = performance.now() + blockMs;
  const from = Date.now();
  while (performance.now() < end);
  console.log(`blocked ${from} ${Date.now()}`);
});
setTimeout(() => console.log('ready'), 300);
