// Is bundled into one file with the monitor; its watchdog lies beside it.
import fs from 'node:fs';
import { startMonitor } from 'unblocked/monitor';

startMonitor({
  startupGraceMs: 0,
  whileBlocked: { stderr: 'json' },
  watchdogUrl: new URL('./watchdog.js', import.meta.url),
});

function manyCalls() {
  const end = performance.now() + 700;
  while (performance.now() < end) fs.existsSync('/nowhere');
}

function mixed() {
  const end = performance.now() + 700;
  while (performance.now() < end) {
    fs.existsSync('/nowhere');
    for (let index = 0; index < 1e5; index++) Math.sqrt(index);
  }
}

setTimeout(manyCalls, 400);
setTimeout(mixed, 1500);
setTimeout(() => undefined, 2600);
