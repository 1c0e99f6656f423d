import type { Meter } from '@opentelemetry/api';
import type { BlockRecord } from '../record.ts';
import { ATTRIBUTE, SESSION_TIMEOUT_UTILIZATION } from './semconv.ts';

/** `unblocked.session.timeout.utilization`: what each block cost each kind of session. */
export function createSessionMetric(meter: Meter): (block: BlockRecord) => void {
  const histogram = meter.createHistogram(SESSION_TIMEOUT_UTILIZATION.name, {
    unit: SESSION_TIMEOUT_UTILIZATION.unit,
    description: SESSION_TIMEOUT_UTILIZATION.description,
    advice: { explicitBucketBoundaries: SESSION_TIMEOUT_UTILIZATION.boundaries },
  });
  return ({ sessions }) => {
    for (const { name, utilization } of sessions) histogram.record(utilization, { [ATTRIBUTE.session]: name });
  };
}
