import { createLimiter, OTHER } from '../../metrics/limiter.ts';
import {
  ATTRIBUTE,
  BLOCK_DURATION,
  BLOCK_TIME,
  EVENT_LOOP_DELAY,
  EXPORT_DROPPED,
  SESSION_AT_RISK,
  SESSION_BREACHES,
  SESSION_TIMEOUT_UTILIZATION,
  SYNC_CALL_DURATION,
  WATCHDOG_CAPTURES,
  WATCHDOG_UP,
  BLOCK_ACTIVE,
  type MetricFacts,
} from '../../metrics/semconv.ts';
import { readCallBuckets, readDelayBuckets, type Buckets } from '../../metrics/shared-metrics.ts';
import { CAPTURE_RESULTS } from '../../metrics/watchdog.ts';
import type { ApiFacts } from '../../protocol.ts';
import type { Shared } from '../../shared-memory.ts';
import type { BlockRecord, ReportedEvent } from '../../record.ts';
import type { Live } from './live.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface Point {
  readonly attributes: Attributes;
  readonly value: number | Buckets;
}

export interface Metric {
  readonly facts: MetricFacts;
  readonly points: readonly Point[];
}

export interface Tallies {
  note(event: ReportedEvent): void;
  addDropped(signal: string, error: string, count: number): void;
  /** What only this thread can tell while the main thread is blocked. */
  own(): Metric[];
  /** What the main thread would have given to an SDK, were there one. */
  ofMain(): Metric[];
}

interface TalliesParts {
  readonly shared: Shared;
  readonly apis: readonly ApiFacts[];
  readonly live: Live;
}

/** The metrics of this process, for readers that ask the watchdog. Nothing is ever reset. */
export function createTallies({ shared, apis, live }: TalliesParts): Tallies {
  const blocks = createBlockTallies();
  const breaches = new Map<string, Point & { readonly value: number }>();
  const dropped = new Map<string, Point & { readonly value: number }>();
  const limitError = createLimiter();

  return {
    note(event) {
      if (event.event === 'recovered') blocks.add(event.block);
      if (event.event !== 'session-at-risk') return;
      const { name, level } = event.session;
      addTo(breaches, { [ATTRIBUTE.session]: name, [ATTRIBUTE.level]: level }, 1);
    },
    addDropped(signal, error, count) {
      addTo(dropped, { [ATTRIBUTE.signal]: signal, [ATTRIBUTE.error]: limitError(error) }, count);
    },
    own() {
      const sessions = live.sessions().map(({ name, atRisk }) => {
        return { attributes: { [ATTRIBUTE.session]: name }, value: atRisk };
      });
      return [
        { facts: BLOCK_ACTIVE, points: [{ attributes: {}, value: live.activeMs() / 1000 }] },
        { facts: SESSION_AT_RISK, points: sessions },
        { facts: EXPORT_DROPPED, points: [...dropped.values()] },
      ];
    },
    ofMain() {
      return [
        { facts: EVENT_LOOP_DELAY, points: [{ attributes: {}, value: readDelayBuckets(shared) }] },
        ...blocks.metrics(),
        { facts: SESSION_BREACHES, points: [...breaches.values()] },
        { facts: SYNC_CALL_DURATION, points: readCalls(shared, apis) },
        { facts: WATCHDOG_UP, points: [{ attributes: {}, value: 1 }] },
        { facts: WATCHDOG_CAPTURES, points: readCaptures(shared) },
      ];
    },
  };
}

function createBlockTallies() {
  const limitApi = createLimiter();
  const durations = new Map<string, Point & { readonly value: Buckets }>();
  const times = new Map<string, Point & { readonly value: number }>();
  const utilizations = new Map<string, Point & { readonly value: Buckets }>();
  return {
    add({ durationMs, cause, api, sessions }: BlockRecord): void {
      const seconds = durationMs / 1000;
      record(durations, { [ATTRIBUTE.cause]: cause }, BLOCK_DURATION.boundaries, seconds);
      const attributes = { [ATTRIBUTE.cause]: cause, ...(api !== undefined && { [ATTRIBUTE.api]: limitApi(api) }) };
      addTo(times, attributes, seconds);
      for (const { name, utilization } of sessions) {
        const { boundaries } = SESSION_TIMEOUT_UTILIZATION;
        record(utilizations, { [ATTRIBUTE.session]: name }, boundaries, utilization);
      }
    },
    metrics: (): Metric[] => [
      { facts: BLOCK_DURATION, points: [...durations.values()] },
      { facts: BLOCK_TIME, points: [...times.values()] },
      { facts: SESSION_TIMEOUT_UTILIZATION, points: [...utilizations.values()] },
    ],
  };
}

function addTo(points: Map<string, Point & { readonly value: number }>, attributes: Attributes, value: number): void {
  const key = JSON.stringify(attributes);
  points.set(key, { attributes, value: (points.get(key)?.value ?? 0) + value });
}

function record(
  points: Map<string, Point & { readonly value: Buckets }>,
  attributes: Attributes,
  boundaries: readonly number[],
  value: number,
): void {
  const key = JSON.stringify(attributes);
  const before = points.get(key)?.value;
  const found = boundaries.findIndex((boundary) => value <= boundary);
  const slot = found < 0 ? boundaries.length : found;
  const counts = Array.from({ length: boundaries.length + 1 }, (_, index) => {
    return (before?.counts[index] ?? 0) + (index === slot ? 1 : 0);
  });
  points.set(key, { attributes, value: { sum: (before?.sum ?? 0) + value, counts } });
}

function readCalls(shared: Shared, apis: readonly ApiFacts[]): Point[] {
  return readCallBuckets(shared).map(({ api, ...value }) => {
    const name = api === undefined ? OTHER : (apis[api]?.name ?? OTHER);
    return { attributes: { [ATTRIBUTE.api]: name }, value };
  });
}

function readCaptures({ ints }: Shared): Point[] {
  return Object.entries(CAPTURE_RESULTS).map(([result, slot]) => ({
    attributes: { [ATTRIBUTE.result]: result },
    value: Atomics.load(ints, slot),
  }));
}
