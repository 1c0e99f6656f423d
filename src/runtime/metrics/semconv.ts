/** Every name that leaves the process, each once: metrics with unit, words, and buckets. Times are seconds. */

export interface MetricFacts {
  readonly name: string;
  readonly instrument: 'Histogram' | 'Counter' | 'Gauge';
  readonly unit: string;
  readonly description: string;
  /** Attribute keys. */
  readonly attributes: readonly string[];
  /** The thread that exports it: the watchdog's own are there while the main thread is blocked. */
  readonly producer: 'main' | 'watchdog';
  /** Histograms only; the default boundaries of OpenTelemetry are made for milliseconds. */
  readonly boundaries?: readonly number[];
}

/** Attribute keys. */
export const ATTRIBUTE = {
  cause: 'cause',
  api: 'api',
  session: 'session.name',
  level: 'level',
  result: 'result',
  signal: 'signal',
  error: 'error.type',
  state: 'nodejs.eventloop.state',
} as const;

/** Names of events: of log records, and on spans. */
export const EVENT = {
  /** A block that is over. */
  block: 'unblocked.block',
  /** A block in progress; from the watchdog. */
  blockActive: 'unblocked.block.active',
  /** A block in progress has used up a share of a session timeout; from the watchdog. */
  sessionAtRisk: 'unblocked.session.at_risk',
} as const;

/** Attribute keys of events; `code.*` and `thread.*` are OpenTelemetry's own. */
export const EVENT_ATTRIBUTE = {
  id: 'unblocked.block.id',
  durationS: 'unblocked.block.duration',
  cause: 'unblocked.block.cause',
  attribution: 'unblocked.block.attribution',
  phase: 'unblocked.block.phase',
  api: 'unblocked.block.api',
  instead: 'unblocked.block.instead',
  docs: 'unblocked.block.docs',
  /** The worst that the block has done to any kind of session. */
  level: 'unblocked.session.level',
  session: 'unblocked.session.name',
  utilization: 'unblocked.session.timeout.utilization',
  count: 'unblocked.session.count',
  /** What the option `context` returned, a key each. */
  context: 'unblocked.context',
  function: 'code.function.name',
  file: 'code.file.path',
  line: 'code.line.number',
  column: 'code.column.number',
  threadId: 'thread.id',
  threadName: 'thread.name',
} as const;

export const EVENT_LOOP_DELAY = {
  name: 'unblocked.eventloop.delay',
  instrument: 'Histogram',
  unit: 's',
  description: 'How late the event loop ran, corrected for coordinated omission',
  attributes: [],
  producer: 'main',
  boundaries: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
} as const satisfies MetricFacts;

export const BLOCK_DURATION = {
  name: 'unblocked.block.duration',
  instrument: 'Histogram',
  unit: 's',
  description: 'Duration of the blocks of the event loop that exceeded the threshold',
  attributes: [ATTRIBUTE.cause],
  producer: 'main',
  boundaries: [0.5, 1, 2, 5, 10, 30, 60],
} as const satisfies MetricFacts;

export const BLOCK_TIME = {
  name: 'unblocked.block.time',
  instrument: 'Counter',
  unit: 's',
  description: 'Total time in which the event loop was blocked; its rate is the share of time it was unavailable',
  attributes: [ATTRIBUTE.cause, ATTRIBUTE.api],
  producer: 'main',
} as const satisfies MetricFacts;

export const SESSION_TIMEOUT_UTILIZATION = {
  name: 'unblocked.session.timeout.utilization',
  instrument: 'Histogram',
  unit: '1',
  description: 'Share of the session timeout that a block used up; 1 and above means lost sessions',
  attributes: [ATTRIBUTE.session],
  producer: 'main',
  boundaries: [0.25, 0.5, 0.8, 1],
} as const satisfies MetricFacts;

export const SESSION_BREACHES = {
  name: 'unblocked.session.breaches',
  instrument: 'Counter',
  unit: '{breach}',
  description: 'How often a block reached a level of a session timeout: warning, critical, lost',
  attributes: [ATTRIBUTE.session, ATTRIBUTE.level],
  producer: 'main',
} as const satisfies MetricFacts;

export const SYNC_CALL_DURATION = {
  name: 'unblocked.sync_call.duration',
  instrument: 'Histogram',
  unit: 's',
  description: 'Duration of the synchronous calls of Node.js that took 1 ms and over',
  attributes: [ATTRIBUTE.api],
  producer: 'main',
  boundaries: [0.01, 0.05, 0.2, 1],
} as const satisfies MetricFacts;

export const WATCHDOG_UP = {
  name: 'unblocked.watchdog.up',
  instrument: 'Gauge',
  unit: '1',
  description: 'Whether the watchdog runs: 1, or 0',
  attributes: [],
  producer: 'main',
} as const satisfies MetricFacts;

export const WATCHDOG_CAPTURES = {
  name: 'unblocked.watchdog.captures',
  instrument: 'Counter',
  unit: '{capture}',
  description: 'Stacks asked for during blocks: in_time, late, or unanswered',
  attributes: [ATTRIBUTE.result],
  producer: 'main',
} as const satisfies MetricFacts;

export const BLOCK_ACTIVE = {
  name: 'unblocked.block.active',
  instrument: 'Gauge',
  unit: 's',
  description: 'Age of the block in progress; 0 while the event loop is free',
  attributes: [],
  producer: 'watchdog',
} as const satisfies MetricFacts;

export const SESSION_AT_RISK = {
  name: 'unblocked.session.at_risk',
  instrument: 'Gauge',
  unit: '{session}',
  description: 'Sessions that the block in progress is about to drop; 1 for a kind that cannot count',
  attributes: [ATTRIBUTE.session],
  producer: 'watchdog',
} as const satisfies MetricFacts;

export const EXPORT_DROPPED = {
  name: 'unblocked.export.dropped',
  instrument: 'Counter',
  unit: '{item}',
  description: 'Log records and collections of metrics that whileBlocked.otlp could not deliver',
  attributes: [ATTRIBUTE.signal, ATTRIBUTE.error],
  producer: 'watchdog',
} as const satisfies MetricFacts;

export const METRICS: readonly MetricFacts[] = [
  EVENT_LOOP_DELAY,
  BLOCK_DURATION,
  BLOCK_TIME,
  SESSION_TIMEOUT_UTILIZATION,
  SESSION_BREACHES,
  SYNC_CALL_DURATION,
  WATCHDOG_UP,
  WATCHDOG_CAPTURES,
  BLOCK_ACTIVE,
  SESSION_AT_RISK,
  EXPORT_DROPPED,
];

type DelayFigure = 'min' | 'max' | 'mean' | 'stddev' | 'p50' | 'p90' | 'p99';

function nodejsDelay<Figure extends DelayFigure>(figure: Figure, words: string) {
  return {
    name: `nodejs.eventloop.delay.${figure}` as const,
    instrument: 'Gauge',
    unit: 's',
    description: `Event loop ${words} delay.`,
    attributes: [],
    producer: 'main',
  } as const satisfies MetricFacts;
}

/** Of OpenTelemetry's semantic conventions, word for word: https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/ */
export const NODEJS_DELAY = {
  min: nodejsDelay('min', 'minimum'),
  max: nodejsDelay('max', 'maximum'),
  mean: nodejsDelay('mean', 'mean'),
  stddev: nodejsDelay('stddev', 'standard deviation'),
  p50: nodejsDelay('p50', '50 percentile'),
  p90: nodejsDelay('p90', '90 percentile'),
  p99: nodejsDelay('p99', '99 percentile'),
} as const satisfies Readonly<Record<DelayFigure, MetricFacts>>;

export const NODEJS_UTILIZATION = {
  name: 'nodejs.eventloop.utilization',
  instrument: 'Gauge',
  unit: '1',
  description: 'Event loop utilization.',
  attributes: [],
  producer: 'main',
} as const satisfies MetricFacts;

export const NODEJS_TIME = {
  name: 'nodejs.eventloop.time',
  instrument: 'Counter',
  unit: 's',
  description: 'Cumulative duration of time the event loop has been in each state.',
  attributes: [ATTRIBUTE.state],
  producer: 'main',
} as const satisfies MetricFacts;

/** Recorded with `semanticConventionMetrics` only. */
export const NODEJS_METRICS: readonly MetricFacts[] = [...Object.values(NODEJS_DELAY), NODEJS_UTILIZATION, NODEJS_TIME];
