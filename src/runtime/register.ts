import { isMainThread } from 'node:worker_threads';
import { findUnknown, isDisabled, readEnvironment } from './environment.ts';
import { startMonitor } from './start.ts';

/**
 * `node --import unblocked/register server.js`: the monitor without a line of code, set by environment variables.
 * Worker threads inherit `--import`, but a pool's workers block on purpose; they are watched only where their own code
 * starts a monitor.
 */
if (isMainThread && !isDisabled(process.env)) {
  for (const name of findUnknown(process.env)) {
    process.emitWarning(`${name} is unknown to this version`, { type: 'UnblockedWarning', code: 'UNBLOCKED_UNKNOWN' });
  }
  startMonitor(readEnvironment(process.env));
}
