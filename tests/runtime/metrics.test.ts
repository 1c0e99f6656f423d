import * as incubating from '@opentelemetry/semantic-conventions/incubating';
import { beforeAll, describe, expect, test } from 'vitest';
import { METRICS, NODEJS_METRICS, type MetricFacts } from '../../src/runtime/metrics/semconv.ts';
import { run } from './program.ts';

interface Histogram {
  readonly count: number;
  readonly sum: number;
  readonly buckets: { readonly boundaries: readonly number[]; readonly counts: readonly number[] };
}

interface Metric {
  readonly descriptor: { readonly name: string; readonly unit: string; readonly description: string };
  readonly dataPoints: { readonly attributes: Record<string, string>; readonly value: number & Histogram }[];
}

interface Scope {
  readonly scope: { readonly name: string; readonly version: string };
  readonly metrics: readonly Metric[];
}

/** All at once: they mostly wait. */
const programs = new Map(
  ['before', 'after', 'option', 'none', 'semantic'].map((how) => [how, run('metrics.mjs', { args: [how] })]),
);

/** What the reader that collects often has in the end, and the one that collects once. */
async function collect(how: string): Promise<{ frequent: readonly Metric[]; rare: readonly Metric[] }> {
  const program = await programs.get(how);
  expect(program?.stderr.map(({ text }) => text)).toEqual([]);
  const readers = JSON.parse(program?.stdout.at(-1)?.text ?? '[]') as Scope[][];
  const [frequent = [], rare = []] = readers.map((scopes) => scopes.flatMap(({ metrics }) => metrics));
  return { frequent, rare };
}

/** Names, units and words, as the SDK was given them. */
const toFacts = ({ descriptor: { name, unit, description } }: Metric) => ({ name, unit, description });
const toWords = ({ name, unit, description }: MetricFacts) => ({ name, unit, description });
const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);

describe.each(['before', 'after', 'option'])('with a MeterProvider (%s)', (how) => {
  let collected: readonly Metric[];
  let collectedOnce: readonly Metric[];

  beforeAll(async () => {
    ({ frequent: collected, rare: collectedOnce } = await collect(how));
  });

  test('all documented metrics of the main thread are recorded, and nothing else', () => {
    const documented = METRICS.filter(({ producer }) => producer === 'main');
    expect(collected.map(toFacts).sort(byName)).toEqual(documented.map(toWords).sort(byName));
  });

  test('attributes are the documented ones', () => {
    for (const { descriptor, dataPoints } of collected) {
      const allowed = METRICS.find(({ name }) => name === descriptor.name)?.attributes ?? [];
      for (const { attributes } of dataPoints) expect(allowed).toEqual(expect.arrayContaining(Object.keys(attributes)));
    }
  });

  test('a reader that collects all the time takes nothing from another', () => {
    // The one adds up what the other adds at once: the last digits differ.
    const round = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value);
    const toValues = ({ descriptor, dataPoints }: Metric) => {
      const points = dataPoints.map(({ attributes, value }) => ({ attributes, value }));
      return JSON.stringify({ name: descriptor.name, points }, round);
    };
    expect(collectedOnce.map(toValues)).toEqual(collected.map(toValues));
  });

  test('block.duration has one value per block, by cause', () => {
    const points = find('unblocked.block.duration').dataPoints;
    const count = points.reduce((sum, { value }) => sum + value.count, 0);
    expect(count).toBe(2);
    expect(points[0]?.value.buckets.boundaries.length).toBeLessThanOrEqual(12);
    for (const { attributes } of points) expect(Object.keys(attributes)).toEqual(['cause']);
  });

  test('block.time adds up to the seconds in which the loop was blocked, by cause and API', () => {
    const points = find('unblocked.block.time').dataPoints;
    const seconds = points.reduce((sum, { value }) => sum + value, 0);
    expect(seconds).toBeGreaterThan(0.7);
    expect(points.map(({ attributes }) => attributes['api'])).toContain('crypto.scryptSync');
  });

  test('eventloop.delay counts the beats that a block swallowed', () => {
    const [point] = find('unblocked.eventloop.delay').dataPoints;
    const { boundaries = [], counts = [] } = point?.value.buckets ?? {};
    const above = counts.filter((_, index) => index > boundaries.indexOf(0.1)).reduce((sum, count) => sum + count, 0);
    // A block of 600 ms swallows 11 beats; 9 of them would have waited for more than 100 ms.
    expect(above).toBeGreaterThanOrEqual(9);
  });

  test('session.timeout.utilization tells how much of the timeout a block used', () => {
    const [point] = find('unblocked.session.timeout.utilization').dataPoints;
    expect(point?.attributes).toEqual({ 'session.name': 'chat' });
    expect(point?.value.count).toBe(2);
    expect(point?.value.sum).toBeGreaterThan(0.8);
  });

  function find(name: string): Metric {
    const metric = collected.find(({ descriptor }) => descriptor.name === name);
    if (!metric) throw new Error(`no ${name}`);
    return metric;
  }
});

test('without any SDK, nothing is recorded and nothing fails', async () => {
  const program = await programs.get('none');
  expect(program?.code).toBe(0);
  expect(program?.stderr.map(({ text }) => text)).toEqual([]);
  expect(program?.stdout.map(({ text }) => text)).toEqual(['[]']);
});

describe('semanticConventionMetrics', () => {
  // Held against OpenTelemetry's own list, so that a typing error cannot be in both.
  const conventions = Object.values(incubating).filter((name) => String(name).startsWith('nodejs.eventloop.'));

  test('are those of the conventions: names, units, words, states', async () => {
    const { frequent } = await collect('semantic');
    const found = frequent.filter(({ descriptor: { name } }) => name.startsWith('nodejs.'));
    expect(found.map(({ descriptor: { name } }) => name).sort()).toEqual(
      conventions.filter((name) => name !== incubating.ATTR_NODEJS_EVENTLOOP_STATE).sort(),
    );
    expect(found.map(toFacts).sort(byName)).toEqual(NODEJS_METRICS.map(toWords).sort(byName));
    const time = found.find(({ descriptor: { name } }) => name === incubating.METRIC_NODEJS_EVENTLOOP_TIME);
    expect(time?.dataPoints.map(({ attributes }) => attributes)).toEqual([
      { [incubating.ATTR_NODEJS_EVENTLOOP_STATE]: incubating.NODEJS_EVENTLOOP_STATE_VALUE_ACTIVE },
      { [incubating.ATTR_NODEJS_EVENTLOOP_STATE]: incubating.NODEJS_EVENTLOOP_STATE_VALUE_IDLE },
    ]);
  });

  test('show a block to both readers, in seconds', async () => {
    const { frequent, rare } = await collect('semantic');
    for (const metrics of [frequent, rare]) {
      const value = (name: string) => metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints[0]?.value;
      expect(value(incubating.METRIC_NODEJS_EVENTLOOP_DELAY_MAX)).toBeGreaterThan(0.5);
      expect(value(incubating.METRIC_NODEJS_EVENTLOOP_DELAY_MAX)).toBeLessThan(60);
      expect(value(incubating.METRIC_NODEJS_EVENTLOOP_UTILIZATION)).toBeLessThanOrEqual(1);
      expect(value(incubating.METRIC_NODEJS_EVENTLOOP_TIME)).toBeGreaterThan(0.5);
    }
  });

  test('are not recorded unless asked for', async () => {
    const { frequent } = await collect('before');
    expect(frequent.filter(({ descriptor: { name } }) => name.startsWith('nodejs.'))).toEqual([]);
  });
});
