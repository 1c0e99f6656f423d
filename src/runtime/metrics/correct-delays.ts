/** Bounds the work after a very long block; at the default interval of 50 ms this is a block of 8 minutes. */
const MAX_DELAYS = 10_000;

/**
 * Undoes coordinated omission. While the loop is blocked no beat measures it, so one long block would count as one
 * late beat among hundreds of good ones. The beats that the block swallowed are added: each would have waited one
 * interval less than the one before.
 */
export function correctDelays(delayMs: number, intervalMs: number): number[] {
  const first = Math.max(0, delayMs);
  const swallowed = Math.min(MAX_DELAYS, Math.floor(first / intervalMs));
  return Array.from({ length: swallowed + 1 }, (_, index) => first - index * intervalMs);
}
