import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../program.ts';
import { missing, startBroker, type Broker } from './brokers.ts';
import { alarmsOf, levelsOf } from './levels.ts';

const reason = missing('mosquitto');

describe.skipIf(reason !== undefined)(
  `sessions.mqtt, with a keepalive of 2 s (${reason ?? 'a real Mosquitto'})`,
  () => {
    let mosquitto: Broker;
    beforeAll(async () => {
      mosquitto = await startBroker('mosquitto');
    });
    afterAll(() => mosquitto.stop());

    test('warns at each level before a healthy connection is given up for a block beyond half of it', async () => {
      const { program, said } = await blockClient(1300);
      const closed = program.stdout.find(({ text }) => text === 'closed')?.at ?? 0;
      expect(said).toEqual(['timeout 1000, 1 client', 'begin', 'end', 'error Keepalive timeout', 'closed']);
      expect(levelsOf(program, 'mqtt')).toEqual(['warning', 'critical', 'lost']);
      for (const { session, arrivedAt } of alarmsOf(program, 'mqtt')) {
        expect(session).toMatchObject({ timeoutMs: 1000, count: 1 });
        expect(arrivedAt).toBeLessThan(closed);
      }
    });

    test('is right about it: the connection survives a block below it', async () => {
      const { program, said } = await blockClient(600);
      expect(said).not.toContain('closed');
      expect(levelsOf(program, 'mqtt')).toEqual(['warning']);
    });

    async function blockClient(ms: number) {
      const program = await run('sessions/mqtt.mjs', { args: [mosquitto.port, ms] });
      return { program, said: program.stdout.map(({ text }) => text) };
    }
  },
);
