import type { Meter } from '@opentelemetry/api';
import type { BlockRecord } from '../record.ts';
import { createLimiter } from './limiter.ts';
import { ATTRIBUTE, BLOCK_DURATION, BLOCK_TIME } from './semconv.ts';

const limitApi = createLimiter();

/** `unblocked.block.duration` and `unblocked.block.time`: one value of each per block. */
export function createBlockMetrics(meter: Meter): (block: BlockRecord) => void {
  const duration = meter.createHistogram(BLOCK_DURATION.name, {
    unit: BLOCK_DURATION.unit,
    description: BLOCK_DURATION.description,
    advice: { explicitBucketBoundaries: BLOCK_DURATION.boundaries },
  });
  const time = meter.createCounter(BLOCK_TIME.name, { unit: BLOCK_TIME.unit, description: BLOCK_TIME.description });

  return ({ durationMs, cause, api }) => {
    const seconds = durationMs / 1000;
    duration.record(seconds, { [ATTRIBUTE.cause]: cause });
    time.add(seconds, {
      [ATTRIBUTE.cause]: cause,
      ...(api !== undefined && { [ATTRIBUTE.api]: limitApi(api) }),
    });
  };
}
