import type { Cause } from '../record.ts';

/** Why a process did not run at all. */
export type PauseCause = Extract<Cause, 'paused' | 'debugger' | 'suspended'>;

/** What is known of a block when its cause is to be told. Times in milliseconds. */
export interface Evidence {
  readonly durationMs: number;
  /** Time the whole process was stopped. */
  readonly pausedMs: number;
  /** What stopped it most of that time. */
  readonly pauseCause?: PauseCause | undefined;
  /** CPU time of the blocked thread or, where that is not known, of the process; undefined where neither is. */
  readonly cpuMs?: number | undefined;
  /** Time the blocked thread waited for a core. */
  readonly runQueueMs?: number | undefined;
  /** Time its CPU quota kept the process from running. */
  readonly throttledMs?: number | undefined;
  /** Time in garbage collection. */
  readonly gcMs?: number | undefined;
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
export function classify({ pausedMs, pauseCause = 'paused', ...evidence }: Evidence): Cause {
  if (pausedMs > MOST * evidence.durationMs) return pauseCause;
  // The other figures are of the time in which the process ran.
  return classifyRun({ ...evidence, durationMs: evidence.durationMs - pausedMs });
}

type Run = Omit<Evidence, 'pausedMs' | 'pauseCause'>;

function classifyRun(run: Run): Cause {
  const { durationMs, cpuMs, gcMs = 0, isSyncCall, stacks } = run;
  const withheld = findWithheld(run);
  if (withheld) return withheld;
  if (isSyncCall) return 'sync-call';
  if (gcMs > MOST * durationMs) return 'gc';
  if (isIdle(run)) return 'blocked-syscall';
  if (stacks === 'exact' || stacks === 'empty') return 'js';
  // A thread that got little done may have been in JavaScript all the while.
  return stacks === 'missed' && cpuMs !== undefined && cpuMs >= COMPUTING * durationMs ? 'native' : 'unknown';
}

/** Whether the thread wanted to run, and was not let. */
function findWithheld(run: Run): Cause | undefined {
  const { durationMs, cpuMs, runQueueMs, throttledMs = 0, stacks, isWaiting } = run;
  if (cpuMs !== undefined && cpuMs >= COMPUTING * durationMs) return undefined;
  if (throttledMs > MOST * durationMs) return 'cpu-throttled';
  if (runQueueMs !== undefined) return runQueueMs > STARVED * durationMs ? 'cpu-starved' : undefined;
  // Where the platform does not tell: code that stacks show, in a process that did not get to run it.
  const isCode = stacks === 'exact' && !isWaiting && !run.isSyncCall;
  return cpuMs !== undefined && isCode ? 'cpu-starved' : undefined;
}

/** Whether the thread waited for something other than a core. */
function isIdle({ durationMs, cpuMs, runQueueMs = 0, isWaiting }: Run): boolean {
  if (isWaiting) return true;
  return cpuMs !== undefined && cpuMs < IDLE_CPU * durationMs && runQueueMs < MOST * durationMs;
}
