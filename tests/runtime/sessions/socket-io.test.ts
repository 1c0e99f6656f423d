import { io } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import { pick, start } from '../program.ts';
import { alarmsOf, levelsOf } from './levels.ts';
import { delayAnswers, portOf } from './network.ts';

describe.concurrent('sessions.socketIo, with a pingTimeout of 800 ms', () => {
  test('warns at each level before the client is dropped by a block beyond it', async () => {
    const { program, droppedAt } = await blockServer(2500);
    const alarms = alarmsOf(program, 'socket.io');
    expect(alarms.map(({ session }) => session.level)).toEqual(['warning', 'critical', 'lost']);
    for (const { session, arrivedAt } of alarms) {
      expect(session).toMatchObject({ timeoutMs: 800, count: 1 });
      // The client gives up by itself after pingInterval + pingTimeout.
      expect(arrivedAt).toBeLessThan(droppedAt);
    }
    expect(pick(program, 'recovered')[0]?.block.sessions).toMatchObject([{ name: 'socket.io', level: 'lost' }]);
  });

  test('is right about it: the server drops a healthy client although the client still waits', async () => {
    const { program } = await blockServer(1300);
    expect(program.stdout.map(({ text }) => text)).toContain('dropped ping timeout');
  });

  test('is right about it: the session survives a block below it', async () => {
    const { program, droppedAt } = await blockServer(500);
    expect(droppedAt).toBe(Infinity);
    expect(program.stdout.map(({ text }) => text)).not.toContain('dropped ping timeout');
    expect(levelsOf(program, 'socket.io')).toEqual(['warning']);
  });
});

/** Blocks a Socket.IO server with one client, in this process. Ends once the server does. */
async function blockServer(ms: number) {
  const program = start('sessions/socket-io.mjs', { args: [ms] });
  const network = await delayAnswers(await portOf(program));
  const client = io(`http://127.0.0.1:${network.port}`, { transports: ['websocket'], reconnection: false });
  let droppedAt = Infinity;
  await new Promise<void>((resolve) => {
    client.once('connect', resolve);
  });
  client.once('disconnect', () => {
    droppedAt = Date.now();
  });
  await program.said('end');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const dropped = droppedAt;
  client.disconnect();
  await program.exit;
  network.close();
  return { program, droppedAt: dropped };
}
