import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { beforeAll, describe, expect, test } from 'vitest';
import { toLogRecord } from '../../src/runtime/logs/log-record.ts';
import { EVENT_ATTRIBUTE } from '../../src/runtime/metrics/semconv.ts';
import type { BlockRecord, Level } from '../../src/runtime/record.ts';
import { run } from './program.ts';

type Attributes = Readonly<Record<string, string | number>>;

interface Printed {
  readonly records: readonly {
    readonly name: string;
    readonly severity: readonly [number, string];
    readonly body: string;
    readonly attributes: Attributes;
    readonly scope: string;
    readonly spanId: string;
    readonly traceFlags: number;
  }[];
  readonly spans: readonly {
    readonly name: string;
    readonly spanId: string;
    readonly attributes: Attributes;
    readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  }[];
}

/** Both at once: they mostly wait. */
const programs = new Map(['sdk', 'none'].map((how) => [how, run('logs-and-spans.mjs', { args: [how] })]));
let printed: Printed;

beforeAll(async () => {
  const program = await programs.get('sdk');
  expect(program?.stderr.map(({ text }) => text)).toEqual([]);
  printed = JSON.parse(program?.stdout.at(-1)?.text ?? '') as Printed;
});

describe('log records', () => {
  test('there is one per block, with its place, and what it cost', () => {
    expect(printed.records.map(({ name }) => name)).toEqual(Array(3).fill('unblocked.block'));
    const [spun, , hashed] = printed.records;
    expect(spun?.attributes).toMatchObject({
      'unblocked.block.attribution': 'exact',
      'unblocked.session.level': 'lost',
      'unblocked.context.route': '/login',
      'code.function.name': 'spin',
      'code.line.number': expect.any(Number) as number,
      'code.file.path': expect.stringMatching(/^\/.*plain\.mjs$/) as string,
      'thread.name': 'main',
    });
    expect(spun?.attributes['unblocked.block.duration']).toBeGreaterThan(0.8);
    expect(spun?.attributes['unblocked.block.duration']).toBeLessThan(60);
    expect(hashed?.attributes['unblocked.block.api']).toBe('crypto.scryptSync');
    expect(spun?.body).toMatch(/^event loop blocked for .* at spin \(.*plain\.mjs:\d+:\d+\)/);
  });

  test('each belongs to the span that was blocked', () => {
    const names = ['awaited', 'synchronous', 'hashing'];
    const ids = names.map((name) => printed.spans.find((span) => span.name === name)?.spanId);
    expect(printed.records.map(({ spanId }) => spanId)).toEqual(ids);
    expect(printed.records.map(({ traceFlags }) => traceFlags)).toEqual([1, 1, 1]);
  });

  test('without an SDK there are none, and nothing fails', async () => {
    const program = await programs.get('none');
    expect(program?.code).toBe(0);
    expect(program?.stderr.map(({ text }) => text)).toEqual([]);
    expect(program?.stdout.map(({ text }) => text)).toEqual(['{"records":[],"spans":[]}']);
  });
});

describe('events on spans', () => {
  const events = (name: string) => printed.spans.find((span) => span.name === name)?.events ?? [];

  test('a span that goes on after the block gets the whole record', () => {
    expect(events('awaited')).toEqual([
      {
        name: 'unblocked.block',
        attributes: expect.objectContaining({
          'code.function.name': 'spin',
          'unblocked.block.attribution': 'exact',
        }) as object,
      },
    ]);
  });

  test.each([
    ['synchronous', 0.4, undefined],
    ['hashing', 0.15, 'crypto.scryptSync'],
  ])('one that ends with the block (%s) gets what is known by then', (name, seconds, api) => {
    expect(events(name).map((event) => event.name)).toEqual(['unblocked.block']);
    expect(events(name)[0]?.attributes['unblocked.block.duration']).toBeGreaterThan(seconds);
    expect(events(name)[0]?.attributes['unblocked.block.api']).toBe(api);
  });

  test('one that was not blocked gets none, and is left as it was', () => {
    expect(events('innocent')).toEqual([]);
    expect(printed.spans.find(({ name }) => name === 'nearly')?.attributes).toEqual({ patched: false });
  });
});

describe('the log record of an event', () => {
  const block: BlockRecord = {
    id: '1-0-1',
    pid: 1,
    thread: { id: 0, name: 'main' },
    startTime: 0,
    durationMs: 1234,
    phase: 'serving',
    ended: true,
    cause: 'js',
    attribution: 'none',
    frames: [],
    sessions: [],
  };
  const sessions = (...levels: Level[]) => levels.map((level) => ({ name: level, utilization: 0.1, level }));
  const severity = (more: Partial<BlockRecord>) =>
    toLogRecord({ event: 'recovered', time: 1, block: { ...block, ...more } }, 'text')?.severity.text;

  test('is as severe as the worst that a block has done to a session', () => {
    expect(severity({})).toBe('WARN');
    expect(severity({ sessions: sessions('ok', 'warning') })).toBe('WARN2');
    expect(severity({ sessions: sessions('critical', 'ok') })).toBe('ERROR');
    expect(severity({ sessions: sessions('lost', 'critical') })).toBe('ERROR2');
    expect(severity({ sessions: sessions('lost'), phase: 'startup' })).toBe('INFO');
  });

  test('is none for a pause, which is no block', () => {
    expect(toLogRecord({ event: 'paused', time: 1, block }, 'text')).toBeUndefined();
  });

  test('has the attribute keys of the semantic conventions', () => {
    const known = Object.values(conventions);
    for (const key of Object.values(EVENT_ATTRIBUTE)) {
      if (!key.startsWith('unblocked.')) expect(known).toContain(key);
    }
  });
});
