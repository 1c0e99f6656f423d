import { describe, expect, test } from 'vitest';
import type { ReportedEvent } from '../../../src/runtime/record.ts';
import { createReportLimit } from '../../../src/runtime/watchdog/report-limit.ts';

let blocks = 0;

/** The events of one block of a function, as the watchdog sees them. */
function blockIn(name: string, durationMs = 300) {
  const frames = [{ function: name, file: 'app.js', line: 1 + (blocks % 3), column: 1, share: 1 }];
  const block = { id: String((blocks += 1)), cause: 'js', frames, durationMs };
  const toEvent = (event: string) => ({ event, block }) as unknown as ReportedEvent;
  const [begin, alarm, update, end] = [
    toEvent('block'),
    toEvent('session-at-risk'),
    toEvent('block-update'),
    toEvent('recovered'),
  ];
  return { begin, update, all: [begin, alarm, update, end] };
}

describe('full reports of one call site', () => {
  test('are limited; alarms for sessions and the line at the end are not', () => {
    const limit = createReportLimit(() => 2);
    const reported = Array.from({ length: 5 }, () => blockIn('hot').all.map((event) => limit(event)?.event));
    const full = ['block', 'session-at-risk', 'block-update', 'recovered'];
    const short = [undefined, 'session-at-risk', undefined, 'recovered'];
    expect(reported).toEqual([full, full, short, short, short]);
  });

  test('do not count for another', () => {
    const limit = createReportLimit(() => 1);
    for (const name of ['one', 'other', 'third']) expect(limit(blockIn(name).begin)?.event).toBe('block');
  });

  test('are made again for a block twice as long as any before, from where it is', () => {
    const limit = createReportLimit(() => 1);
    for (const event of blockIn('hot', 300).all) limit(event);
    const { update } = blockIn('hot', 700);
    expect(limit(update)?.event).toBe('block');
    expect(limit(blockIn('hot', 1200).begin)).toBeUndefined();
    expect(limit(blockIn('hot', 1500).begin)?.event).toBe('block');
  });

  test('may be without a limit', () => {
    const limit = createReportLimit(() => Infinity);
    const reported = Array.from({ length: 50 }, () => limit(blockIn('hot').begin));
    expect(reported).not.toContain(undefined);
  });
});
