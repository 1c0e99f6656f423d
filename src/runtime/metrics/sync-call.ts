import type { Meter } from '@opentelemetry/api';
import { createHistogram } from './instruments.ts';
import { ATTRIBUTE, SYNC_CALL_DURATION } from './semconv.ts';

/** `unblocked.sync_call.duration`. `api` is among the few names that pass the limit, or `other`. */
export function createSyncCallMetric(meter: Meter): (api: string, ms: number) => void {
  const histogram = createHistogram(meter, SYNC_CALL_DURATION);
  return (api, ms) => {
    histogram.record(ms / 1000, { [ATTRIBUTE.api]: api });
  };
}
