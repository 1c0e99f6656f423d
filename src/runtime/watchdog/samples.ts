import { isOfApplication } from '../frames.ts';
import type { CaptureReply, Moment, RawFrame } from '../protocol.ts';
import { ownMs } from './thread-times.ts';

/** One attempt to read the blocking stack. */
export interface Sample {
  readonly asked: Moment;
  /** How much later it was asked for than it should have been, as on a host without a free core. */
  readonly overdueMs?: number;
  /** When it ran or, while it has not, now. */
  readonly ran: Moment;
  /** Undefined while no reply has come. */
  readonly reply: CaptureReply | undefined;
  /** Beats when the block began; a reply of another beat is of other code. */
  readonly beats: number;
}

/** A moment, and the time since the last beat that had gone into calls which no stack shows. */
export type Point = Moment & Pick<CaptureReply, 'opaqueMs'>;

/** What stands for a part of a block. */
export interface Timed {
  /** Those of the application. */
  readonly frames: readonly RawFrame[];
  /** How much of the block it stands for, long calls left out. */
  ms: number;
}

/** A stack that was read in time. */
export interface Stack extends Timed {
  readonly reply: CaptureReply;
}

/**
 * The main thread runs a capture at its next chance in JavaScript. When that took longer, it was inside native code,
 * and the stack is that of whatever came next.
 */
const IN_TIME_MS = 15;
/**
 * A thread that waits for a core runs little in between: native code of a few milliseconds can end, and other code
 * begin, well within what is granted to one that runs.
 */
const IN_TIME_STARVED_MS = 4;
/** Each stack stands for this much at least, so that one alone counts, too. */
const LEAST_MS = 1;

/** A reply that came so quickly, and before another beat, shows the code that was blocking. */
export function isInTime(sample: Sample): boolean {
  const { asked, ran, reply, beats } = sample;
  const latenessMs = latenessOf(sample);
  const isStarved = ran.at - asked.at - latenessMs > IN_TIME_STARVED_MS;
  return reply?.beats === beats && latenessMs <= (isStarved ? IN_TIME_STARVED_MS : IN_TIME_MS);
}

/** What stacks say of a block. */
export interface Weighed {
  /** Those that can be trusted. The thread's own time between two belongs half to the one and half to the other. */
  readonly good: readonly Stack[];
  /**
   * What two of them have in common, where no stack could be asked for in between, or where the thread waited for a core:
   * that is nobody's time, unless those before and after agree on whose turn it fell into.
   */
  readonly common: readonly Timed[];
  /** Of this time nothing is known. */
  readonly unseenMs: number;
  /** How long the thread waited for a core between its stacks. */
  readonly waitedMs: number;
}

/** @param end until when the block has lasted; left out, until its last stack. */
export function weigh(samples: readonly Sample[], end?: Point): Weighed {
  const good: Stack[] = [];
  const common: Timed[] = [];
  let [unseenMs, totalWaitMs] = [0, 0];
  let before: { readonly point: Point; readonly stack: Stack | undefined } | undefined;
  for (const sample of samples) {
    const { asked, ran, reply, overdueMs = 0 } = sample;
    const point = { ...ran, opaqueMs: reply?.opaqueMs ?? before?.point.opaqueMs ?? 0 };
    const betweenMs = before ? visibleMs(before.point, point) : overdueMs;
    const waitedMs = waitMs(before?.point ?? { ...asked, opaqueMs: point.opaqueMs }, point);
    totalWaitMs += waitedMs;
    // While the watchdog itself had no core to ask from, only what runs before and after is sure to have run.
    const unwatchedMs = overdueMs > IN_TIME_MS ? Math.min(betweenMs, overdueMs) : 0;
    const halfMs = (betweenMs - unwatchedMs) / 2;
    const stack = reply && isInTime(sample) ? toStack(reply, before ? halfMs : 0) : undefined;
    const frames = stack && before?.stack ? findCommon(before.stack, stack) : [];
    if (frames.length > 0) common.push({ frames, ms: unwatchedMs + waitedMs });
    else unseenMs += unwatchedMs + (before || !stack ? waitedMs : 0);
    if (!stack) unseenMs += latenessOf(sample);
    if (stack) good.push(stack);
    if (stack && before?.stack) before.stack.ms += halfMs;
    before = { point, stack };
  }
  if (before && end) unseenMs += visibleMs(before.point, end) + waitMs(before.point, end);
  return { good, common, unseenMs, waitedMs: totalWaitMs };
}

function findCommon(one: Timed, other: Timed): RawFrame[] {
  return other.frames.filter((frame) => one.frames.some((before) => isSameFrame(before, frame)));
}

/** Lines move within a loop; the function is what stays. */
export function isSameFrame(one: RawFrame, other: RawFrame): boolean {
  return one.function === other.function && one.file === other.file;
}

/** How long the thread was in code that a stack can show. */
function visibleMs(from: Point, to: Point): number {
  return Math.max(0, ownMs(from, to) - opaqueBetween(from, to));
}

/** How long it waited for a core, other than in calls which no stack shows. */
function waitMs(from: Point, to: Point): number {
  return Math.max(0, to.at - from.at - opaqueBetween(from, to) - visibleMs(from, to));
}

function opaqueBetween(from: Point, to: Point): number {
  return Math.max(0, to.opaqueMs - from.opaqueMs);
}

function toStack(reply: CaptureReply, ms: number): Stack {
  return { frames: reply.frames.filter(isOfApplication), ms: LEAST_MS + ms, reply };
}

/** On a busy host all is late: what counts is the time in which the thread ran, or waited for other things. */
function latenessOf({ asked, ran }: Sample): number {
  return ownMs(asked, ran);
}
