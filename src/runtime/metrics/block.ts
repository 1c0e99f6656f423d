import type { Meter } from '@opentelemetry/api';
import type { BlockRecord } from '../record.ts';
import { createCounter, createHistogram } from './instruments.ts';
import { createLimiter } from './limiter.ts';
import { ATTRIBUTE, BLOCK_DURATION, BLOCK_TIME } from './semconv.ts';

const limitApi = createLimiter();

/** `unblocked.block.duration` and `unblocked.block.time`: one value of each per block. */
export function createBlockMetrics(meter: Meter): (block: BlockRecord) => void {
  const duration = createHistogram(meter, BLOCK_DURATION);
  const time = createCounter(meter, BLOCK_TIME);

  return ({ durationMs, cause, api }) => {
    const seconds = durationMs / 1000;
    duration.record(seconds, { [ATTRIBUTE.cause]: cause });
    time.add(seconds, {
      [ATTRIBUTE.cause]: cause,
      ...(api !== undefined && { [ATTRIBUTE.api]: limitApi(api) }),
    });
  };
}
