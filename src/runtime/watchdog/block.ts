import type { ApiFacts, WatchdogData } from '../protocol.ts';
import type { Attribution, BlockRecord, SessionState } from '../record.ts';
import { classify } from './classify.ts';
import { findCulprit, type Culprit, type Traces } from './culprit.ts';
import { findInvoker } from './invoker.ts';
import { summarizeStacks, toSiteFrames, type MapFrame, type Sample, type StackSummary } from './stack-summary.ts';
import type { ThreadTimes } from './thread-times.ts';

/** All that is known of a block when its record is made. Times on the monotonic clock. */
export interface Facts extends Traces {
  readonly id: string;
  readonly pausedMs: number;
  readonly ended: boolean;
  readonly phase: BlockRecord['phase'];
  readonly samples: readonly Sample[];
  readonly wantedSamples: number;
  /** Figures of the blocked thread while it was watched, and for how long that was. */
  readonly times: (ThreadTimes & { readonly elapsedMs: number }) | undefined;
  readonly sessions: readonly SessionState[];
}

/** What a record needs besides its facts. */
export interface RecordContext extends Pick<WatchdogData, 'pid' | 'thread' | 'docs'> {
  readonly apis: readonly ApiFacts[];
  readonly mapFrame: MapFrame;
}

export function createRecord(facts: Facts, context: RecordContext): BlockRecord {
  const { durationMs, pausedMs, times, phase, ended, sessions } = facts;
  const finding = find(facts, context);
  const scale = times && times.elapsedMs > 0 ? durationMs / times.elapsedMs : 0;
  const figures = times && scale > 0 ? toFigures(times, scale, durationMs) : undefined;
  const cause = classify({
    durationMs: durationMs + pausedMs,
    pausedMs,
    ...figures,
    isSyncCall: finding.attribution === 'api',
    stacks: finding.stacks,
    isWaiting: finding.record.api === 'Atomics.wait',
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
      ...describeApi(isCall ? culprit : { share: 0, ...(isListed(stack, context) && { api: stack.builtin }) }, context),
      ...(isKnown && elsewhereMs !== undefined && { elsewhereMs }),
      frames: isCall ? siteFrames : stack.frames,
      ...(site && { invoker: findInvoker(site.frames) }),
      ...(!isCall && stack.shape && { shape: stack.shape }),
      ...(site?.trace && { trace: site.trace }),
      ...(site?.context && { context: site.context }),
    },
  };
}

/** Whether the catalog knows the builtin function in which the stacks end. */
function isListed(stack: StackSummary, { apis }: RecordContext): stack is StackSummary & { readonly builtin: string } {
  return stack.builtin !== undefined && apis.some(({ name }) => name === stack.builtin);
}

function attributeStacks(stacks: StackSummary['stacks'], samples: readonly Sample[]): Attribution {
  if (stacks === 'exact') return 'exact';
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
