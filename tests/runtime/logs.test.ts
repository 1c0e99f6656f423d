import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { beforeAll, describe, expect, test } from 'vitest';
import { toLogRecord } from '../../src/runtime/logs/log-record.ts';
import { EVENT_ATTRIBUTE } from '../../src/runtime/metrics/semconv.ts';
import type { BlockRecord, Level } from '../../src/runtime/record.ts';
import { BLOCK } from './block-record.ts';
import { hadCore, run } from './program.ts';

type Attributes = Readonly<Record<string, string | number>>;

interface Printed {
  readonly blocks: readonly BlockRecord[];
  readonly records: readonly {
    readonly name: string;
    readonly severity: readonly [number, string];
    readonly body: string;
    readonly attributes: Attributes;
    readonly scope: string;
    readonly spanId?: string;
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

/** Of the block in that span. */
function recordOf(name: string) {
  const span = printed.spans.find((one) => one.name === name);
  return printed.records.find(({ spanId }) => spanId === span?.spanId);
}

function hadCores(): boolean {
  return printed.blocks.every(hadCore);
}

describe('log records', () => {
  test('there is one per block, with its place, and what it cost', () => {
    expect(printed.records.map(({ name }) => name)).toEqual(printed.blocks.map(() => 'unblocked.block'));
    const ids = printed.records.map(({ attributes }) => attributes['unblocked.block.id']);
    expect(ids).toEqual(printed.blocks.map(({ id }) => id));
    // Where the host had no core free, there may be more of them, and some without a name.
    if (hadCores()) expect(ids).toHaveLength(3);
    const [spun, hashed] = ['awaited', 'hashing'].map(recordOf);
    expect(hashed?.attributes['unblocked.block.api']).toBe('crypto.scryptSync');
    if (hadCores()) expect(spun).toBeDefined();
    if (!spun) return;
    expect(spun.attributes).toMatchObject({
      'unblocked.block.attribution': 'exact',
      'unblocked.session.level': 'lost',
      'unblocked.context.route': '/login',
      'code.function.name': 'spin',
      'code.line.number': expect.any(Number) as number,
      'code.file.path': expect.stringMatching(/^\/.*plain\.mjs$/) as string,
      'thread.name': 'main',
    });
    expect(spun.attributes['unblocked.block.duration']).toBeGreaterThan(0.8);
    expect(spun.attributes['unblocked.block.duration']).toBeLessThan(60);
    expect(spun.body).toMatch(/^event loop blocked for .* at spin \(.*plain\.mjs:\d+:\d+\)/);
  });

  test('each belongs to the span that was blocked', () => {
    const named = printed.records.filter(({ spanId }) => spanId !== undefined);
    const names = named.map(({ spanId }) => printed.spans.find((span) => span.spanId === spanId)?.name);
    if (hadCores()) expect(names).toEqual(['awaited', 'synchronous', 'hashing']);
    expect(names).toContain('hashing');
    for (const { traceFlags } of named) expect(traceFlags).toBe(1);
  });

  test('without an SDK there are none, and nothing fails', async () => {
    const program = await programs.get('none');
    expect(program?.code).toBe(0);
    expect(program?.stderr.map(({ text }) => text)).toEqual([]);
    expect(program?.stdout.map(({ text }) => text)).toEqual([expect.stringMatching(/"records":\[\],"spans":\[\]}$/)]);
  });
});

describe('events on spans', () => {
  const events = (name: string) => printed.spans.find((span) => span.name === name)?.events ?? [];

  test('a span that goes on after the block gets the whole record', () => {
    if (recordOf('awaited') === undefined && !hadCores()) return;
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
  const block = { ...BLOCK, ended: true };
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
