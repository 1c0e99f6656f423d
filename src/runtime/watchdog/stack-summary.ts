import { OWN_FILE, type CaptureReply, type RawFrame, type Site } from '../protocol.ts';
import type { Frame } from '../record.ts';

/** One attempt to read the blocking stack. */
export interface Sample {
  /** When it was asked for, and when it ran or, while it has not, now. */
  readonly askedAt: number;
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
  /** The builtin function in which most of the stacks end: `Atomics.wait`. */
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
const MAX_FRAMES = 20;

/**
 * What the stacks of one block agree on. A single stack proves little: it may show an innocent callback between two
 * native calls. So it takes two with the same frame (or one, when no more were wanted), and no more time may have
 * passed waiting for stacks than they cover.
 */
export function summarizeStacks(samples: readonly Sample[], wanted: number, mapFrame: MapFrame): StackSummary {
  if (samples.length === 0) return { stacks: 'none', frames: [] };
  const good = samples.filter(isInTime).map(({ reply }) => reply);
  const stacks = good.map((reply) => reply.frames.filter(isOfApplication)).filter((frames) => frames.length > 0);
  const best = stacks.reduce<Best | undefined>((found, frames) => {
    const shared = frames.findIndex((frame) => shareOf(frame, stacks) > 0.5);
    return shared >= 0 && (found === undefined || shared < found.shared) ? { frames, shared } : found;
  }, undefined);
  const isProved = best !== undefined && stacks.length >= Math.min(2, wanted) && coversMost(samples);
  if (!isProved) return describeUnproved(samples, good);

  const site = good.find(({ frames }) => frames.find(isOfApplication) === best.frames[0]);
  const builtin = builtinOf(good);
  const shape = shapeOf(good);
  return {
    stacks: 'exact',
    frames: toFrames(best.frames, stacks, mapFrame),
    ...(site && { site }),
    ...(builtin !== undefined && { builtin }),
    ...(shape && { shape }),
  };
}

function describeUnproved(samples: readonly Sample[], good: readonly CaptureReply[]): StackSummary {
  const isMissed = good.length < samples.length;
  const isEmpty = !isMissed && good.length > 1 && good.every(({ frames }) => !frames.some(isOfApplication));
  const [site] = good;
  return {
    stacks: isMissed ? 'missed' : isEmpty ? 'empty' : 'none',
    frames: [],
    ...(isEmpty && site && { site: { frames: site.frames, asyncId: site.asyncId } }),
  };
}

/** The frames of a call site that was recorded by the call itself. */
export function toSiteFrames(site: Site, mapFrame: MapFrame): Frame[] {
  const frames = site.frames.filter(isOfApplication);
  return toFrames(frames, [frames], mapFrame);
}

interface Best {
  readonly frames: readonly RawFrame[];
  /** Index of the innermost frame that most stacks share. */
  readonly shared: number;
}

function isInTime(sample: Sample): sample is Sample & { readonly reply: CaptureReply } {
  const { reply, askedAt, beats } = sample;
  return reply !== undefined && reply.at - askedAt <= IN_TIME_MS && reply.beats === beats;
}

/** Whether the time since the previous stack, summed over those in time, outweighs the time spent waiting for others. */
function coversMost(samples: readonly Sample[]): boolean {
  let covered = 0;
  let waited = 0;
  samples.forEach((sample, index) => {
    const before = samples[index - 1]?.ranAt;
    if (isInTime(sample)) covered += before === undefined ? IN_TIME_MS : sample.ranAt - before;
    else waited += sample.ranAt - sample.askedAt;
  });
  return covered >= waited;
}

export function isOfApplication({ file }: RawFrame): boolean {
  return file !== '' && !file.startsWith('node:') && file !== OWN_FILE;
}

/** Lines move within a loop; the function is what stays. */
function isSameFrame(one: RawFrame, other: RawFrame): boolean {
  return one.function === other.function && one.file === other.file;
}

function shareOf(frame: RawFrame, stacks: readonly (readonly RawFrame[])[]): number {
  return stacks.filter((frames) => frames.some((other) => isSameFrame(frame, other))).length / stacks.length;
}

function toFrames(frames: readonly RawFrame[], stacks: readonly (readonly RawFrame[])[], mapFrame: MapFrame): Frame[] {
  return frames.slice(0, MAX_FRAMES).map((frame) => {
    const share = Math.round(shareOf(frame, stacks) * 100) / 100;
    const { function: name, file, line, column } = mapFrame(frame);
    return { function: name === '' ? '<anonymous>' : name, file, line, column, share };
  });
}

function builtinOf(replies: readonly CaptureReply[]): string | undefined {
  const tops = replies.map(({ frames }) => frames.find(({ function: name }) => name !== ''));
  const first = tops[0];
  if (first?.file !== '') return undefined;
  return tops.filter((top) => top?.file === '' && top.function === first.function).length > tops.length / 2
    ? first.function
    : undefined;
}

function shapeOf(replies: readonly CaptureReply[]): 'one-call' | 'many-callbacks' | undefined {
  if (replies.length < 2) return undefined;
  return new Set(replies.map(({ asyncId }) => asyncId)).size > 1 ? 'many-callbacks' : 'one-call';
}
