import type { ApiFacts, GcReading, WatchdogData } from '../protocol.ts';
import type { Attribution, BlockRecord, SessionState } from '../record.ts';
import { classify, type PauseCause } from './classify.ts';
import { findCulprit, type Culprit, type Traces } from './culprit.ts';
import { findInvoker } from './invoker.ts';
import { summarizeStacks, toSiteFrames, WAIT, type MapFrame, type Sample, type StackSummary } from './stack-summary.ts';
import type { ThreadTimes } from './thread-times.ts';

/** All that is known of a block when its record is made. Times on the monotonic clock. */
export interface Facts extends Traces {
  readonly id: string;
  readonly pausedMs: number;
  readonly pauseCause: PauseCause | undefined;
  readonly ended: boolean;
  readonly phase: BlockRecord['phase'];
  readonly samples: readonly Sample[];
  readonly wantedSamples: number;
  /** Figures of the blocked thread while it was watched, and for how long that was. */
  readonly times: ThreadTimes & { readonly throttledMs: number; readonly elapsedMs: number };
  readonly gc: GcReading | undefined;
  readonly sessions: readonly SessionState[];
}

/** What a record needs besides its facts. */
export interface RecordContext extends Pick<WatchdogData, 'pid' | 'thread' | 'threadNumber' | 'docs'> {
  readonly apis: readonly ApiFacts[];
  readonly mapFrame: MapFrame;
}

export function createRecord(facts: Facts, context: RecordContext): BlockRecord {
  const { durationMs, pausedMs, pauseCause, phase, ended, sessions } = facts;
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
    startTime: Math.round(Date.now() - durationMs - pausedMs),
    durationMs: Math.round(durationMs),
    phase,
    ended,
    cause,
    attribution: finding.attribution,
    ...finding.record,
    ...figures,
    ...(pausedMs > 0 && { pausedMs: Math.round(pausedMs) }),
    sessions,
  };
}

interface Finding {
  readonly attribution: Attribution;
  readonly stacks: StackSummary['stacks'];
  readonly record: Pick<BlockRecord, 'api' | 'frames' | 'elsewhereMs' | 'invoker' | 'shape' | 'trace' | 'context'>;
}

/** Either the call and its own call site, or what the stacks show: never one with the other's place. */
function find(facts: Facts, context: RecordContext): Finding {
  const stack = summarizeStacks(facts.samples, facts.wantedSamples, context.mapFrame);
  const culprit = findCulprit(facts, context.apis);
  const { elsewhereMs } = culprit;
  const isCall = culprit.api !== undefined;
  const isKnown = isCall || stack.stacks === 'exact';
  const site = isCall ? culprit.site : stack.site;
  const siteFrames = culprit.site ? toSiteFrames(culprit.site, context.mapFrame) : [];
  return {
    attribution: isCall ? 'api' : attributeStacks(stack.stacks, facts.samples),
    stacks: stack.stacks,
    record: {
      ...describeApi(
        isCall ? culprit : { share: 0, ...(stack.builtin !== undefined && { api: stack.builtin }) },
        context,
      ),
      ...(isKnown && elsewhereMs !== undefined && { elsewhereMs }),
      frames: isCall ? siteFrames : stack.frames,
      ...(site && { invoker: findInvoker(site.frames) }),
      ...(!isCall && stack.shape && { shape: stack.shape }),
      ...(site?.trace && { trace: site.trace }),
      ...(site?.context && { context: site.context }),
    },
  };
}

function attributeStacks(stacks: StackSummary['stacks'], samples: readonly Sample[]): Attribution {
  if (stacks === 'exact') return 'exact';
  return samples.some(({ reply }) => reply !== undefined) && stacks === 'missed' ? 'late' : 'none';
}

function describeApi({ api, calls, share }: Culprit, { apis, docs }: RecordContext): Partial<BlockRecord> {
  if (api === undefined) return {};
  const facts = apis.find(({ name }) => name === api);
  return {
    api,
    ...(facts?.instead !== undefined && { instead: facts.instead }),
    // A builtin function that the catalog leaves out, such as `RegExp.test`, has no page.
    ...(facts && { docs }),
    ...(calls !== undefined && { apiCalls: calls }),
    ...(share > 0 && { apiShare: Math.round(share * 100) / 100 }),
  };
}

/** A clock that ran for less than this share of the block says nothing of the whole. */
const LEAST_SHARE = 0.25;

/** What was measured while the block was watched, projected to all of it. */
function toFigures({ at, durationMs, times, gc }: Facts) {
  const { cpuMs, runQueueMs, throttledMs, elapsedMs } = times;
  const watched = elapsedMs > 0 ? durationMs / elapsedMs : undefined;
  const countedMs = gc ? at - gc.since : 0;
  const counted = countedMs > LEAST_SHARE * durationMs ? durationMs / countedMs : undefined;
  const toWhole = (ms: number, scale: number) => Math.round(Math.min(durationMs, ms * scale));
  return {
    ...(watched !== undefined && { cpuMs: toWhole(cpuMs, watched) }),
    ...(watched !== undefined && runQueueMs !== undefined && { runQueueMs: toWhole(runQueueMs, watched) }),
    ...(watched !== undefined && throttledMs > 0 && { throttledMs: toWhole(throttledMs, watched) }),
    ...(counted !== undefined && gc && gc.ms > 0 && { gcMs: toWhole(gc.ms, counted) }),
  };
}
