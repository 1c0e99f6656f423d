// Nothing that only Node.js has: blocks for 1.2 s, with three sessions that last 1 s.
import { startMonitor } from 'unblocked/monitor';

const monitor = startMonitor({
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
setTimeout(() => monitor.stop(), 3000);
