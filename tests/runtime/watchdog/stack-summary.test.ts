import { describe, expect, test } from 'vitest';
import type { CaptureReply, Moment, RawFrame } from '../../../src/runtime/protocol.ts';
import type { Point, Sample } from '../../../src/runtime/watchdog/samples.ts';
import { summarizeStacks } from '../../../src/runtime/watchdog/stack-summary.ts';

const BEATS = 7;

describe('two stacks that agree', () => {
  test('prove the culprit', () => {
    const { stacks, frames } = summarize([sample(100, ['inner', 'hot', 'handler']), sample(150, ['hot', 'handler'])]);
    expect(stacks).toBe('exact');
    expect(frames.map(({ function: name, share }) => [name, share])).toEqual([
      ['hot', 1],
      ['handler', 1],
    ]);
  });

  test('prove only what they share', () => {
    const { frames } = summarize([sample(100, ['parse', 'handler']), sample(150, ['render', 'handler'])]);
    expect(frames).toMatchObject([{ function: 'handler', share: 1 }]);
    expect(frames).toHaveLength(1);
  });

  test('count for the time to halfway to their neighbours', () => {
    const first = [100, 150, 200, 400, 800].map((at) => sample(at, ['first', 'handler']));
    const second = [1600, 3200].map((at) => sample(at, ['second', 'handler']));
    expect(summarize([...first, ...second]).frames[0]).toMatchObject({ function: 'second', share: 0.64 });
    expect(summarize([...first, ...second.slice(0, 1)]).frames[0]).toMatchObject({ function: 'first', share: 0.73 });
  });

  test('prove nothing of a time in which none could be asked for', () => {
    const before = sample(100, ['first', 'handler']);
    const after = (overdueMs: number) => [
      sample(160, ['last', 'handler'], { overdueMs }),
      sample(185, ['last', 'handler']),
    ];
    expect(summarize([before, ...after(0)]).frames[0]?.function).toBe('last');
    // Whatever ran in between, it was called by what is there before and after.
    expect(summarize([before, ...after(50)]).frames[0]?.function).toBe('handler');
    const [first, second] = [sample(200, ['last'], { overdueMs: 100 }), sample(225, ['last'])];
    expect(summarize([first, second]).stacks).not.toBe('exact');
  });

  test('show the line that was met most of the time', () => {
    const at = (line: number) => [{ function: 'hot', file: '/app/server.js', line, column: 1 }];
    const stacks = [sample(100, at(7)), sample(150, at(9)), sample(200, at(9))];
    expect(summarize(stacks).frames).toMatchObject([{ function: 'hot', line: 9 }]);
  });

  test('show the call rather than what came before it', () => {
    const outer = { function: 'outer', file: '/app/server.js', line: 9, column: 1 };
    const entered = { ...outer, line: 3 };
    expect(summarize([sample(100, [entered]), sample(150, ['inner', outer])]).frames).toMatchObject([outer]);
  });

  test('do not count for the time of a call between them', () => {
    const first = [100, 150, 200].map((at) => sample(at, ['first']));
    const last = [2200, 2225].map((at) => sample(at, ['last'], { opaqueMs: 1990 }));
    expect(summarize([...first, ...last]).frames[0]?.function).toBe('first');
  });

  test('may come late, as long as the thread had no core to run on', () => {
    const stacks = [sample(100, ['hot']), sample(150, ['hot'])];
    const late = (starvedMs: number) => sample(400, ['hot'], { tookMs: 90, starvedMs });
    expect(summarize([...stacks, late(88)]).frames).toMatchObject([{ share: 1 }]);
    expect(summarize([...stacks, late(0)]).stacks).toBe('missed');
  });

  test('prove nothing where a thread without a core has run for some milliseconds since they were asked for', () => {
    const late = (askedAt: number) => sample(askedAt, ['innocent'], { tookMs: 90, starvedMs: 80 });
    expect(summarize([late(100), late(400)]).stacks).toBe('missed');
  });

  test('prove nothing of what came after the last', () => {
    const stacks = [sample(100, ['first']), sample(150, ['first'])];
    expect(summarize(stacks, { at: 190, opaqueMs: 0 }).stacks).toBe('exact');
    expect(summarize(stacks, { at: 400, opaqueMs: 0 }).stacks).not.toBe('exact');
    const timed = stacks.map((one): Sample => {
      const ran = { ...one.ran, ...times(one.ran.at, 0) };
      return { ...one, asked: { ...one.asked, ...times(one.asked.at, 0) }, ran };
    });
    // Be it that the thread ran, or that it waited for a core.
    expect(summarize(timed, { at: 190, opaqueMs: 0, ...times(170, 20) }).stacks).toBe('exact');
    expect(summarize(timed, { at: 400, opaqueMs: 0, ...times(200, 200) }).stacks).not.toBe('exact');
    // A call that no stack shows, and that says itself what it was.
    expect(summarize(stacks, { at: 400, opaqueMs: 230 }).stacks).toBe('exact');
  });

  test('of a block that mostly waited for a core claim only what all of them show', () => {
    const at = (askedAt: number, name: string, waitedMs: number, helper: readonly string[] = []): Sample => {
      const { reply, ...rest } = sample(askedAt, [...helper, name, 'handler']);
      const ran = { ...reply, ...times(askedAt - waitedMs, waitedMs) } as CaptureReply;
      return { ...rest, asked: { at: askedAt, ...times(askedAt - waitedMs, waitedMs) }, ran, reply: ran };
    };
    const names = (waits: readonly number[]) =>
      summarize([at(100, 'a', 0), at(200, 'a', waits[0] ?? 0), at(230, 'b', waits[1] ?? 0)]).frames[0]?.function;
    expect(names([0, 0])).toBe('a');
    expect(names([95, 120])).toBe('handler');
    const stacks = [at(100, 'a', 0, ['helper']), at(200, 'a', 95, ['helper']), at(230, 'b', 120, ['helper'])];
    expect(summarize(stacks).frames.map((frame) => frame.function)).toEqual(['helper', 'handler']);
  });

  test('tell one call from many callbacks', () => {
    const one = [sample(100, ['hot'], { asyncId: 5 }), sample(150, ['hot'], { asyncId: 5 })];
    const many = [sample(100, ['hot'], { asyncId: 5 }), sample(150, ['hot'], { asyncId: 6 })];
    expect(summarize(one).shape).toBe('one-call');
    expect(summarize(many).shape).toBe('many-callbacks');
    // All microtasks have this one.
    const microtasks = [sample(100, ['hot'], { asyncId: 0 }), sample(150, ['hot'], { asyncId: 0 })];
    expect(summarize(microtasks).shape).toBeUndefined();
  });

  test.each(['Atomics.wait', 'RegExp.test', 'JSON.stringify', 'String.replace'])(
    'name %s, in which they are',
    (name) => {
      const stack = [builtin('RegExp.[Symbol.replace]'), builtin(name), ...toFrames(['caller'])];
      const { builtin: named, frames } = summarize([sample(100, stack), sample(150, stack)]);
      expect(named).toBe(name);
      expect(frames[0]?.function).toBe('caller');
    },
  );

  test.each(['Map.set', 'Array.includes', 'String.slice', 'parseFloat'])('do not name %s, which they enter', (name) => {
    const stack = [builtin(name), ...toFrames(['caller'])];
    const { builtin: named, frames } = summarize([sample(100, stack), sample(150, stack)]);
    expect(named).toBeUndefined();
    expect(frames[0]?.function).toBe('caller');
  });
});

describe('nothing is proved', () => {
  test.each<[string, Sample[]]>([
    ['by one stack', [sample(100, ['innocent'])]],
    ['by stacks that share nothing', [sample(100, ['a']), sample(150, ['b'])]],
    ['by a stack that came late', [sample(100, ['innocent'], { tookMs: 300 })]],
    ['by stacks of another turn of the loop', [sample(100, ['a'], { beats: 8 }), sample(150, ['a'], { beats: 8 })]],
    ['while an answer is missing', [sample(100, ['innocent']), unanswered(150, 600)]],
    [
      'by stacks that cover less time than was waited for others',
      [sample(100, ['innocent'], { tookMs: 900 }), sample(1010, ['innocent']), sample(1030, ['innocent'])],
    ],
    ['by stacks of Node.js alone', [sample(100, []), sample(150, [])]],
  ])('%s', (_, samples) => {
    const { frames, stacks } = summarize(samples);
    expect(frames).toEqual([]);
    expect(stacks).not.toBe('exact');
  });
});

test('one stack is enough when no more were wanted', () => {
  expect(summarizeStacks({ samples: [sample(100, ['hot'])], wanted: 1 }, (frame) => frame).stacks).toBe('exact');
});

function summarize(samples: readonly Sample[], end?: Point) {
  return summarizeStacks({ samples, wanted: 5, ...(end && { end }) }, (frame) => frame);
}

function sample(
  askedAt: number,
  frames: readonly (string | RawFrame)[],
  {
    tookMs = 1,
    beats = BEATS,
    asyncId = 1,
    opaqueMs = 0,
    overdueMs = 0,
    starvedMs = 0,
  }: Partial<Record<'tookMs' | 'beats' | 'asyncId' | 'opaqueMs' | 'overdueMs' | 'starvedMs', number>> = {},
): Sample {
  const at = askedAt + tookMs;
  const node: RawFrame = { function: 'listOnTimeout', file: 'node:internal/timers', line: 1, column: 1 };
  const reply = {
    at,
    ...times(at - starvedMs, starvedMs),
    beats,
    asyncId,
    opaqueMs,
    frames: [...toFrames(frames), node],
  };
  return { asked: { at: askedAt, ...times(askedAt, 0) }, ran: reply, beats: BEATS, overdueMs, reply };
}

function times(cpuMs: number, runQueueMs: number): Pick<Moment, 'cpuMs' | 'runQueueMs'> {
  return { cpuMs, runQueueMs };
}

function unanswered(askedAt: number, ranAt: number): Sample {
  return { asked: { at: askedAt }, ran: { at: ranAt }, beats: BEATS, reply: undefined };
}

function toFrames(frames: readonly (string | RawFrame)[]): RawFrame[] {
  return frames.map((frame) =>
    typeof frame === 'string' ? { function: frame, file: '/app/server.js', line: 1, column: 1 } : frame,
  );
}

function builtin(name: string): RawFrame {
  return { function: name, file: '', line: 0, column: 0 };
}
