import { toEpoch } from '../clock.ts';
import type { GcReading, WatchdogData } from '../protocol.ts';
import type { BlockRecord, SessionState } from '../record.ts';
import { WAIT } from './builtins.ts';
import { classify, type PauseCause } from './classify.ts';
import { find, type Clues, type Finding, type FindingContext } from './finding.ts';
import type { ThreadTimes } from './thread-times.ts';

/** All that is known of a block when its record is made. Times on the monotonic clock. */
export interface Facts extends Clues {
  readonly id: string;
  readonly pausedMs: number;
  readonly pauseCause: PauseCause | undefined;
  readonly ended: boolean;
  readonly phase: BlockRecord['phase'];
  /** Figures of the blocked thread while it was watched, and for how long that was. */
  readonly times: ThreadTimes & { readonly throttledMs: number; readonly elapsedMs: number };
  /** Known only of a block that is over. */
  readonly gc: GcReading | undefined;
  readonly sessions: readonly SessionState[];
  /** What the application allowed of it: the reason, and for how long. Less than the threshold may remain. */
  readonly allowed: { readonly reason: string; readonly ms: number };
  readonly thresholdMs: number;
}

/** What a record needs besides its facts. */
export interface RecordContext extends FindingContext, Pick<WatchdogData, 'pid' | 'thread'> {}

export function createRecord(facts: Facts, context: RecordContext): BlockRecord {
  const { at, durationMs, pausedMs, pauseCause, phase, ended, sessions } = facts;
  const finding = find(facts, context);
  const figures = toFigures(facts);
  const cause = classify({
    durationMs: durationMs + pausedMs,
    pausedMs,
    pauseCause,
    ...figures,
    isSyncCall: finding.attribution === 'api',
    stacks: finding.stacks,
    isWaiting: finding.record.api === WAIT,
  });
  return {
    id: facts.id,
    pid: context.pid,
    thread: context.thread,
    startTime: Math.round(toEpoch(at - durationMs - pausedMs)),
    durationMs: Math.round(durationMs),
    phase,
    ended,
    cause,
    attribution: finding.attribution,
    ...finding.record,
    ...findAllowed(facts, finding),
    ...figures,
    ...(pausedMs > 0 && { pausedMs: Math.round(pausedMs) }),
    sessions,
  };
}

/** A clock that ran for less than this share of the block says nothing of the whole. */
const LEAST_SHARE = 0.25;

/** Allowed is a block of which no more than the threshold is left without the work that is. */
function findAllowed(facts: Facts, { site }: Finding): Pick<BlockRecord, 'allowed'> {
  const { allowed, thresholdMs, durationMs, samples } = facts;
  if (allowed.ms > 0 && durationMs - allowed.ms < thresholdMs) return { allowed: allowed.reason };
  // What an async function does later is not timed: all that was seen of the block must be of such a function.
  const seen = samples.filter(({ reply, beats }) => reply?.beats === beats);
  const isAll = seen.every(({ reply }) => reply?.allowed !== undefined);
  return isAll && site?.allowed !== undefined ? { allowed: site.allowed } : {};
}

/** What was measured while the block was watched, projected to all of it. */
function toFigures({ durationMs, times, gc }: Facts) {
  const { cpuMs, runQueueMs, throttledMs, elapsedMs } = times;
  const watched = elapsedMs > LEAST_SHARE * durationMs ? durationMs / elapsedMs : undefined;
  const countedMs = gc ? gc.until - gc.since : 0;
  const counted = countedMs > LEAST_SHARE * durationMs ? durationMs / countedMs : undefined;
  const toWhole = (ms: number, scale: number, most = durationMs) => Math.round(Math.min(most, ms * scale));
  // By the clock, with what the collector waits for a core.
  const ownMs = Math.max(0, durationMs - (runQueueMs ?? 0) * (watched ?? 1));
  return {
    ...(watched !== undefined && { cpuMs: toWhole(cpuMs, watched) }),
    ...(watched !== undefined && runQueueMs !== undefined && { runQueueMs: toWhole(runQueueMs, watched) }),
    ...(watched !== undefined && throttledMs > 0 && { throttledMs: toWhole(throttledMs, watched) }),
    ...(counted !== undefined && gc && gc.ms > 0 && { gcMs: toWhole(gc.ms, counted, ownMs) }),
  };
}
