// Blocks while the module is evaluated, before the loop has turned once, and soon after: startup.mjs <ms> [threshold] [ms]
import { startMonitor } from 'unblocked/monitor';
import { sleep, spin } from './support.mjs';
import { watched } from './watched.mjs';

const [ms, blockThresholdMs, again] = process.argv.slice(2).map(Number);
startMonitor({
  rateLimit: false,
  blockThresholdMs,
  sessions: [{ name: 'chat', timeoutMs: 500 }],
  whileBlocked: { stderr: 'json' },
});
spin(ms);
if (again !== undefined) {
  // A few beats later: the watchdog is perhaps only just there.
  await sleep(60);
  spin(again);
}
await watched();
await sleep(100);
