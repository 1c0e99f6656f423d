import { expect, test } from 'vitest';
import { now } from '../../src/runtime/clock.ts';
import { toStacks } from '../../src/runtime/profile-stacks.ts';

const NAMES = ['(root)', 'parse', 'hash', '(garbage collector)', '(program)', '(idle)'];

test('garbage collection counts for the code that it interrupts, and idle time not at all', () => {
  const stacks = read(['(idle)', 'parse', '(garbage collector)', '(garbage collector)', 'hash', 'hash', '(program)']);
  expect(stacks).toEqual([
    ['parse', 30],
    ['hash', 20],
    [undefined, 10],
  ]);
});

/** The innermost function of each stack, and its time, of a profile with one sample each 10 ms. */
function read(sampled: readonly string[]) {
  const nodes = NAMES.map((functionName, id) => ({
    id,
    callFrame: { functionName, scriptId: '1', url: 'file:///app/server.js', lineNumber: id, columnNumber: 0 },
    children: id === 0 ? [1, 2, 3, 4, 5] : [],
  }));
  const samples = sampled.map((name) => NAMES.indexOf(name));
  const timeDeltas = samples.map(() => 10_000);
  const profile = { nodes, startTime: 0, endTime: 10_000 * samples.length, samples, timeDeltas };
  return toStacks(profile, now() - 1000, undefined).map(({ frames, ms }) => [frames[0]?.function, ms]);
}
