import { isOfApplication } from '../frames.ts';
import type { CaptureReply, ProfiledStack, RawFrame, Site } from '../protocol.ts';
import type { Frame } from '../record.ts';
import { findBuiltin } from './builtins.ts';

/** One attempt to read the blocking stack. */
export interface Sample {
  /** When it was asked for, and when it ran or, while it has not, now. */
  readonly askedAt: number;
  /** How much later it was asked for than it should have been, as on a host without a free core. */
  readonly overdueMs?: number;
  /** How much of the time until it ran the thread waited for a core, and could run nothing. */
  readonly starvedMs?: number;
  readonly ranAt: number;
  /** Undefined while no reply has come. */
  readonly reply: CaptureReply | undefined;
  /** Beats when the block began; a reply of another beat is of other code. */
  readonly beats: number;
}

export interface StackSummary {
  /** `empty`: read in time, and nothing of the application on them, as between two microtasks. */
  readonly stacks: 'exact' | 'empty' | 'missed' | 'none';
  /** The stack to show: one that the block's stacks agree on. */
  readonly site?: Site;
  readonly frames: readonly Frame[];
  /** The builtin function in which most of the stacks are: `Atomics.wait`. */
  readonly builtin?: string;
  readonly shape?: 'one-call' | 'many-callbacks';
}

/** Finds the source of a position, where there is a source map; paths instead of URLs. */
export type MapFrame = (frame: RawFrame) => RawFrame;

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
const MAX_FRAMES = 20;
/** That of all microtasks, unless hooks are on: one cannot be told from many. */
const NO_ASYNC_ID = 0;

/**
 * What the stacks of one block agree on, by the time that each stands for. A single stack proves little: it may show an
 * innocent callback between two native calls. So it takes two with the same frame (or one, when no more were wanted),
 * and no more time may have passed waiting for stacks than they cover.
 */
export function summarizeStacks(samples: readonly Sample[], wanted: number, mapFrame: MapFrame): StackSummary {
  if (samples.length === 0) return { stacks: 'none', frames: [] };
  const { good, waitedMs } = sort(samples);
  const stacks = good.filter(({ frames }) => frames.length > 0);
  const best = findBest(stacks, Math.min(2, wanted));
  if (best === undefined || sum(good) < waitedMs) return describeUnproved(samples, good);

  const replies = good.map(({ reply }) => reply);
  const builtin = findBuiltin(replies);
  const shape = shapeOf(replies);
  return {
    stacks: 'exact',
    frames: toFrames(best.stack.frames.slice(best.shared), stacks, mapFrame),
    site: best.stack.reply,
    ...(builtin !== undefined && { builtin }),
    ...(shape && { shape }),
  };
}

/**
 * The stack that reaches furthest into what most share and, of several such, the most typical one: its lines are those
 * that were met most of the time.
 */
function findBest<Shown extends Timed>(stacks: readonly Shown[], least: number): Best<Shown> | undefined {
  const reach = stacks.map(({ frames }) => frames.findIndex((frame) => isMost(frame, stacks, least)));
  const furthest = reach.indexOf(Math.min(...reach.filter((index) => index >= 0)));
  const innermost = stacks[furthest]?.frames[reach[furthest] ?? 0];
  if (innermost === undefined) return undefined;
  return stacks.reduce<Best<Shown> | undefined>((best, stack) => {
    const shared = stack.frames.findIndex((frame) => isSameFrame(frame, innermost));
    if (shared < 0) return best;
    const path = stack.frames.slice(shared);
    const typical = path.reduce((total, frame) => total + sum(stacks.filter(isAt(frame))), 0) / path.length;
    const isBetter = best === undefined || typical > best.typical || (typical === best.typical && shared > best.shared);
    return isBetter ? { stack, shared, typical } : best;
  }, undefined);
}

function isAt({ function: name, file, line }: RawFrame): (stack: Timed) => boolean {
  return ({ frames }) => frames.some((other) => other.function === name && other.file === file && other.line === line);
}

function describeUnproved(samples: readonly Sample[], good: readonly Stack[]): StackSummary {
  const isMissed = good.length < samples.length;
  const empty = good.filter(({ frames }) => frames.length === 0);
  const isEmpty = !isMissed && good.length > 1 && empty.length >= good.length / 2;
  const [first] = empty;
  return {
    stacks: isMissed ? 'missed' : isEmpty ? 'empty' : 'none',
    frames: [],
    ...(isEmpty && first && { site: { frames: first.reply.frames, asyncId: first.reply.asyncId } }),
  };
}

/** What took most of the time that V8's profiler saw, in application code or what it called. */
export function summarizeProfile(stacks: readonly ProfiledStack[], mapFrame: MapFrame): Frame[] {
  const timed = stacks.map(({ frames, ms }) => ({ frames: frames.filter(isOfApplication), ms }));
  const best = findBest(timed, 1);
  return best ? toFrames(best.stack.frames.slice(best.shared), timed, mapFrame) : [];
}

/** The frames of a call site that was recorded by the call itself. */
export function toSiteFrames(site: Site, mapFrame: MapFrame): Frame[] {
  const frames = site.frames.filter(isOfApplication);
  return toFrames(frames, [{ frames, ms: 1 }], mapFrame);
}

interface Timed {
  /** Those of the application. */
  readonly frames: readonly RawFrame[];
  /** How much of the block it stands for, long calls left out. */
  ms: number;
}

interface Stack extends Timed {
  readonly reply: CaptureReply;
}

interface Best<Shown> {
  readonly stack: Shown;
  /** Index of the innermost frame that most stacks share. */
  readonly shared: number;
  /** How much time its lines stand for, on average. */
  readonly typical: number;
}

/**
 * The stacks that can be trusted, and the time of which nothing is known. The time between two stacks belongs half to
 * the one and half to the other.
 */
function sort(samples: readonly Sample[]): { good: readonly Stack[]; waitedMs: number } {
  const good: Stack[] = [];
  let waitedMs = 0;
  let before: { readonly ranAt: number; readonly opaqueMs: number; readonly stack: Stack | undefined } | undefined;
  for (const sample of samples) {
    const { ranAt, reply, overdueMs = 0 } = sample;
    const opaqueMs = reply?.opaqueMs ?? before?.opaqueMs ?? 0;
    const betweenMs = before ? Math.max(0, ranAt - before.ranAt - (opaqueMs - before.opaqueMs)) : overdueMs;
    // What ran while this thread had no core to ask from is not known either.
    const unwatchedMs = overdueMs > IN_TIME_MS ? Math.min(betweenMs, overdueMs) : 0;
    const halfMs = (betweenMs - unwatchedMs) / 2;
    const stack = reply && isInTime(sample) ? toStack(reply, before ? halfMs : 0) : undefined;
    waitedMs += unwatchedMs + (stack ? 0 : latenessOf(sample));
    if (stack) good.push(stack);
    if (stack && before?.stack) before.stack.ms += halfMs;
    before = { ranAt, opaqueMs, stack };
  }
  return { good, waitedMs };
}

function toStack(reply: CaptureReply, ms: number): Stack {
  return { frames: reply.frames.filter(isOfApplication), ms: LEAST_MS + ms, reply };
}

/** A reply that came so quickly, and before another beat, shows the code that was blocking. */
export function isInTime(sample: Sample): boolean {
  const { starvedMs = 0 } = sample;
  const grantedMs = starvedMs > IN_TIME_STARVED_MS ? IN_TIME_STARVED_MS : IN_TIME_MS;
  return sample.reply?.beats === sample.beats && latenessOf(sample) <= grantedMs;
}

/** On a busy host all is late: what counts is the time in which the thread ran, or waited for other things. */
function latenessOf({ askedAt, ranAt, starvedMs = 0 }: Sample): number {
  return Math.max(0, ranAt - askedAt - starvedMs);
}

function isMost(frame: RawFrame, stacks: readonly Timed[], least: number): boolean {
  return stacks.filter(({ frames }) => has(frames, frame)).length >= least && shareOf(frame, stacks) > 0.5;
}

/** Lines move within a loop; the function is what stays. */
function isSameFrame(one: RawFrame, other: RawFrame): boolean {
  return one.function === other.function && one.file === other.file;
}

function has(frames: readonly RawFrame[], frame: RawFrame): boolean {
  return frames.some((other) => isSameFrame(frame, other));
}

function shareOf(frame: RawFrame, stacks: readonly Timed[]): number {
  return sum(stacks.filter(({ frames }) => has(frames, frame))) / sum(stacks);
}

function sum(stacks: readonly Timed[]): number {
  return stacks.reduce((total, { ms }) => total + ms, 0);
}

function toFrames(frames: readonly RawFrame[], stacks: readonly Timed[], mapFrame: MapFrame): Frame[] {
  return frames.slice(0, MAX_FRAMES).map((frame) => {
    const share = Math.round(shareOf(frame, stacks) * 100) / 100;
    const { function: name, file, line, column } = mapFrame(frame);
    return { function: name === '' ? '<anonymous>' : name, file, line, column, share };
  });
}

function shapeOf(replies: readonly CaptureReply[]): 'one-call' | 'many-callbacks' | undefined {
  if (replies.length < 2) return undefined;
  const ids = new Set(replies.map(({ asyncId }) => asyncId));
  if (ids.size > 1) return 'many-callbacks';
  return ids.has(NO_ASYNC_ID) ? undefined : 'one-call';
}
