/** Every metric of the monitor: name, unit, words, and buckets, each once. Times are seconds. */

interface MetricFacts {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  /** Histograms only; the default boundaries of OpenTelemetry are made for milliseconds. */
  readonly boundaries?: number[];
}

export const EVENT_LOOP_DELAY = {
  name: 'unblocked.eventloop.delay',
  unit: 's',
  description: 'How late the event loop ran, corrected for coordinated omission',
  boundaries: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
} as const satisfies MetricFacts;

export const BLOCK_DURATION = {
  name: 'unblocked.block.duration',
  unit: 's',
  description: 'Duration of the blocks of the event loop that exceeded the threshold',
  boundaries: [0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 30, 60],
} as const satisfies MetricFacts;

export const BLOCK_TIME = {
  name: 'unblocked.block.time',
  unit: 's',
  description: 'Total time in which the event loop was blocked',
} as const satisfies MetricFacts;

export const SESSION_TIMEOUT_UTILIZATION = {
  name: 'unblocked.session.timeout.utilization',
  unit: '1',
  description: 'Share of the session timeout that a block used up; 1 and above means lost sessions',
  boundaries: [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2],
} as const satisfies MetricFacts;

/** Attribute keys. */
export const ATTRIBUTE = {
  cause: 'cause',
  api: 'api',
  session: 'session.name',
} as const;
