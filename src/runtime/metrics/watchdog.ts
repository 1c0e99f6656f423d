import type { Meter } from '@opentelemetry/api';
import { INT, type Shared } from '../shared-memory.ts';
import { observe } from './instruments.ts';
import { ATTRIBUTE, WATCHDOG_CAPTURES, WATCHDOG_UP } from './semconv.ts';

/** The results of captures, and where the watchdog counts them. */
export const CAPTURE_RESULTS = {
  in_time: INT.CAPTURES_IN_TIME,
  late: INT.CAPTURES_LATE,
  unanswered: INT.CAPTURES_UNANSWERED,
} as const;

/**
 * `unblocked.watchdog.up` and `unblocked.watchdog.captures`: read from shared memory when somebody collects.
 *
 * @returns what ends that.
 */
export function createWatchdogMetrics(meter: Meter, { ints }: Shared): () => void {
  const undo = [
    observe(meter, WATCHDOG_UP, (result) => {
      result.observe(Atomics.load(ints, INT.WATCHDOG_UP));
    }),
    observe(meter, WATCHDOG_CAPTURES, (result) => {
      for (const [name, slot] of Object.entries(CAPTURE_RESULTS)) {
        result.observe(Atomics.load(ints, slot), { [ATTRIBUTE.result]: name });
      }
    }),
  ];
  return () => {
    for (const end of undo) end();
  };
}
