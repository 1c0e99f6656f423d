import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../program.ts';
import { missing, startBroker, type Broker } from './brokers.ts';
import { alarmsOf, levelsOf } from './levels.ts';

const reason = missing('redis');

describe.skipIf(reason !== undefined)(`sessions.bullmq, with locks for a second (${reason ?? 'a real Redis'})`, () => {
  let redis: Broker;
  beforeAll(async () => {
    redis = await startBroker('redis');
  });
  afterAll(() => redis.stop());

  test('warns at each level before the lock expires, and the job is done twice', async () => {
    const { program, jobs } = await blockWorker(1600);
    expect(levelsOf(program, 'bullmq')).toEqual(['warning', 'critical', 'lost']);
    expect(alarmsOf(program, 'bullmq')[0]?.session).toMatchObject({ timeoutMs: 500, count: 1 });
    const end = program.stdout.find(({ text }) => text === 'end')?.at ?? 0;
    for (const { arrivedAt } of alarmsOf(program, 'bullmq')) expect(arrivedAt).toBeLessThan(end);
    expect(jobs).toBe(2);
  });

  test('is right about it: the job is done once in a block below it', async () => {
    const { program, jobs } = await blockWorker(350);
    expect(levelsOf(program, 'bullmq')).not.toContain('lost');
    expect(jobs).toBe(1);
  });

  async function blockWorker(ms: number) {
    const program = await run('sessions/bullmq.mjs', { args: [redis.port, ms] });
    return { program, jobs: program.stdout.filter(({ text }) => text === 'job').length };
  }
});
