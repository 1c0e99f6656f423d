import { describe, expect, test } from 'vitest';
import { createPauses } from '../../../src/runtime/watchdog/pauses.ts';
import { nextUpdateAge, sampleAges } from '../../../src/runtime/watchdog/schedule.ts';
import { levelOf, untilNextLevel } from '../../../src/runtime/watchdog/session-levels.ts';

const LEVELS = { warning: 0.5, critical: 0.8 };

describe('session levels', () => {
  test.each([
    [0.49, 'ok'],
    [0.5, 'warning'],
    [0.79, 'warning'],
    [0.8, 'critical'],
    [0.99, 'critical'],
    [1, 'lost'],
    [7, 'lost'],
  ])('%d is %s', (utilization, level) => {
    expect(levelOf(utilization, LEVELS)).toBe(level);
  });

  test('the time until the next one is that of the nearest above', () => {
    expect(untilNextLevel(0, 1000, LEVELS)).toBe(500);
    expect(untilNextLevel(500, 1000, LEVELS)).toBe(300);
    expect(untilNextLevel(900, 1000, LEVELS)).toBe(100);
    expect(untilNextLevel(1000, 1000, LEVELS)).toBe(Infinity);
  });
});

describe('the ages at which a block is looked at', () => {
  test('stacks are read before the threshold, so that two are there when it is crossed', () => {
    expect(sampleAges(5, 200)).toEqual([100, 150, 200, 400, 800]);
    expect(sampleAges(2, 200)).toEqual([100, 200]);
    expect(sampleAges(1, 200)).toEqual([200]);
  });

  test('updates come further and further apart, a minute at most', () => {
    const ages = [210];
    while (ages.length < 10) ages.push(nextUpdateAge(ages.at(-1) ?? 0, 200));
    expect(ages.slice(1)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 124_000, 184_000]);
  });
});

describe('a pause', () => {
  test('is a watchdog that oversleeps while the process uses no CPU', () => {
    const pauses = createPauses();
    pauses.observe({ previousAt: 1000, due: 1100, at: 4000, cpuMs: 0 });
    expect(pauses.within(990, 4010)).toBe(3000);
    expect(pauses.within(2000, 3000)).toBe(1000);
    expect(pauses.within(4000, 5000)).toBe(0);
  });

  test.each([
    ['a short delay', { previousAt: 1000, due: 1100, at: 1200, cpuMs: 0 }],
    ['a busy process on a busy host', { previousAt: 1000, due: 1100, at: 4000, cpuMs: 300 }],
  ])('is not %s', (_, wake) => {
    const pauses = createPauses();
    pauses.observe(wake);
    expect(pauses.within(0, 10_000)).toBe(0);
  });
});
