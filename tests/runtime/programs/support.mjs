import { writeSync } from 'node:fs';
import { startMonitor } from 'unblocked/monitor';
import { watched } from './watched.mjs';

/** Writes at once: the test compares arrival times. */
export function say(text) {
  writeSync(1, `${text}\n`);
}

export { occupy, sleep, spin } from './plain.mjs';

/** The monitor as most tests want it, once it watches. */
export async function monitor(options = {}) {
  const watch = startMonitor({ startupGraceMs: 0, whileBlocked: { stderr: 'json' }, ...options });
  await watched();
  return watch;
}
