import { describe, expect, test } from 'vitest';
import type { RawFrame } from '../../../src/runtime/protocol.ts';
import { summarizeStacks, type Sample } from '../../../src/runtime/watchdog/stack-summary.ts';

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

  test('count for the time that passed since the stack before', () => {
    const first = [100, 150, 200, 400, 800].map((at) => sample(at, ['first', 'handler']));
    const second = [1600, 3200].map((at) => sample(at, ['second', 'handler']));
    expect(summarize([...first, ...second]).frames[0]).toMatchObject({ function: 'second', share: 0.77 });
    expect(summarize([...first, ...second.slice(0, 1)]).frames).toMatchObject([{ function: 'handler', share: 1 }]);
  });

  test('do not count for the time of a call between them', () => {
    const first = [100, 150, 200].map((at) => sample(at, ['first']));
    const last = [2200, 2225].map((at) => sample(at, ['last'], { opaqueMs: 1990 }));
    expect(summarize([...first, ...last]).frames[0]?.function).toBe('first');
  });

  test('stay proved by a late one that shows the same function, as on a busy host', () => {
    const stacks = [sample(100, ['hot']), sample(150, ['hot'])];
    expect(summarize([...stacks, sample(400, ['hot'], { tookMs: 90 })]).frames).toMatchObject([{ share: 1 }]);
    expect(summarize([...stacks, sample(400, ['hot'], { tookMs: 900 })]).stacks).toBe('missed');
    expect(summarize([...stacks, sample(400, ['hot'], { tookMs: 90, asyncId: 2 })]).stacks).toBe('missed');
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
  expect(summarizeStacks([sample(100, ['hot'])], 1, (frame) => frame).stacks).toBe('exact');
});

function summarize(samples: readonly Sample[]) {
  return summarizeStacks(samples, 5, (frame) => frame);
}

function sample(
  askedAt: number,
  frames: readonly (string | RawFrame)[],
  {
    tookMs = 1,
    beats = BEATS,
    asyncId = 1,
    opaqueMs = 0,
  }: { tookMs?: number; beats?: number; asyncId?: number; opaqueMs?: number } = {},
): Sample {
  const at = askedAt + tookMs;
  const node: RawFrame = { function: 'listOnTimeout', file: 'node:internal/timers', line: 1, column: 1 };
  return {
    askedAt,
    ranAt: at,
    beats: BEATS,
    reply: { at, beats, asyncId, opaqueMs, frames: [...toFrames(frames), node] },
  };
}

function unanswered(askedAt: number, ranAt: number): Sample {
  return { askedAt, ranAt, beats: BEATS, reply: undefined };
}

function toFrames(frames: readonly (string | RawFrame)[]): RawFrame[] {
  return frames.map((frame) =>
    typeof frame === 'string' ? { function: frame, file: '/app/server.js', line: 1, column: 1 } : frame,
  );
}

function builtin(name: string): RawFrame {
  return { function: name, file: '', line: 0, column: 0 };
}
