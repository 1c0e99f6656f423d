// Nothing that only Node.js has: blocks for 1.2 s, with three sessions that last 1 s.
import { startMonitor } from 'unblocked/monitor';

const made = [];
const instrument = new Proxy({}, { get: () => () => undefined });
const meter = new Proxy({}, { get: () => (name) => (made.push(String(name)), instrument) });

const monitor = startMonitor({
  meterProvider: { getMeter: () => meter },
  semanticConventionMetrics: true,
  startupGraceMs: 0,
  profile: true,
  sessions: [{ name: 'chat', timeoutMs: 1000, count: () => 3 }],
  whileBlocked: { stderr: 'json' },
});
monitor.on('recovered', () => console.log('recovered'));

setTimeout(function spin() {
  const end = Date.now() + 1200;
  while (Date.now() < end);
  console.log(`end ${Date.now()}`);
}, 800);
setTimeout(() => {
  console.log(`metrics ${made.filter((name) => name.startsWith('unblocked.')).length > 0}`);
  console.log(`of nodejs ${made.filter((name) => name.startsWith('nodejs.')).length}`);
  monitor.stop();
}, 3000);
