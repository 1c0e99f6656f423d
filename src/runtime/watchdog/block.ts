import type { ApiFacts, LateBeat, Site, WatchdogData } from '../protocol.ts';
import type { Attribution, BlockRecord, SessionState } from '../record.ts';
import { classify } from './classify.ts';
import { findInvoker } from './invoker.ts';
import type { RunningCall } from './running-call.ts';
import { summarizeStacks, toSiteFrames, type MapFrame, type Sample } from './stack-summary.ts';
import type { ThreadTimes } from './thread-times.ts';

/** All that is known of a block when its record is made. Times on the monotonic clock. */
export interface Facts {
  readonly id: string;
  readonly at: number;
  readonly durationMs: number;
  readonly pausedMs: number;
  readonly ended: boolean;
  readonly phase: BlockRecord['phase'];
  readonly samples: readonly Sample[];
  readonly wantedSamples: number;
  /** The call that runs, while the block lasts. */
  readonly call: RunningCall | undefined;
  /** The API that took most time since the block began. */
  readonly worst: LateBeat['worst'];
  /** The longest call, once the block has ended. */
  readonly slowest: LateBeat['slowest'];
  /** Figures of the blocked thread while it was watched, and for how long that was. */
  readonly times: (ThreadTimes & { readonly elapsedMs: number }) | undefined;
  readonly sessions: readonly SessionState[];
}

/** What a record needs besides its facts. */
export interface RecordContext extends Pick<WatchdogData, 'pid' | 'thread' | 'docs'> {
  readonly apis: readonly ApiFacts[];
  readonly mapFrame: MapFrame;
}

interface Culprit {
  readonly api?: string;
  readonly site?: Site;
  readonly calls?: number;
  readonly share: number;
}

/** Share of a block from which on one API, or one call, is its culprit. */
const MOST = 0.5;

export function createRecord(facts: Facts, context: RecordContext): BlockRecord {
  const { durationMs, pausedMs, samples, wantedSamples, times, phase, ended, sessions } = facts;
  const stack = summarizeStacks(samples, wantedSamples, context.mapFrame);
  const culprit = findCulprit(facts, context.apis, stack.builtin);
  const site = culprit.site ?? stack.site;
  const frames = culprit.site ? toSiteFrames(culprit.site, context.mapFrame) : stack.frames;
  const scale = times && times.elapsedMs > 0 ? durationMs / times.elapsedMs : 0;
  const figures = times && scale > 0 ? toFigures(times, scale, durationMs) : undefined;
  const cause = classify({
    durationMs: durationMs + pausedMs,
    pausedMs,
    ...figures,
    apiShare: culprit.share,
    stacks: stack.stacks,
    isWaiting: stack.builtin === 'Atomics.wait',
  });
  return {
    id: facts.id,
    pid: context.pid,
    thread: context.thread,
    startTime: Math.round(Date.now() - durationMs - pausedMs),
    durationMs: Math.round(durationMs),
    phase,
    ended,
    cause,
    attribution: attribute(culprit, stack.stacks, samples),
    ...describeApi(culprit, context),
    frames,
    ...(site && { invoker: findInvoker(site.frames) }),
    ...(stack.shape && { shape: stack.shape }),
    ...(site?.trace && { trace: site.trace }),
    ...(site?.context && { context: site.context }),
    ...figures,
    ...(pausedMs > 0 && { pausedMs: Math.round(pausedMs) }),
    sessions,
  };
}

function findCulprit(
  { at, durationMs, call, worst, slowest }: Facts,
  apis: readonly ApiFacts[],
  builtin?: string,
): Culprit {
  const nameOf = (api: number) => ({ api: apis[api]?.name ?? 'unknown' });
  const runningMs = call ? at - call.startedAt : 0;
  if (call && runningMs > MOST * durationMs) {
    return { ...nameOf(call.api), share: Math.min(1, runningMs / durationMs), ...(call.site && { site: call.site }) };
  }
  if (slowest && slowest.ms > MOST * durationMs) {
    return { ...nameOf(slowest.api), share: Math.min(1, slowest.ms / durationMs), site: slowest.site };
  }
  if (worst && worst.ms > MOST * durationMs) {
    return { ...nameOf(worst.api), share: Math.min(1, worst.ms / durationMs), calls: worst.calls };
  }
  return builtin !== undefined && apis.some(({ name }) => name === builtin) ? { api: builtin, share: 0 } : { share: 0 };
}

function attribute({ site, api, share }: Culprit, stacks: string, samples: readonly Sample[]): Attribution {
  if (site) return 'api';
  if (stacks === 'exact') return 'exact';
  if (api !== undefined && share > 0) return 'api';
  return samples.some(({ reply }) => reply !== undefined) && stacks === 'missed' ? 'late' : 'none';
}

function describeApi({ api, calls, share }: Culprit, { apis, docs }: RecordContext): Partial<BlockRecord> {
  if (api === undefined) return {};
  const instead = apis.find(({ name }) => name === api)?.instead;
  return {
    api,
    ...(instead !== undefined && { instead }),
    docs,
    ...(calls !== undefined && { apiCalls: calls }),
    ...(share > 0 && { apiShare: Math.round(share * 100) / 100 }),
  };
}

function toFigures({ cpuMs, runQueueMs }: ThreadTimes, scale: number, durationMs: number) {
  const toWhole = (ms: number) => Math.round(Math.min(durationMs, ms * scale));
  return { cpuMs: toWhole(cpuMs), runQueueMs: toWhole(runQueueMs) };
}
