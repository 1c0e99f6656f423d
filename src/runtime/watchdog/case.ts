import { readAllowedMs } from '../allowed.ts';
import { now } from '../clock.ts';
import type { Moment, WatchdogSettings } from '../protocol.ts';
import { FLOAT, INT, type Shared } from '../shared-memory.ts';
import type { BlockRecord, ReportedEvent } from '../record.ts';
import type { Facts, RecordContext } from './block.ts';
import type { PauseCause } from './classify.ts';
import { createDebuggerHold, type DebuggerHold } from './debugger-hold.ts';
import type { Look, Suspicion } from './detector.ts';
import type { KnownBeat } from './late-beats.ts';
import type { Pauses } from './pauses.ts';
import { readModuleLoad, readReturnedCalls, type RunningCall } from './running-call.ts';
import type { Sampler } from './sampler.ts';
import type { SessionWatch } from './sessions-at-risk.ts';
import { subtractTimes, type ReadThreadTimes, type ThreadTimes } from './thread-times.ts';
import type { ReadThrottledMs } from './throttling.ts';

export interface WatchParts {
  readonly shared: Shared;
  readonly sampler: Sampler;
  readonly sessions: SessionWatch;
  readonly pauses: Pauses;
  readonly readTimes: ReadThreadTimes;
  readonly readThrottledMs: ReadThrottledMs;
  readonly context: RecordContext;
  readonly getSettings: () => WatchdogSettings;
  /** The reason that was given last for work that may block. */
  readonly getAllowed: () => string;
  readonly say: (event: ReportedEvent) => void;
}

/** A moment at which the watchdog looked at the thread. */
type Watched = Moment & ThreadTimes;

/** What has been found out and said about the block in progress. */
export interface Case {
  readonly id: string;
  /** None for a block that was over before it was looked at. */
  readonly suspicion: Suspicion | undefined;
  /** When it was first looked at, and the thread's times then. */
  readonly opened: Watched;
  readonly throttledMs: number;
  readonly hold: DebuggerHold;
  /** When it was last seen in a call that no stack shows. */
  opaqueAt: number;
  /** The record as it was last reported. */
  reported?: BlockRecord;
  nextUpdateMs: number;
}

export function openCase(parts: WatchParts, suspicion: Suspicion | undefined): Case {
  const { shared, sampler, pauses, context, readTimes, readThrottledMs } = parts;
  sampler.reset();
  const opened = { ...readTimes(), at: now() };
  return {
    id: nextId(shared, context.pid, context.thread.id),
    suspicion,
    opened,
    throttledMs: readThrottledMs() ?? 0,
    hold: createDebuggerHold(shared, suspicion?.beatAt ?? opened.at, pauses),
    opaqueAt: -Infinity,
    nextUpdateMs: 0,
  };
}

function nextId({ ints }: Shared, pid: number, threadId: number): string {
  return `${pid}-${threadId}-${Atomics.add(ints, INT.BLOCKS, 1) + 1}`;
}

/** What is known of a block that goes on. */
export function describeRunning(parts: WatchParts, found: Case, look: Look, call: RunningCall | undefined): Facts {
  // The block began between two beats: half an interval after the first, on average.
  const durationMs = look.ageMs + look.heartbeatMs / 2;
  const seen = { ...parts.readTimes(), at: now() };
  return {
    ...describe(parts, found, seen),
    ...describeSessions(parts, look.at, durationMs, sinceFree(parts, look)),
    pausedMs: look.pausedMs,
    pauseCause: parts.pauses.causeWithin(look.beatAt, look.at),
    ended: false,
    call,
    usage: readReturnedCalls(parts.shared),
    allowed: { reason: parts.getAllowed(), ms: readAllowedMs(parts.shared.floats, look.at) },
    load: readModuleLoad(parts.shared),
    profile: [],
    gc: undefined,
  };
}

/** What is known of a block that is over. */
export function describeEnded(parts: WatchParts, found: Case, late: KnownBeat, heartbeatMs: number): Facts {
  const longestMs = late.to - late.from;
  const pausedMs = parts.pauses.within(late.from, late.to);
  const busyMs = Math.min(longestMs, Math.max(longestMs - heartbeatMs, late.busyMs));
  const sinceFreeMs = sinceFree(parts, { at: late.to, freeAt: late.freeAt, heartbeatMs });
  return {
    ...describe(parts, found, { ...parts.readTimes(), ...late.end }),
    ...describeSessions(parts, late.to, Math.max(0, busyMs - pausedMs), sinceFreeMs, late.counts),
    pausedMs,
    pauseCause: parts.pauses.causeWithin(late.from, late.to),
    ended: true,
    call: undefined,
    usage: late.usage,
    allowed: { reason: parts.getAllowed(), ms: late.allowedMs },
    load: late.load,
    profile: late.profile ?? [],
    gc: late.gc,
  };
}

/** @param end as far as it was watched: now, or the end. */
function describe({ shared, sampler, pauses, readThrottledMs, getSettings }: WatchParts, found: Case, end: Watched) {
  const throttledMs = (readThrottledMs() ?? 0) - found.throttledMs;
  const elapsedMs = end.at - found.opened.at - pauses.within(found.opened.at, end.at);
  return {
    id: found.id,
    end,
    thresholdMs: shared.floats[FLOAT.THRESHOLD] ?? 0,
    precisionMs: 2 * (shared.floats[FLOAT.HEARTBEAT] ?? 0),
    samples: sampler.samples,
    wantedSamples: getSettings().samples,
    times: { ...subtractTimes(end, found.opened), throttledMs, elapsedMs },
  };
}

function describeSessions(
  { shared, sessions }: WatchParts,
  at: number,
  durationMs: number,
  sinceFreeMs: number,
  counts?: readonly number[],
) {
  return {
    at,
    durationMs,
    phase: isInGrace(shared, at - durationMs) ? ('startup' as const) : ('serving' as const),
    sessions: isInGrace(shared, at) ? [] : sessions.states(sinceFreeMs, counts),
  };
}

/** A process that did not run and was not blocked, as a record. */
export function toPaused(block: PausedFacts, durationMs: number, cause: PauseCause): BlockRecord {
  const { id, pid, thread, startTime, phase, pausedMs, sessions } = block;
  const rounded = Math.round(durationMs);
  return {
    ...{ id, pid, thread, startTime, durationMs: rounded, phase, ended: true, cause, attribution: 'none' },
    ...(pausedMs !== undefined && { pausedMs }),
    ...{ frames: [], sessions },
  };
}

type PausedFacts = Pick<BlockRecord, 'id' | 'pid' | 'thread' | 'startTime' | 'phase' | 'pausedMs' | 'sessions'>;

export function describeSuspension({ shared, context: { pid, thread } }: WatchParts, ms: number): BlockRecord {
  const id = nextId(shared, pid, thread.id);
  const phase = isInGrace(shared, now()) ? 'startup' : 'serving';
  const startTime = Math.round(Date.now() - ms);
  return toPaused({ id, pid, thread, startTime, phase, pausedMs: Math.round(ms), sessions: [] }, ms, 'suspended');
}

/** How long the loop has not been free; time in which the process did not run does not count. */
export function sinceFree(
  { pauses }: Pick<WatchParts, 'pauses'>,
  { at, freeAt, heartbeatMs }: Pick<Look, 'at' | 'freeAt' | 'heartbeatMs'>,
): number {
  return Math.max(0, at - freeAt - heartbeatMs / 2 - pauses.within(freeAt, at));
}

export function isInGrace({ floats }: Shared, at: number): boolean {
  return at < (floats[FLOAT.GRACE_UNTIL] ?? 0);
}
