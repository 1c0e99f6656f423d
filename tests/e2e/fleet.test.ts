import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fill, readPanels } from './dashboard.ts';
import { startFleet, type Fleet, type Member } from './fleet.ts';
import { hasPrometheus, startPrometheus, type Prometheus, type Sample } from './prometheus.ts';

const DASHBOARDS = fileURLToPath(new URL('../../dashboards/', import.meta.url));
const RULES = `${DASHBOARDS}unblocked.rules.yaml`;
const CLIENTS = 3;
const BLOCK_S = 12;

const queries = readPanels().flatMap(({ title, targets = [] }) => {
  return targets.map(({ expr }) => ({ title, expr: fill(expr, 300) }));
});

async function until<Result>(ask: () => Promise<Result>, isEnough: (result: Result) => boolean): Promise<Result> {
  for (;;) {
    const result = await ask();
    if (isEnough(result)) return result;
    await new Promise((settle) => setTimeout(settle, 250));
  }
}

describe.skipIf(!hasPrometheus)('a fleet of chat servers under Prometheus', () => {
  let fleet: Fleet;
  let prometheus: Prometheus;
  let blocked: Member;

  beforeAll(async () => {
    fleet = await startFleet(3, CLIENTS);
    const [, second] = fleet.members;
    if (!second) throw new Error('no second server');
    blocked = second;
    const targets = fleet.members.map(({ instance }) => ({ address: instance, job: 'chat' }));
    prometheus = await startPrometheus(targets, [RULES]);
    await until(
      () => prometheus.query('up == 1'),
      (up) => up.length === targets.length,
    );
  });

  afterAll(() => {
    fleet.stop();
    prometheus.stop();
  });

  test('alerts fire for the blocked one, and only for it, while it is still blocked', async () => {
    await blocked.block('spin?400');
    await blocked.block('hash');
    let hasEnded = false;
    const end = blocked.block(`sleep?${BLOCK_S}`).then(() => (hasEnded = true));
    const wanted = ['UnblockedEventLoopBlocked', 'UnblockedSessionsAtRisk'];
    const alerts = await until(
      () => prometheus.firing(),
      (firing) => wanted.every((name) => firing.some(({ labels }) => labels['alertname'] === name)),
    );
    const atRisk = await prometheus.query('unblocked_session_at_risk > 0');
    expect(hasEnded).toBe(false);
    expect(instancesOf(alerts)).toEqual([blocked.instance]);
    expect(atRisk).toMatchObject([
      { labels: { instance: blocked.instance, session_name: 'socket.io' }, value: CLIENTS },
    ]);
    await end;
    // The watchdogs answered every scrape.
    expect(await prometheus.query('min_over_time(up[1m]) == 0')).toEqual([]);
  });

  test('every query of every panel has data', async () => {
    // Counted once the loop is free, scraped a second later.
    await until(
      () => prometheus.query(`unblocked_block_time_total{api="child_process.execFileSync"} >= ${BLOCK_S}`),
      (samples) => samples.length > 0,
    );
    const without = [];
    for (const { title, expr } of queries) {
      const samples = await prometheus.query(expr);
      if (samples.every(({ value }) => Number.isNaN(value))) without.push(`${title}: ${expr}`);
    }
    expect(queries.length).toBeGreaterThan(15);
    expect(without).toEqual([]);
  });

  const ask = async (title: string) => {
    const query = queries.find((candidate) => candidate.title === title);
    const samples = await prometheus.query(query?.expr ?? '');
    return samples.toSorted((one, other) => other.value - one.value);
  };

  test.each([
    ['Share of time unavailable, by instance', BLOCK_S / 300],
    ['Event loop delay, p99 by instance', 1],
  ])('%s: the right instance stands out', async (title, least) => {
    const [worst, next] = await ask(title);
    expect(worst?.labels['instance']).toBe(blocked.instance);
    expect(worst?.value).toBeGreaterThan(least);
    expect(worst?.value).toBeGreaterThan(5 * (next?.value ?? 0));
  });

  test('the calls that blocked are named, the worst first', async () => {
    const [worst, ...others] = (await ask('Time blocked by API')).map(({ labels }) => labels['api'] ?? labels['cause']);
    expect(worst).toBe('child_process.execFileSync');
    expect(others).toEqual(expect.arrayContaining(['crypto.pbkdf2Sync', 'js']));
  });

  test('the sessions that were lost are counted, and raise their alert', async () => {
    const alerts = await until(
      () => prometheus.firing(),
      (firing) => firing.some(({ labels }) => labels['alertname'] === 'UnblockedSessionsLost'),
    );
    expect(instancesOf(alerts)).toEqual([blocked.instance]);
  });
});

function instancesOf(samples: readonly Pick<Sample, 'labels'>[]) {
  return [...new Set(samples.map(({ labels }) => labels['instance']))];
}

describe.skipIf(!hasPrometheus)('the rules', () => {
  const promtool = (...args: string[]) => execFileSync('promtool', args, { encoding: 'utf8', cwd: DASHBOARDS });

  test('are valid', () => {
    expect(promtool('check', 'rules', RULES)).toContain('SUCCESS');
  });

  test('hold what their tests say, under the names of either exporter', () => {
    expect(promtool('test', 'rules', 'unblocked.rules.test.yaml')).toContain('SUCCESS');
  });
});
