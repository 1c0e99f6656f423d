import type { Meter } from '@opentelemetry/api';
import type { BlockRecord, SessionAtRisk } from '../record.ts';
import { createCounter, createHistogram } from './instruments.ts';
import { ATTRIBUTE, SESSION_BREACHES, SESSION_TIMEOUT_UTILIZATION } from './semconv.ts';

/** `unblocked.session.timeout.utilization` and `unblocked.session.breaches`: what blocks cost each kind of session. */
export function createSessionMetrics(meter: Meter) {
  const utilizations = createHistogram(meter, SESSION_TIMEOUT_UTILIZATION);
  const breaches = createCounter(meter, SESSION_BREACHES);
  return {
    recordBlock({ sessions }: BlockRecord): void {
      for (const { name, utilization } of sessions) utilizations.record(utilization, { [ATTRIBUTE.session]: name });
    },
    recordBreach({ name, level }: SessionAtRisk): void {
      breaches.add(1, { [ATTRIBUTE.session]: name, [ATTRIBUTE.level]: level });
    },
  };
}
