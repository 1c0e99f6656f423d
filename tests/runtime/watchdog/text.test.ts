import { expect, test } from 'vitest';
import type { BlockRecord } from '../../../src/runtime/record.ts';
import { toText } from '../../../src/runtime/watchdog/text.ts';

const BLOCK: BlockRecord = {
  id: '1-0-1',
  pid: 1,
  thread: { id: 0, name: 'main' },
  startTime: 0,
  durationMs: 226,
  phase: 'serving',
  ended: false,
  cause: 'js',
  attribution: 'none',
  frames: [],
  sessions: [],
};

test.each([
  [226, '226 ms'],
  [949, '949 ms'],
  [950, '1.0 s'],
  [999, '1.0 s'],
  [10_040, '10.0 s'],
])('%d ms are written as %s', (durationMs, text) => {
  expect(write({ durationMs })).toBe(`unblocked: event loop blocked for ${text}`);
});

test('what is named without having taken it all is said to be part of it', () => {
  const part = { durationMs: 2000, elsewhereMs: 480, api: 'fs.readSync' };
  expect(write(part)).toBe('unblocked: event loop blocked for 2.0 s, 1.5 s of it in fs.readSync');
});

function write(facts: Partial<BlockRecord>): string {
  return toText({ event: 'block', time: 0, block: { ...BLOCK, ...facts } }, '/app', () => undefined);
}
