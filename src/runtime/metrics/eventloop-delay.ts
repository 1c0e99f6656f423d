import type { Meter } from '@opentelemetry/api';
import { createHistogram } from './instruments.ts';
import { EVENT_LOOP_DELAY } from './semconv.ts';

/** `unblocked.eventloop.delay`: how late each heartbeat came, in milliseconds, those that a block swallowed included. */
export function createDelayMetric(meter: Meter): (delaysMs: readonly number[]) => void {
  const histogram = createHistogram(meter, EVENT_LOOP_DELAY);
  return (delaysMs) => {
    for (const ms of delaysMs) histogram.record(ms / 1000);
  };
}
