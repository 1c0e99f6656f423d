import { isOfApplication } from '../frames.ts';
import type { CaptureReply, ProfiledStack, RawFrame, Site } from '../protocol.ts';
import type { Frame } from '../record.ts';
import { findBuiltin } from './builtins.ts';
import { isSameFrame, weigh, type Point, type Sample, type Stack, type Timed } from './samples.ts';

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

/** What was read of one block. */
export interface Stacks {
  readonly samples: readonly Sample[];
  /** How many were wanted. */
  readonly wanted: number;
  /** Now or, of a block that is over, its end. */
  readonly end?: Point;
}

/** Finds the source of a position, where there is a source map; paths instead of URLs. */
export type MapFrame = (frame: RawFrame) => RawFrame;

const MAX_FRAMES = 20;
const MOST = 0.5;
/** That of all microtasks, unless hooks are on: one cannot be told from many. */
const NO_ASYNC_ID = 0;

/**
 * What the stacks of one block agree on, by the time that each stands for. A single stack proves little: it may show an
 * innocent callback between two native calls. So it takes two with the same frame (or one, when no more were wanted),
 * and no more time may have passed unseen than that frame stands for. Of a block that mostly waited for a core, they say
 * where it waited, and only what all of them show is claimed.
 */
export function summarizeStacks({ samples, wanted, end }: Stacks, mapFrame: MapFrame): StackSummary {
  if (samples.length === 0) return { stacks: 'none', frames: [] };
  const { good, common, unseenMs, waitedMs } = weigh(samples, wanted > 1 ? end : undefined);
  const stacks = good.filter(({ frames }) => frames.length > 0);
  const seen = [...stacks, ...common];
  const isStarved = waitedMs > sum(good);
  const isClaimed = (share: number) => (isStarved ? share === 1 : share > MOST);
  const best = findBest(stacks, seen, { least: Math.min(2, wanted), isClaimed });
  if (best === undefined || sum(seen.filter(shows(best.frame))) < unseenMs) return describeUnproved(samples, good);

  const path = best.stack.frames.slice(best.shared);
  const shown = isStarved ? path.filter((frame) => shareOf(frame, seen) === 1) : path;
  const replies = good.map(({ reply }) => reply);
  const builtin = findBuiltin(replies);
  const shape = shapeOf(replies);
  return {
    stacks: 'exact',
    frames: toFrames(shown, seen, mapFrame),
    site: best.stack.reply,
    ...(builtin !== undefined && { builtin }),
    ...(shape && { shape }),
  };
}

/**
 * The stack that reaches furthest into what most share and, of several such, the most typical one: its lines are those
 * that were met most of the time.
 */
function findBest<Shown extends Timed>(
  stacks: readonly Shown[],
  seen: readonly Timed[],
  { least, isClaimed }: Claim,
): Best<Shown> | undefined {
  const isMost = (frame: RawFrame) => stacks.filter(shows(frame)).length >= least && isClaimed(shareOf(frame, seen));
  const reach = stacks.map(({ frames }) => frames.findIndex(isMost));
  const furthest = reach.indexOf(Math.min(...reach.filter((index) => index >= 0)));
  const innermost = stacks[furthest]?.frames[reach[furthest] ?? 0];
  if (innermost === undefined) return undefined;
  return stacks.reduce<Best<Shown> | undefined>((best, stack) => {
    const shared = stack.frames.findIndex((frame) => isSameFrame(frame, innermost));
    if (shared < 0) return best;
    const path = stack.frames.slice(shared);
    const typical = path.reduce((total, frame) => total + sum(stacks.filter(isAt(frame))), 0) / path.length;
    const isBetter = best === undefined || typical > best.typical || (typical === best.typical && shared > best.shared);
    return isBetter ? { stack, frame: innermost, shared, typical } : best;
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
  const best = findBest(timed, timed, { least: 1, isClaimed: (share) => share > MOST });
  return best ? toFrames(best.stack.frames.slice(best.shared), timed, mapFrame) : [];
}

/** The frames of a call site that was recorded by the call itself. */
export function toSiteFrames(site: Site, mapFrame: MapFrame): Frame[] {
  const frames = site.frames.filter(isOfApplication);
  return toFrames(frames, [{ frames, ms: 1 }], mapFrame);
}

/** What it takes to name a frame: so many stacks, and a share of their time. */
interface Claim {
  readonly least: number;
  readonly isClaimed: (share: number) => boolean;
}

interface Best<Shown> {
  readonly stack: Shown;
  /** The innermost frame that most stacks share, and its index. */
  readonly frame: RawFrame;
  readonly shared: number;
  /** How much time its lines stand for, on average. */
  readonly typical: number;
}

function shows(frame: RawFrame): (stack: Timed) => boolean {
  return ({ frames }) => frames.some((other) => isSameFrame(frame, other));
}

/** As it is shown: no more may be claimed of a frame than that. */
function shareOf(frame: RawFrame, stacks: readonly Timed[]): number {
  return Math.round((100 * sum(stacks.filter(shows(frame)))) / sum(stacks)) / 100;
}

function sum(stacks: readonly Timed[]): number {
  return stacks.reduce((total, { ms }) => total + ms, 0);
}

function toFrames(frames: readonly RawFrame[], stacks: readonly Timed[], mapFrame: MapFrame): Frame[] {
  return frames.slice(0, MAX_FRAMES).map((frame) => {
    const share = shareOf(frame, stacks);
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
