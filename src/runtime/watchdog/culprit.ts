import type { ApiFacts, Site, Usage } from '../protocol.ts';
import { OPAQUE_MS } from '../shared-memory.ts';
import type { RunningCall } from './running-call.ts';

/** What of a block bears on its culprit. Times in milliseconds. */
export interface Traces {
  readonly at: number;
  readonly durationMs: number;
  /** To which precision the beginning of the block is known. */
  readonly precisionMs: number;
  /** The call that runs, while the block lasts. */
  readonly call: RunningCall | undefined;
  /** What the calls that have returned since the block began have taken. */
  readonly usage: Usage;
}

export interface Culprit {
  /** Undefined when no API is to be named: then it is the code that the stacks show. */
  readonly api?: string;
  /** Where the API was called. Of no other code, so it is unknown rather than taken from a stack. */
  readonly site?: Site;
  /** Only where it was many. */
  readonly calls?: number;
  /** Share of the block spent in the API, 0 to 1. */
  readonly share: number;
  /** Time that went to other code; undefined when it is too little to mention. */
  readonly elsewhereMs?: number;
}

const MOST = 0.5;
const LITTLE = 0.1;

/**
 * Names what took most of a block's time. A block may go from a call to other code without a free turn in between, so
 * an API stands against all the time outside of marked calls: it is named while it took no less than that.
 */
export function findCulprit(traces: Traces, apis: readonly ApiFacts[]): Culprit {
  const { at, durationMs, call, usage } = traces;
  const runningMs = call ? Math.min(durationMs, at - call.startedAt) : 0;
  const restMs = durationMs - usage.totalMs - runningMs;
  const heaviest = findHeaviest(traces, runningMs);
  if (heaviest === undefined || heaviest.ms < restMs)
    return { share: 0, ...describeRest(traces, findOpaqueMs(traces)) };
  const { api, ms, site, calls } = heaviest;
  return {
    api: apis[api]?.name ?? 'unknown',
    share: durationMs > 0 ? Math.min(1, ms / durationMs) : 1,
    ...(site && { site }),
    ...(calls !== undefined && { calls }),
    ...describeRest(traces, durationMs - ms),
  };
}

/** Time in calls, the running one too, which no stack shows. */
export function findOpaqueMs({ at, durationMs, call, usage }: Traces): number {
  const runningMs = call ? Math.min(durationMs, at - call.startedAt) : 0;
  return usage.opaqueMs + (runningMs >= OPAQUE_MS ? runningMs : 0);
}

interface Heaviest extends Pick<Culprit, 'site' | 'calls'> {
  readonly api: number;
  readonly ms: number;
}

/** The API that took most of the time, earlier calls and the running one together. */
function findHeaviest({ call, usage: { worst, heavy } }: Traces, runningMs: number): Heaviest | undefined {
  if (!worst) return call && { api: call.api, ms: runningMs, ...(call.site && { site: call.site }) };
  const isSame = call?.api === worst.api;
  if (call && runningMs > worst.ms) {
    const ms = isSame ? worst.ms + runningMs : runningMs;
    return { api: call.api, ms, ...(call.site && { site: call.site }) };
  }
  const ms = worst.ms + (isSame ? runningMs : 0);
  const isOneCall = heavy !== undefined && heavy.ms > MOST * ms;
  return {
    api: worst.api,
    ms,
    ...(heavy && { site: heavy.site }),
    ...(!isOneCall && { calls: worst.calls + (isSame ? 1 : 0) }),
  };
}

function describeRest({ durationMs, precisionMs }: Traces, ms: number): Pick<Culprit, 'elsewhereMs'> {
  return ms > Math.max(precisionMs, LITTLE * durationMs) ? { elsewhereMs: Math.round(ms) } : {};
}
