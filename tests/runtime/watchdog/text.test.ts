import { expect, test } from 'vitest';
import type { BlockRecord } from '../../../src/runtime/record.ts';
import { toText } from '../../../src/runtime/watchdog/text.ts';
import { BLOCK } from '../block-record.ts';

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

test('an alarm for what many short blocks have done together says so', () => {
  const session = { name: 'chat', timeoutMs: 800, level: 'warning', utilization: 0.6, remainingMs: 320 } as const;
  const event = { event: 'session-at-risk', time: 0, session, block: { ...BLOCK, durationMs: 130 } } as const;
  expect(toText(event, '/app', () => undefined)).toMatch(
    /dropped in 320 ms\. Block after block, the loop had no free turn/,
  );
  const whole = { ...event, block: { ...BLOCK, durationMs: 470 } };
  expect(toText(whole, '/app', () => undefined)).toMatch(/dropped in 320 ms\.$/);
});

function write(facts: Partial<BlockRecord>): string {
  return toText({ event: 'block', time: 0, block: { ...BLOCK, ...facts } }, '/app', () => undefined);
}
