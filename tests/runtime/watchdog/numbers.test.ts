import { describe, expect, test } from 'vitest';
import { INT, openShared } from '../../../src/runtime/shared-memory.ts';
import { createDebuggerHold } from '../../../src/runtime/watchdog/debugger-hold.ts';
import { createPauses } from '../../../src/runtime/watchdog/pauses.ts';
import { nextSampleAge, nextUpdateAge } from '../../../src/runtime/watchdog/schedule.ts';
import { levelOf, untilNextLevel } from '../../../src/runtime/watchdog/session-levels.ts';
import { createSuspensions } from '../../../src/runtime/watchdog/suspensions.ts';
import { candidates, parseThrottledMs } from '../../../src/runtime/watchdog/throttling.ts';

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
    expect(sampleAges(5, 5)).toEqual([100, 150, 200, 240, 288]);
    expect(sampleAges(3, 2)).toEqual([100, 200, 300]);
    expect(sampleAges(2, 1)).toEqual([200, 400]);
  });

  test.each([2, 5, 50])('no more comes after the last stack than one part of the block in %d', (samples) => {
    const ages = sampleAges(40, samples).slice(3);
    ages.slice(1).forEach((age, index) => {
      expect(age - (ages[index] ?? 0)).toBeLessThan(age / samples + 0.001);
    });
  });

  test('updates come further and further apart, a minute at most', () => {
    const ages = [210];
    while (ages.length < 10) ages.push(nextUpdateAge(ages.at(-1) ?? 0, 200));
    expect(ages.slice(1)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 124_000, 184_000]);
  });
});

/** The first ages at which a block longer than 200 ms is looked at. */
function sampleAges(count: number, samples: number): number[] {
  const ages: number[] = [];
  while (ages.length < count) {
    ages.push(nextSampleAge({ count: ages.length, lastAgeMs: ages.at(-1) ?? 0 }, samples, 200));
  }
  return ages.map((age) => Math.round(age * 1000) / 1000);
}

const STARVED_TWICE = { previousAt: 13535.5, due: 13585.7, at: 13819.4, cpuMs: 0.59, runQueueMs: 414.2 };

describe('a pause', () => {
  test('is a watchdog that oversleeps while the process uses no CPU', () => {
    const pauses = createPauses();
    pauses.observe({ previousAt: 1000, due: 1100, at: 4000, cpuMs: 0 });
    expect(pauses.within(990, 4010)).toBe(3000);
    expect(pauses.within(2000, 3000)).toBe(1000);
    expect(pauses.within(4000, 5000)).toBe(0);
    expect(pauses.causeWithin(2000, 3000)).toBe('paused');
    expect(pauses.causeWithin(4000, 5000)).toBeUndefined();
  });

  test('is told from starvation: nothing waits for a core while it is stopped', () => {
    const pauses = createPauses();
    // Recorded under SIGSTOP, beside six processes that computed.
    pauses.observe({ previousAt: 4414.5, due: 4464.6, at: 5322.4, cpuMs: 0.37, runQueueMs: 3.5 });
    expect(pauses.within(4000, 6000)).toBeCloseTo(907.9);
  });

  test.each([
    ['a short delay', { previousAt: 1000, due: 1100, at: 1200, cpuMs: 0 }],
    ['a busy process on a busy host', { previousAt: 1000, due: 1100, at: 4000, cpuMs: 300 }],
    // Recorded at `nice 19` beside four processes that computed.
    ['a starved process', { previousAt: 16381.3, due: 16431.5, at: 17835.4, cpuMs: 0.34, runQueueMs: 1403.4 }],
    ['one that waited for a core before its sleep, too', STARVED_TWICE],
    ['one whose delay an earlier wake has accounted for', { previousAt: 3999, due: 1100, at: 4000, cpuMs: 0 }],
  ])('is not %s', (_, wake) => {
    const pauses = createPauses();
    pauses.observe(wake);
    expect(pauses.within(0, 10_000)).toBe(0);
  });
});

describe('a debugger that holds the thread', () => {
  const BEAT_AT = 1000;
  const answer = (at: number, { tookMs = 1, top = 'handle' } = {}) => {
    const file = top === 'handle' ? '/app/server.js' : '';
    const frames = [
      { function: top, file, line: 1, column: 1 },
      { function: 'handle', file: '/app/server.js', line: 1, column: 1 },
    ];
    const reply = { at, beats: 1, asyncId: 1, opaqueMs: 0, frames };
    return { asked: { at: at - tookMs }, ran: reply, beats: 1, reply };
  };
  const held = (answers: (ReturnType<typeof answer> & { cpuMs: number })[], isDebuggable = true) => {
    const pauses = createPauses();
    const shared = openShared();
    shared.ints[INT.DEBUGGABLE] = isDebuggable ? 1 : 0;
    const hold = createDebuggerHold(shared, BEAT_AT, pauses);
    for (const { cpuMs, ...sample } of answers) hold.note(sample, { cpuMs, runQueueMs: 0 });
    return { pauses, hold };
  };

  test('answers at once, and uses no CPU', () => {
    const { pauses, hold } = held([
      { ...answer(1150), cpuMs: 10 },
      { ...answer(1200), cpuMs: 11 },
      { ...answer(3200), cpuMs: 15 },
    ]);
    expect(hold.isHeld).toBe(true);
    hold.release(3240, 200);
    expect(pauses.within(BEAT_AT, 3240)).toBe(2240);
    expect(pauses.causeWithin(BEAT_AT, 3240)).toBe('debugger');
  });

  test('accounts for no more than it held', () => {
    const { pauses, hold } = held([
      { ...answer(1150), cpuMs: 10 },
      { ...answer(1200), cpuMs: 11 },
    ]);
    hold.release(1900, 200);
    expect(pauses.within(BEAT_AT, 1900)).toBe(200);
  });

  test.each<[string, ReturnType<typeof answer>[], number, boolean?]>([
    ['no debugger can be attached', [answer(1150), answer(1200)], 1, false],
    ['the thread computes', [answer(1150), answer(1200)], 45],
    ['it answers late', [answer(1150), answer(1300, { tookMs: 110 })], 1],
    ['it waits as it was told to', [answer(1150, { top: 'Atomics.wait' }), answer(1200, { top: 'Atomics.wait' })], 1],
  ])('is not seen where %s', (_, [one, other], cpuMs, isDebuggable = true) => {
    if (!one || !other) throw new Error('two answers');
    const { pauses, hold } = held(
      [
        { ...one, cpuMs: 10 },
        { ...other, cpuMs: 10 + cpuMs },
      ],
      isDebuggable,
    );
    expect(hold.isHeld).toBe(false);
    expect(pauses.within(0, 10_000)).toBe(0);
  });
});

describe('a suspended machine', () => {
  test.each([
    ['wakes with its wall clock and its uptime ahead', { wall: 3_600_000, monotonic: 50, boot: 3_600_000 }, 3_599_950],
    ['is not one whose wall clock was set', { wall: 3_600_000, monotonic: 50, boot: 50 }, 0],
    ['is not one whose wall clock was set back', { wall: -3_600_000, monotonic: 50, boot: 50 }, 0],
    ['is not one that runs', { wall: 50, monotonic: 50, boot: 60 }, 0],
  ])('%s', (_, later, suspendedMs) => {
    let clocks = { wall: 0, monotonic: 0, boot: 0 };
    const read = createSuspensions({
      wall: () => 1_700_000_000_000 + clocks.wall,
      monotonic: () => 5000 + clocks.monotonic,
      boot: () => 9000 + clocks.boot,
    });
    expect(read()).toBe(0);
    clocks = later;
    expect(read()).toBe(suspendedMs);
    expect(read()).toBe(0);
  });
});

describe('a CPU quota', () => {
  test.each([
    ['nr_periods 46\nnr_throttled 43\nthrottled_time 4150625059\n', 4150.625059],
    ['usage_usec 171\nnr_periods 46\nnr_throttled 43\nthrottled_usec 4150625\n', 4150.625],
    ['usage_usec 171\nuser_usec 139\nsystem_usec 31\n', undefined],
    ['', undefined],
  ])('is read from %j', (text, ms) => {
    expect(parseThrottledMs(text)).toBe(ms);
  });

  test.each([
    ['0::/system.slice/app.service\n', ['/sys/fs/cgroup/system.slice/app.service/cpu.stat', '/sys/fs/cgroup/cpu.stat']],
    ['0::/\n', ['/sys/fs/cgroup/cpu.stat']],
    [
      '4:memory:/x\n1:cpu,cpuacct:/docker/ab\n0::/docker/ab\n',
      [
        '/sys/fs/cgroup/cpu/docker/ab/cpu.stat',
        '/sys/fs/cgroup/cpu/cpu.stat',
        '/sys/fs/cgroup/cpu,cpuacct/docker/ab/cpu.stat',
        '/sys/fs/cgroup/cpu,cpuacct/cpu.stat',
        '/sys/fs/cgroup/docker/ab/cpu.stat',
        '/sys/fs/cgroup/cpu.stat',
      ],
    ],
    ['', []],
  ])('is looked for where %j says', (text, paths) => {
    expect(candidates(text)).toEqual(paths);
  });
});
