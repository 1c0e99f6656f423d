import { describe, expect, test } from 'vitest';
import { correctDelays } from '../../../src/runtime/metrics/correct-delays.ts';
import { createLimiter } from '../../../src/runtime/metrics/limiter.ts';
import * as semconv from '../../../src/runtime/metrics/semconv.ts';

describe('correction for coordinated omission', () => {
  test('a beat in time counts once', () => {
    expect(correctDelays(3, 50)).toEqual([3]);
    expect(correctDelays(-1, 50)).toEqual([0]);
  });

  test('a late one brings those that it swallowed, each with its own wait', () => {
    expect(correctDelays(200, 50)).toEqual([200, 150, 100, 50, 0]);
    expect(correctDelays(120, 50)).toEqual([120, 70, 20]);
  });

  test('a block of 1 s in 15 s shows in the 99th percentile', () => {
    const quiet = Array.from({ length: 280 }, () => 1);
    const delays = [...quiet, ...correctDelays(1000, 50)].sort((one, other) => one - other);
    expect(delays[Math.floor(delays.length * 0.99)]).toBeGreaterThan(100);
  });

  test('the work is bounded', () => {
    expect(correctDelays(86_400_000, 50).length).toBeLessThanOrEqual(10_001);
  });
});

test('an attribute keeps its first values, and calls all others other', () => {
  const limit = createLimiter(2);
  expect(['a', 'b', 'c', 'a', 'c', 'b'].map(limit)).toEqual(['a', 'b', 'other', 'a', 'other', 'b']);
});

test('histograms have at most 12 boundaries, rising, in seconds', () => {
  for (const facts of Object.values(semconv)) {
    if (!('boundaries' in facts)) continue;
    expect(facts.boundaries.length).toBeLessThanOrEqual(12);
    expect(facts.boundaries).toEqual([...facts.boundaries].sort((one, other) => one - other));
  }
});
