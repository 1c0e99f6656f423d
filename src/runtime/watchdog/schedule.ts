/**
 * At which ages of a block, in milliseconds, its stack is read. The first readings come before the threshold, so that
 * the culprit is known when the block is reported: one stack alone would prove nothing.
 */
export function sampleAges(samples: number, thresholdMs: number): number[] {
  if (samples === 1) return [thresholdMs];
  const early = samples === 2 ? [0.5, 1] : [0.5, 0.75, 1];
  return Array.from({ length: samples }, (_, index) => thresholdMs * (early[index] ?? 2 ** (index - early.length + 1)));
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
