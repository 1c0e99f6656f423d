import { describe, expect, test } from 'vitest';
import type { Moment } from '../../../src/runtime/protocol.ts';
import { isInTime, weigh, type Sample } from '../../../src/runtime/watchdog/samples.ts';
import { ownMs } from '../../../src/runtime/watchdog/thread-times.ts';

const BEATS = 3;

describe("a thread's own time", () => {
  test('is what it did not wait for a core', () => {
    expect(ownMs(moment(100, 100, 0), moment(400, 120, 280))).toBe(20);
    // It slept, which a stack can show.
    expect(ownMs(moment(100, 100, 0), moment(400, 110, 0))).toBe(300);
  });

  test('is what it computed, at least: a wait counts as a whole once it is over', () => {
    expect(ownMs(moment(500, 100, 0), moment(520, 114, 400))).toBe(14);
  });

  test('is all the time where the platform does not tell', () => {
    expect(ownMs({ at: 100 }, { at: 400 })).toBe(300);
    expect(ownMs({ at: 100, cpuMs: 1 }, { at: 400, cpuMs: 2 })).toBe(300);
  });

  test('is never more than the time that passed', () => {
    expect(ownMs(moment(100, 100, 0), moment(101, 104, 0))).toBe(1);
  });
});

describe('a stack is in time', () => {
  test.each<[string, Sample]>([
    ['when the answer comes at once', sample(moment(100, 50, 0), moment(101, 51, 0))],
    ['when the thread got no core before', sample(moment(100, 50, 0), moment(400, 51, 299))],
  ])('%s', (_, read) => {
    expect(isInTime(read)).toBe(true);
  });

  test.each<[string, Sample]>([
    ['when the thread slept, or computed, first', sample(moment(100, 50, 0), moment(130, 79, 0))],
    // It had waited for 200 ms when it was asked; then native code ended, and other code began.
    ['when a thread that waited already computed first', sample(moment(300, 50, 0), moment(320, 64, 206))],
    ['when the loop has turned since', { ...sample(moment(100, 50, 0), moment(101, 51, 0)), beats: BEATS + 1 }],
  ])('not %s', (_, read) => {
    expect(isInTime(read)).toBe(false);
  });
});

test('a wait for a core belongs to what the stacks before and after it share, or to nobody', () => {
  const [before, after] = [moment(101, 51, 0), moment(601, 61, 490)];
  const read = (name: string, ran: Moment) => sample(ran, ran, name);
  expect(weigh([read('work', before), read('work', after)])).toMatchObject({ common: [{ ms: 490 }], unseenMs: 0 });
  expect(weigh([read('work', before), read('next', after)])).toMatchObject({ common: [], unseenMs: 490 });
});

test('all the time until a stack that came late is unseen, the wait for a core as well', () => {
  const late = sample(moment(100, 50, 0), moment(1100, 110, 940), 'innocent');
  expect(weigh([late]).unseenMs).toBe(1000);
});

test('a stack stands for what the thread did around it, not for its wait for a core', () => {
  const work = sample(moment(100, 50, 0), moment(101, 51, 0), 'work');
  const more = sample(moment(130, 80, 0), moment(131, 81, 0), 'work');
  const next = sample(moment(160, 90, 20), moment(600, 92, 458), 'next');
  const { good } = weigh([work, more, next]);
  const workMs = good.filter(({ frames }) => frames[0]?.function === 'work').reduce((sum, { ms }) => sum + ms, 0);
  expect(good.at(-1)?.ms).toBeLessThan(workMs / 2);
});

function moment(at: number, cpuMs: number, runQueueMs: number): Moment {
  return { at, cpuMs, runQueueMs };
}

function sample(asked: Moment, ran: Moment, name = 'work'): Sample {
  const frames = [{ function: name, file: '/app/server.js', line: 1, column: 1 }];
  return { asked, ran, beats: BEATS, reply: { ...ran, beats: BEATS, asyncId: 1, opaqueMs: 0, frames } };
}
