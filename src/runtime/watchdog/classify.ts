import type { Cause } from '../record.ts';

/** What is known of a block when its cause is to be told. Times in milliseconds. */
export interface Evidence {
  readonly durationMs: number;
  /** Time the whole process was stopped. */
  readonly pausedMs: number;
  /** CPU time of the blocked thread; undefined where the platform does not tell. */
  readonly cpuMs?: number | undefined;
  /** Time the blocked thread waited for a core. */
  readonly runQueueMs?: number | undefined;
  /** A marked API is its culprit. */
  readonly isSyncCall: boolean;
  /** `exact` and `empty` were read in time; `missed`: one was asked for and did not come in time. */
  readonly stacks: 'exact' | 'empty' | 'missed' | 'none';
  /** The stacks end in a call that waits (`Atomics.wait`). */
  readonly isWaiting: boolean;
}

const MOST = 0.5;
/** A thread that waited for a core this much of the time would hardly have blocked on a free host. */
const STARVED = 2 / 3;
/**
 * With this share of CPU time it computes on its own account: the two figures are read at slightly different times and
 * need not add up, above all in the first moments of a block.
 */
const COMPUTING = 1 / 3;
/** Below this share of CPU time a thread was waiting, not computing. */
const IDLE_CPU = 0.2;

/** The cause of a block: the outermost explanation first, `unknown` rather than a guess. */
export function classify(evidence: Evidence): Cause {
  const { durationMs, pausedMs, cpuMs, runQueueMs = 0, isSyncCall, stacks, isWaiting } = evidence;
  if (pausedMs > MOST * durationMs) return 'paused';
  const isComputing = cpuMs !== undefined && cpuMs >= COMPUTING * durationMs;
  if (runQueueMs > STARVED * durationMs && !isComputing) return 'cpu-starved';
  if (isSyncCall) return 'sync-call';
  const isIdle = isWaiting || (cpuMs !== undefined && cpuMs < IDLE_CPU * durationMs);
  if (isIdle) return 'blocked-syscall';
  if (stacks === 'exact' || stacks === 'empty') return 'js';
  return stacks === 'missed' && cpuMs !== undefined ? 'native' : 'unknown';
}
