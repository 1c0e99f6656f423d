// In the bootstrap: first OpenTelemetry, then the monitor, then all the rest.
import './sdk/otlp.js';
import { startMonitor } from 'unblocked/monitor';

const monitor = startMonitor({
  sessions: [{ name: 'load balancer', timeoutMs: 60_000 }],
  // Pushed by the second thread, so also while the first, and OpenTelemetry's SDK with it, is blocked.
  whileBlocked: { otlp: true },
});
monitor.on('recovered', ({ block }) => {
  console.log(`blocked for ${block.durationMs} ms by ${block.api ?? block.cause}`);
});

await import('./apps/express.js');
