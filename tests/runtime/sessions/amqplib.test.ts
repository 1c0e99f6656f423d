import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../program.ts';
import { missing, startBroker, type Broker } from './brokers.ts';
import { alarmsOf, levelsOf } from './levels.ts';

const reason = missing('rabbitmq');

describe.skipIf(reason !== undefined)(
  `sessions.amqplib, with a heartbeat of 2 s (${reason ?? 'a real RabbitMQ'})`,
  () => {
    let rabbitmq: Broker;
    // It takes ten seconds on a free machine.
    beforeAll(async () => {
      rabbitmq = await startBroker('rabbitmq');
    }, 180_000);
    afterAll(() => rabbitmq.stop());

    test('warns at each level before the broker gives up a client that was silent for too long', async () => {
      // Silent for three intervals with the one before the block: beyond two by any phase of the broker's clock.
      const { program, said } = await blockClient(4400);
      const closed = program.stdout.find(({ text }) => text === 'closed')?.at ?? 0;
      expect(said[0]).toBe('timeout 2000, 1 connection');
      expect(said).toContain('closed');
      expect(levelsOf(program, 'amqplib')).toEqual(['warning', 'critical', 'lost']);
      for (const { session, arrivedAt } of alarmsOf(program, 'amqplib')) {
        expect(session).toMatchObject({ timeoutMs: 2000, count: 1 });
        expect(arrivedAt).toBeLessThan(closed);
      }
    });

    test('is right about it: the connection survives a block below it', async () => {
      const { program, said } = await blockClient(1200);
      expect(said).not.toContain('closed');
      expect(levelsOf(program, 'amqplib')).toEqual(['warning']);
    });

    async function blockClient(ms: number) {
      const program = await run('sessions/amqplib.mjs', { args: [rabbitmq.port, ms] });
      return { program, said: program.stdout.map(({ text }) => text) };
    }
  },
);
