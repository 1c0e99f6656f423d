import { beforeAll, describe, expect, test } from 'vitest';
import { run } from './program.ts';

interface Histogram {
  readonly count: number;
  readonly sum: number;
  readonly buckets: { readonly boundaries: readonly number[]; readonly counts: readonly number[] };
}

interface Metric {
  readonly descriptor: { readonly name: string; readonly unit: string };
  readonly dataPoints: { readonly attributes: Record<string, string>; readonly value: number & Histogram }[];
}

/** All at once: they mostly wait. */
const programs = new Map(
  ['before', 'after', 'option', 'none'].map((how) => [how, run('metrics.mjs', { args: [how] })]),
);

describe.each(['before', 'after', 'option'])('with a MeterProvider (%s)', (how) => {
  let collected: Metric[];

  beforeAll(async () => {
    const program = await programs.get(how);
    expect(program?.stderr.map(({ text }) => text)).toEqual([]);
    collected = JSON.parse(program?.stdout.at(-1)?.text ?? '[]') as Metric[];
  });

  test('only the documented metrics are recorded', () => {
    expect(collected.map(({ descriptor: { name, unit } }) => `${name} ${unit}`).sort()).toEqual([
      'unblocked.block.duration s',
      'unblocked.block.time s',
      'unblocked.eventloop.delay s',
      'unblocked.session.breaches {breach}',
      'unblocked.session.timeout.utilization 1',
      'unblocked.sync_call.duration s',
      'unblocked.watchdog.captures {capture}',
      'unblocked.watchdog.up 1',
    ]);
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
