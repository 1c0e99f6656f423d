import { uptime } from 'node:os';
import { now } from '../clock.ts';

/** The machine's clocks, in milliseconds. */
export interface Clocks {
  readonly wall: () => number;
  /** Stands still while the machine is suspended (on Linux). */
  readonly monotonic: () => number;
  /** Since the machine started, suspensions included. Dearer than the others: it is read when they disagree. */
  readonly boot: () => number;
}

const CLOCKS: Clocks = { wall: Date.now, monotonic: now, boot: () => uptime() * 1000 };

/** Smaller changes of the wall clock are corrections. */
const LEAST_MS = 1000;

/**
 * Tells a suspended machine (a closed laptop) from a wall clock that was set. Where the monotonic clock goes on
 * meanwhile, as on macOS and Windows, a suspension looks like any other pause of the process.
 *
 * @returns a function that returns for how long the machine has been suspended since it was last called.
 */
export function createSuspensions({ wall, monotonic, boot }: Clocks = CLOCKS): () => number {
  let wallOffset = wall() - monotonic();
  let bootOffset = boot() - monotonic();

  return () => {
    const jumpMs = wall() - monotonic() - wallOffset;
    if (Math.abs(jumpMs) < LEAST_MS) return 0;
    wallOffset += jumpMs;
    const suspendedMs = boot() - monotonic() - bootOffset;
    bootOffset += suspendedMs;
    return suspendedMs < LEAST_MS ? 0 : suspendedMs;
  };
}
