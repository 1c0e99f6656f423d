/** The first stacks, as shares of the threshold, by how many are wanted: one alone proves nothing, so they come before it. */
const EARLY: readonly (readonly number[])[] = [[1], [0.5, 1], [0.5, 0.75, 1]];

/** What of a block's stacks bears on when the next is due. */
export interface Taken {
  /** How many there are. */
  readonly count: number;
  /** The age, in milliseconds, at which the last was asked for. */
  readonly lastAgeMs: number;
}

/**
 * At which age of a block, in milliseconds, its next stack is read. After the first ones it is when the block has grown by
 * one part in `samples`: however long it lasts, no more of it than that comes after its last stack.
 */
export function nextSampleAge({ count, lastAgeMs }: Taken, samples: number, thresholdMs: number): number {
  const early = EARLY[Math.min(samples, EARLY.length) - 1]?.[count];
  return early === undefined ? lastAgeMs * (1 + 1 / samples) : early * thresholdMs;
}

const FIRST_UPDATE_MS = 1000;
const MAX_STEP_MS = 60_000;

/** The age at which a block that goes on is mentioned again: 1 s, 2 s, 4 s, 8 s, ..., then every minute. */
export function nextUpdateAge(ageMs: number, thresholdMs: number): number {
  const first = Math.max(FIRST_UPDATE_MS, 2 * thresholdMs);
  if (ageMs < first) return first;
  let next = first;
  while (next <= ageMs) next += Math.min(next, MAX_STEP_MS);
  return next;
}
