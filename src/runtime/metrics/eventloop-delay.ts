import type { Meter } from '@opentelemetry/api';
import { correctDelays } from './correct-delays.ts';
import { EVENT_LOOP_DELAY } from './semconv.ts';

/** `unblocked.eventloop.delay`: how late each heartbeat came. */
export function createDelayMetric(meter: Meter): (delayMs: number, intervalMs: number) => void {
  const histogram = meter.createHistogram(EVENT_LOOP_DELAY.name, {
    unit: EVENT_LOOP_DELAY.unit,
    description: EVENT_LOOP_DELAY.description,
    advice: { explicitBucketBoundaries: EVENT_LOOP_DELAY.boundaries },
  });
  return (delayMs, intervalMs) => {
    // Nearly always: twenty times a second, without making anything.
    if (delayMs < intervalMs) histogram.record(Math.max(0, delayMs) / 1000);
    else for (const ms of correctDelays(delayMs, intervalMs)) histogram.record(ms / 1000);
  };
}
