import { describe, expect, test } from 'vitest';
import { start } from '../program.ts';
import { alarmsOf, levelsOf } from './levels.ts';
import { portOf } from './network.ts';

const SCALED = { sessionTimeout: 2000, heartbeatInterval: 400 };

describe.concurrent('sessions.kafkajs, with a sessionTimeout of 2 s and a heartbeat each 400 ms', () => {
  test('warns at each level before the coordinator gives up a consumer that a block beyond it keeps silent', async () => {
    const { program, expired, said } = await blockConsumer(2600, SCALED);
    const alarms = alarmsOf(program, 'kafkajs');
    expect(alarms.map(({ session }) => session.level)).toEqual(['warning', 'critical', 'lost']);
    for (const { session, arrivedAt } of alarms) {
      expect(session).toMatchObject({ timeoutMs: 1600, count: 1 });
      expect(arrivedAt).toBeLessThan(expired?.at ?? 0);
    }
    expect(said.filter((text) => text.startsWith('joined'))).toHaveLength(2);
  });

  test('is right about it: the membership survives a block below it', async () => {
    const { program, expired } = await blockConsumer(1000, SCALED);
    expect(expired).toBeUndefined();
    expect(levelsOf(program, 'kafkajs')).toEqual(['warning']);
  });
});

test('sessions.kafkajs has the defaults of KafkaJS, and knows whether there is a member', async () => {
  const { said, joined } = await blockConsumer(0, {});
  // What KafkaJS itself asked the coordinator for.
  expect(joined?.text).toBe('joined 30000');
  expect(said).toEqual(['timeout 27000, undefined members', 'joined, 1 members', 'gone, 0 members']);
});

/** Blocks the only consumer of a group, and ends once it does. */
async function blockConsumer(ms: number, options: object) {
  const coordinator = start('sessions/kafka-coordinator.mjs');
  const args = [await portOf(coordinator), ms, JSON.stringify(options)];
  const program = start('sessions/kafkajs.mjs', { args, env: { KAFKAJS_NO_PARTITIONER_WARNING: '1' } });
  await program.exit;
  coordinator.child.kill();
  await coordinator.exit;
  const find = (text: string) => coordinator.stdout.find((line) => line.text.startsWith(text));
  return {
    program,
    said: program.stdout.map(({ text }) => text),
    expired: find('expired'),
    joined: find('joined'),
  };
}
