import { now } from '../clock.ts';
import { FLOAT, INT, OPAQUE_MS } from '../shared-memory.ts';
import type { BlockRecord } from '../record.ts';
import { createRecord } from './block.ts';
import {
  describeEnded,
  describeRunning,
  describeSuspension,
  isInGrace,
  openCase,
  sinceFree,
  toPaused,
  type Case,
  type WatchParts,
} from './case.ts';
import type { Look, Suspicion } from './detector.ts';
import type { KnownBeat } from './late-beats.ts';
import { readRunningCall, type RunningCall } from './running-call.ts';
import { NO_STACKS } from './sampler.ts';
import { isInTime, type Sample } from './samples.ts';
import { nextSampleAge, nextUpdateAge } from './schedule.ts';

export interface Watch {
  readonly open: (suspicion: Suspicion) => void;
  readonly look: (suspicion: Suspicion, look: Look) => number;
  /** A stack has been read. */
  readonly note: (sample: Sample) => void;
  readonly noteSuspension: (ms: number) => void;
  readonly free: () => void;
  /** Gives the verdict on a late beat. */
  readonly close: (suspicion: Suspicion | undefined, late: KnownBeat) => 'block' | 'paused';
}

/** A report waits this long for the stack that was asked for as the threshold was crossed. */
const PATIENCE_MS = 15;
/** Least time from one stack to the next: those that fell due in a long call, or without a core, are read at its end. */
const SPACING_MS = 25;
/** Code that follows a long call is missed for no more than one part in so many of the time between two stacks. */
const CALL_PARTS = 4;
/** So long before an update a stack is read for it. */
const LEAD_MS = 20;
/** While a debugger holds the process, that is made sure of so often, as a share of the threshold. */
const HOLD_SHARE = 0.25;
/** Where a debugger can be attached, a report waits for a second stack until this multiple of the threshold. */
const HOLD_PATIENCE = 4;

/** Follows one block after the other: asks for stacks, reports, and keeps what has been said from being said again. */
export function createWatch(parts: WatchParts): Watch {
  const { sampler } = parts;
  let current: Case | undefined;

  return {
    open(suspicion) {
      current = openCase(parts, suspicion);
    },
    look(suspicion, look) {
      const found = current?.suspicion === suspicion ? current : (current = openCase(parts, suspicion));
      return follow(parts, found, look);
    },
    note(sample) {
      current?.hold.note(sample, parts.readTimes());
    },
    noteSuspension(ms) {
      parts.say({ event: 'paused', time: Date.now(), block: describeSuspension(parts, ms) });
    },
    free() {
      sampler.disconnect();
    },
    close(suspicion, late) {
      // Over before it was looked at: what has been read meanwhile is of another.
      if (!suspicion || current?.suspicion !== suspicion) {
        return conclude({ ...parts, sampler: NO_STACKS }, openCase({ ...parts, sampler: NO_STACKS }, undefined), late);
      }
      const found = current;
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
  const call = readRunningCall(shared);
  const isOpaque = call !== undefined && look.at - call.startedAt > OPAQUE_MS;
  const dueAge = nextSample(parts, found, look);
  if (isOpaque) found.opaqueAt = look.at;
  else if (getSettings().capture && look.ageMs >= dueAge) {
    // Until it was last seen in a call that no stack shows, there was nothing to ask for.
    sampler.ask(found.suspicion?.beats ?? 0, Math.min(look.ageMs - dueAge, look.at - found.opaqueAt));
  }
  if (!found.hold.isHeld) judge(parts, found, look, call);
  return nextLook(parts, found, look);
}

/** The age at which the next stack is read. */
function nextSample({ sampler, getSettings }: WatchParts, found: Case, { at, ageMs, thresholdMs }: Look): number {
  const last = sampler.samples.at(-1);
  const ageAt = (moment = -Infinity) => ageMs - (at - moment);
  const taken = { count: sampler.samples.length, lastAgeMs: ageAt(last?.asked.at) };
  const age = found.hold.isHeld
    ? taken.lastAgeMs + HOLD_SHARE * thresholdMs
    : Math.min(beforeUpdate(found), nextSampleAge(taken, getSettings().samples, thresholdMs));
  return Math.max(age, ageAt(last?.ran.at) + SPACING_MS);
}

function judge(parts: WatchParts, found: Case, look: Look, call: RunningCall | undefined): void {
  const isLong = look.ageMs >= look.thresholdMs;
  const sinceFreeMs = sinceFree(parts, look);
  // What is too short to be reported still starves sessions, where blocks before it left the loop no free turn.
  const isRow = look.freeAt < look.beatAt && sinceFreeMs >= look.thresholdMs && !found.hold.isOpen;
  if (!isLong && !isRow) return;
  const block = createRecord(describeRunning(parts, found, look, call), parts.context);
  if (!isLong || report(parts, found, look, block)) alarm(parts, { block, sinceFreeMs, freeAt: look.freeAt });
}

/** Returns false while there is reason to wait. */
function report(parts: WatchParts, found: Case, { ageMs, thresholdMs }: Look, block: BlockRecord): boolean {
  const isFirst = found.reported === undefined;
  if (isFirst && !isNamed(block) && ageMs < thresholdMs + PATIENCE_MS) return false;
  if (isFirst && found.hold.isOpen && ageMs < HOLD_PATIENCE * thresholdMs) return false;
  if (isFirst || ageMs >= found.nextUpdateMs || isBetterNamed(block, found.reported)) {
    found.reported = block;
    found.nextUpdateMs = nextUpdateAge(ageMs, thresholdMs);
    parts.say({ event: isFirst ? 'block' : 'block-update', time: Date.now(), block });
  }
  return true;
}

/** The block is over, or the process was stopped and there was none. */
function conclude(parts: WatchParts, found: Case, late: KnownBeat): 'block' | 'paused' {
  const heartbeatMs = parts.shared.floats[FLOAT.HEARTBEAT] ?? 0;
  const thresholdMs = parts.shared.floats[FLOAT.THRESHOLD] ?? 0;
  found.hold.release(late.to, thresholdMs);
  const pausedMs = parts.pauses.within(late.from, late.to);
  const latenessMs = late.to - late.from - heartbeatMs;
  const isBlock = found.reported !== undefined || latenessMs - pausedMs >= Math.min(thresholdMs, latenessMs);
  const block = createRecord(describeEnded(parts, found, late, heartbeatMs), parts.context);
  if (!isBlock) {
    const cause = parts.pauses.causeWithin(late.from, late.to) ?? 'paused';
    parts.say({ event: 'paused', time: Date.now(), block: toPaused(block, latenessMs, cause) });
    return 'paused';
  }
  if (!found.reported) parts.say({ event: 'block', time: Date.now(), block });
  const sinceFreeMs = sinceFree(parts, { at: late.to, freeAt: late.freeAt, heartbeatMs });
  alarm(parts, { block, sinceFreeMs, ...late });
  parts.say({ event: 'recovered', time: Date.now(), block });
  return 'block';
}

interface Wait {
  readonly block: BlockRecord;
  readonly sinceFreeMs: number;
  readonly freeAt: number;
  /** How many sessions of each kind waited, of a block that is over. */
  readonly counts?: readonly number[];
}

function alarm(parts: WatchParts, { block, sinceFreeMs, freeAt, counts }: Wait): void {
  if (isInGrace(parts.shared, now())) return;
  for (const session of parts.sessions.newlyAtRisk(sinceFreeMs, freeAt, counts)) {
    parts.say({ event: 'session-at-risk', time: Date.now(), block, session });
  }
}

function nextLook(parts: WatchParts, found: Case, look: Look): number {
  const { ageMs, thresholdMs } = look;
  const untilLevelMs = parts.sessions.untilNext(sinceFree(parts, look));
  const reports = [
    HOLD_PATIENCE * thresholdMs,
    thresholdMs,
    thresholdMs + PATIENCE_MS,
    beforeUpdate(found),
    found.nextUpdateMs,
  ];
  const next = [nextSample(parts, found, look), afterCall(parts, found, look), ...reports, ageMs + untilLevelMs];
  return Math.min(...next.filter((age) => age > ageMs), Infinity);
}

/** The age at which to see whether a call that no stack shows, and within which one fell due, has ended. */
function afterCall({ getSettings }: WatchParts, { opaqueAt }: Case, { at, ageMs }: Look): number {
  return opaqueAt === at ? ageMs + Math.max(SPACING_MS, ageMs / (CALL_PARTS * getSettings().samples)) : Infinity;
}

/** The age at which a stack is read for the next update. */
function beforeUpdate({ reported, nextUpdateMs }: Case): number {
  return reported ? nextUpdateMs - LEAD_MS : Infinity;
}

function isNamed({ attribution }: BlockRecord): boolean {
  return attribution !== 'late' && attribution !== 'none';
}

function isBetterNamed(block: BlockRecord, before: BlockRecord | undefined): boolean {
  return isNamed(block) && before !== undefined && !isNamed(before);
}

function countCaptures({ shared: { ints }, sampler }: WatchParts): void {
  for (const sample of sampler.samples) {
    const answered = isInTime(sample) ? INT.CAPTURES_IN_TIME : INT.CAPTURES_LATE;
    Atomics.add(ints, sample.reply ? answered : INT.CAPTURES_UNANSWERED, 1);
  }
}
