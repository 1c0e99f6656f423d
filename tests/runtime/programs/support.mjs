import { writeSync } from 'node:fs';
import { startMonitor } from 'unblocked/monitor';

/** Writes at once: the test compares arrival times. */
export function say(text) {
  writeSync(1, `${text}\n`);
}

export { sleep, spin } from './plain.mjs';

/** The monitor as most tests want it. */
export function monitor(options = {}) {
  return startMonitor({ startupGraceMs: 0, whileBlocked: { stderr: 'json' }, ...options });
}
