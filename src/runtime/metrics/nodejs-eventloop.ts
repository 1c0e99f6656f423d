import type { Meter, MeterProvider, ObservableResult } from '@opentelemetry/api';
import { monitorEventLoopDelay, performance, type IntervalHistogram } from 'node:perf_hooks';
import pkg from '../../../package.json' with { type: 'json' };

/**
 * The `nodejs.eventloop.*` metrics of OpenTelemetry's semantic conventions, word for word:
 * https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/. All of them count from the start of the monitor
 * or of the loop and are never reset, so that readers do not disturb each other.
 */
const DELAYS: readonly (readonly [name: string, description: string, read: (delay: IntervalHistogram) => number])[] = [
  ['nodejs.eventloop.delay.min', 'Event loop minimum delay.', ({ min }) => min],
  ['nodejs.eventloop.delay.max', 'Event loop maximum delay.', ({ max }) => max],
  ['nodejs.eventloop.delay.mean', 'Event loop mean delay.', ({ mean }) => mean],
  ['nodejs.eventloop.delay.stddev', 'Event loop standard deviation delay.', ({ stddev }) => stddev],
  ['nodejs.eventloop.delay.p50', 'Event loop 50 percentile delay.', (delay) => delay.percentile(50)],
  ['nodejs.eventloop.delay.p90', 'Event loop 90 percentile delay.', (delay) => delay.percentile(90)],
  ['nodejs.eventloop.delay.p99', 'Event loop 99 percentile delay.', (delay) => delay.percentile(99)],
];

const STATE = 'nodejs.eventloop.state';

/** Opt-in: nothing is measured before `observe` is called. */
export function createNodejsMetrics(): { observe: (provider: MeterProvider) => void; stop: () => void } {
  const seen = new WeakSet<MeterProvider>();
  let delay: IntervalHistogram | undefined;

  function start(): IntervalHistogram {
    const histogram = monitorEventLoopDelay({ resolution: 10 });
    histogram.enable();
    return histogram;
  }

  return {
    observe(provider) {
      if (seen.has(provider)) return;
      seen.add(provider);
      const meter = provider.getMeter(pkg.name, pkg.version);
      observeDelay(meter, (delay ??= start()));
      observeUtilization(meter);
    },
    stop() {
      delay?.disable();
    },
  };
}

function observeDelay(meter: Meter, delay: IntervalHistogram): void {
  for (const [name, description, read] of DELAYS) {
    meter.createObservableGauge(name, { unit: 's', description }).addCallback((result: ObservableResult) => {
      // Without a single value the histogram's figures mean nothing.
      if (delay.max > 0) result.observe(read(delay) / 1e9);
    });
  }
}

function observeUtilization(meter: Meter): void {
  const description = 'Event loop utilization.';
  meter.createObservableGauge('nodejs.eventloop.utilization', { unit: '1', description }).addCallback((result) => {
    result.observe(performance.eventLoopUtilization().utilization);
  });
  const words = { unit: 's', description: 'Cumulative duration of time the event loop has been in each state.' };
  meter.createObservableCounter('nodejs.eventloop.time', words).addCallback((result) => {
    const { active, idle } = performance.eventLoopUtilization();
    result.observe(active / 1000, { [STATE]: 'active' });
    result.observe(idle / 1000, { [STATE]: 'idle' });
  });
}
