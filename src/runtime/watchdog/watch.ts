import { now } from '../clock.ts';
import { FLOAT, INT, OPAQUE_MS, type LateBeat, type Shared, type WatchdogSettings } from '../protocol.ts';
import type { BlockRecord, ReportedEvent } from '../record.ts';
import { createRecord, type Facts, type RecordContext } from './block.ts';
import type { Look, Suspicion } from './detector.ts';
import type { Pauses } from './pauses.ts';
import { readReturnedCalls, readRunningCall, type RunningCall } from './running-call.ts';
import type { Sampler } from './sampler.ts';
import { isInTime } from './stack-summary.ts';
import { nextUpdateAge, sampleAges } from './schedule.ts';
import type { SessionWatch } from './sessions-at-risk.ts';
import { readMainThreadTimes, type ThreadTimes } from './thread-times.ts';

/** What has been found out and said about the block in progress. */
interface Case {
  readonly id: string;
  /** None for a block that was over before it was looked at. */
  readonly suspicion: Suspicion | undefined;
  readonly openedAt: number;
  readonly times: ThreadTimes | undefined;
  /** The record as it was last reported. */
  reported?: BlockRecord;
  nextUpdateMs: number;
}

export interface WatchParts {
  readonly shared: Shared;
  readonly sampler: Sampler;
  readonly sessions: SessionWatch;
  readonly pauses: Pauses;
  readonly context: RecordContext;
  readonly getSettings: () => WatchdogSettings;
  readonly say: (event: ReportedEvent) => void;
}

export interface Watch {
  readonly open: (suspicion: Suspicion) => void;
  readonly look: (suspicion: Suspicion, look: Look) => number;
  readonly free: () => void;
  /** Gives the verdict on a late beat. */
  readonly close: (suspicion: Suspicion | undefined, late: LateBeat) => 'block' | 'paused';
}

/** A report waits this long for the stack that was asked for as the threshold was crossed. */
const PATIENCE_MS = 15;
/** Least time between two stacks: those due in a long call are read after it, and must not all show the same moment. */
const SPACING_MS = 25;
/** After those of the beginning, each stack is read when the block has grown by this factor since the one before. */
const GROWTH = 1.25;
/** So long before an update a stack is read for it. */
const LEAD_MS = 20;

/** Follows one block after the other: asks for stacks, reports, and keeps what has been said from being said again. */
export function createWatch(parts: WatchParts): Watch {
  const { sampler } = parts;
  let current: Case | undefined;

  function open(suspicion: Suspicion | undefined): Case {
    const number = Atomics.add(parts.shared.ints, INT.BLOCKS, 1) + 1;
    sampler.reset();
    const { pid, thread } = parts.context;
    const id = `${pid}-${thread.id}-${number}`;
    return { id, suspicion, openedAt: now(), times: readTimes(parts), nextUpdateMs: 0 };
  }

  return {
    open(suspicion) {
      current = open(suspicion);
    },
    look(suspicion, look) {
      const found = current?.suspicion === suspicion ? current : (current = open(suspicion));
      return follow(parts, found, look);
    },
    free() {
      sampler.disconnect();
    },
    close(suspicion, late) {
      const found = suspicion && current?.suspicion === suspicion ? current : open(undefined);
      current = undefined;
      const verdict = conclude(parts, found, late);
      countCaptures(parts);
      sampler.disconnect();
      sampler.reset();
      return verdict;
    },
  };
}

/** One look at a block in progress. Returns the age at which to look again. */
function follow(parts: WatchParts, found: Case, look: Look): number {
  const { sampler, shared, getSettings } = parts;
  const { samples, capture } = getSettings();
  const call = readRunningCall(shared);
  const ages = sampleAges(samples, look.thresholdMs);
  const isOpaque = call !== undefined && look.at - call.startedAt > OPAQUE_MS;
  const askedMsAgo = look.at - (sampler.samples.at(-1)?.askedAt ?? -Infinity);
  const dueAge = ages[sampler.samples.length] ?? Math.min(beforeUpdate(found), GROWTH * (look.ageMs - askedMsAgo));
  if (capture && !isOpaque && look.ageMs >= dueAge && askedMsAgo >= SPACING_MS) {
    sampler.ask(found.suspicion?.beats ?? 0);
  }
  if (look.ageMs >= look.thresholdMs) report(parts, found, look, call);
  return nextLook(parts, found, look, ages);
}

function report(parts: WatchParts, found: Case, look: Look, call: RunningCall | undefined): void {
  const { ageMs, thresholdMs } = look;
  const block = createRecord(describeRunning(parts, found, look, call), parts.context);
  const isFirst = found.reported === undefined;
  if (isFirst && !isNamed(block) && ageMs < thresholdMs + PATIENCE_MS) return;
  if (isFirst || ageMs >= found.nextUpdateMs || isBetterNamed(block, found.reported)) {
    found.reported = block;
    found.nextUpdateMs = nextUpdateAge(ageMs, thresholdMs);
    parts.say({ event: isFirst ? 'block' : 'block-update', time: Date.now(), block });
  }
  alarm(parts, block, sinceFree(look), look.freeAt);
}

/** The block is over, or the process was stopped and there was none. */
function conclude(parts: WatchParts, found: Case, late: LateBeat): 'block' | 'paused' {
  const heartbeatMs = parts.shared.floats[FLOAT.HEARTBEAT] ?? 0;
  const thresholdMs = parts.shared.floats[FLOAT.THRESHOLD] ?? 0;
  const pausedMs = parts.pauses.within(late.from, late.to);
  const latenessMs = late.to - late.from - heartbeatMs;
  const isBlock = found.reported !== undefined || latenessMs - pausedMs >= Math.min(thresholdMs, latenessMs);
  const block = createRecord(describeEnded(parts, found, late, heartbeatMs), parts.context);
  if (!isBlock) {
    parts.say({ event: 'paused', time: Date.now(), block: toPaused(block, latenessMs) });
    return 'paused';
  }
  if (!found.reported) parts.say({ event: 'block', time: Date.now(), block });
  alarm(parts, block, late.to - late.freeAt - heartbeatMs / 2 - pausedMs, late.freeAt);
  parts.say({ event: 'recovered', time: Date.now(), block });
  return 'block';
}

function alarm(parts: WatchParts, block: BlockRecord, sinceFreeMs: number, freeAt: number): void {
  if (isInGrace(parts.shared, now())) return;
  for (const session of parts.sessions.newlyAtRisk(sinceFreeMs, parts.getSettings().levels, freeAt)) {
    parts.say({ event: 'session-at-risk', time: Date.now(), block, session });
  }
}

function describeRunning(parts: WatchParts, found: Case, look: Look, call: RunningCall | undefined): Facts {
  // The block began between two beats: half an interval after the first, on average.
  const durationMs = look.ageMs + look.heartbeatMs / 2;
  return {
    ...describe(parts, found, look.at, durationMs, sinceFree(look)),
    pausedMs: look.pausedMs,
    ended: false,
    call,
    usage: readReturnedCalls(parts.shared),
  };
}

function describeEnded(parts: WatchParts, found: Case, late: LateBeat, heartbeatMs: number): Facts {
  const longestMs = late.to - late.from;
  const pausedMs = parts.pauses.within(late.from, late.to);
  const busyMs = Math.min(longestMs, Math.max(longestMs - heartbeatMs, late.busyMs));
  const sinceFreeMs = late.to - late.freeAt - heartbeatMs / 2 - pausedMs;
  return {
    ...describe(parts, found, late.to, Math.max(0, busyMs - pausedMs), sinceFreeMs),
    pausedMs,
    ended: true,
    call: undefined,
    usage: late.usage,
  };
}

function describe(parts: WatchParts, found: Case, at: number, durationMs: number, sinceFreeMs: number) {
  const { shared, sampler, sessions, getSettings } = parts;
  const { samples, levels } = getSettings();
  const times = readTimes(parts);
  const elapsedMs = now() - found.openedAt;
  return {
    id: found.id,
    at,
    durationMs,
    precisionMs: 2 * (shared.floats[FLOAT.HEARTBEAT] ?? 0),
    phase: isInGrace(shared, at - durationMs) ? ('startup' as const) : ('serving' as const),
    samples: sampler.samples,
    wantedSamples: samples,
    times: found.times && times && { ...subtract(times, found.times), elapsedMs },
    sessions: isInGrace(shared, at) ? [] : sessions.states(sinceFreeMs, levels),
  };
}

function nextLook(parts: WatchParts, found: Case, look: Look, ages: readonly number[]): number {
  const { ageMs, thresholdMs } = look;
  const untilLevelMs = parts.sessions.untilNext(sinceFree(look), parts.getSettings().levels);
  const reports = [thresholdMs, thresholdMs + PATIENCE_MS, beforeUpdate(found), found.nextUpdateMs];
  const next = [...ages, ...reports, ageMs + untilLevelMs];
  return Math.min(...next.filter((age) => age > ageMs), Infinity);
}

/** The age at which a stack is read for the next update. */
function beforeUpdate({ reported, nextUpdateMs }: Case): number {
  return reported ? nextUpdateMs - LEAD_MS : Infinity;
}

function toPaused(block: BlockRecord, durationMs: number): BlockRecord {
  const { id, pid, thread, startTime, phase, pausedMs, sessions } = block;
  const rounded = Math.round(durationMs);
  return {
    ...{ id, pid, thread, startTime, durationMs: rounded, phase, ended: true, cause: 'paused', attribution: 'none' },
    ...(pausedMs !== undefined && { pausedMs }),
    ...{ frames: [], sessions },
  };
}

function isNamed({ attribution }: BlockRecord): boolean {
  return attribution === 'exact' || attribution === 'api';
}

function isBetterNamed(block: BlockRecord, before: BlockRecord | undefined): boolean {
  return isNamed(block) && before !== undefined && !isNamed(before);
}

function sinceFree({ at, freeAt, heartbeatMs, pausedMs }: Look): number {
  return Math.max(0, at - freeAt - heartbeatMs / 2 - pausedMs);
}

function countCaptures({ shared: { ints }, sampler }: WatchParts): void {
  for (const sample of sampler.samples) {
    const answered = isInTime(sample) ? INT.CAPTURES_IN_TIME : INT.CAPTURES_LATE;
    Atomics.add(ints, sample.reply ? answered : INT.CAPTURES_UNANSWERED, 1);
  }
}

export function isInGrace({ floats }: Shared, at: number): boolean {
  return at < (floats[FLOAT.GRACE_UNTIL] ?? 0);
}

/** Only the first thread of the process can be found in `/proc` without native code. */
function readTimes({ context: { pid, thread } }: WatchParts): ThreadTimes | undefined {
  return thread.id === 0 ? readMainThreadTimes(pid) : undefined;
}

function subtract(later: ThreadTimes, earlier: ThreadTimes): ThreadTimes {
  return { cpuMs: later.cpuMs - earlier.cpuMs, runQueueMs: later.runQueueMs - earlier.runQueueMs };
}
