import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { start } from '../program.ts';
import { alarmsOf, levelsOf } from './levels.ts';
import { delayAnswers, portOf } from './network.ts';

describe.concurrent('sessions.ws, with a sweep every second', () => {
  test('warns at each level of a block beyond it, and the server terminates a healthy client', async () => {
    const { program } = await blockServer({ ms: 1600, intervalMs: 1000 });
    expect(levelsOf(program, 'ws')).toEqual(['warning', 'critical', 'lost']);
    expect(alarmsOf(program, 'ws')[0]?.session).toMatchObject({ timeoutMs: 1000, count: 1 });
    expect(program.stdout.map(({ text }) => text)).toContain('terminated');
  });

  test('is right about it: the session survives a block below it', async () => {
    const { program, droppedAt } = await blockServer({ ms: 600, intervalMs: 1000 });
    expect(droppedAt).toBe(Infinity);
    expect(levelsOf(program, 'ws')).toEqual(['warning']);
  });
});

describe.concurrent("sessions.ws, with a client's slack of 800 ms", () => {
  test('warns at each level before a client that waits for the PING gives up', async () => {
    const { program, droppedAt } = await blockServer({ ms: 1400, intervalMs: 1500, clientTimeoutMs: 2300 });
    expect(levelsOf(program, 'ws.client')).toEqual(['warning', 'critical', 'lost']);
    for (const { session, arrivedAt } of alarmsOf(program, 'ws.client')) {
      expect(session).toMatchObject({ timeoutMs: 800, count: 1 });
      expect(arrivedAt).toBeLessThan(droppedAt);
    }
    expect(droppedAt).toBeLessThan(Infinity);
  });

  test('is right about it: the session survives a block below it', async () => {
    const { program, droppedAt } = await blockServer({ ms: 500, intervalMs: 1500, clientTimeoutMs: 2300 });
    expect(droppedAt).toBe(Infinity);
    expect(levelsOf(program, 'ws.client')).toEqual(['warning']);
  });
});

/** Blocks a ws server with one client, in this process. Ends once the server does. */
async function blockServer(options: { ms: number; intervalMs: number; clientTimeoutMs?: number }) {
  const program = start('sessions/ws.mjs', { args: Object.values(options) });
  const network = await delayAnswers(await portOf(program));
  const client = new WebSocket(`ws://127.0.0.1:${network.port}`);
  let droppedAt = Infinity;
  let giveUp: NodeJS.Timeout | undefined;
  client.on('ping', () => {
    clearTimeout(giveUp);
    const { clientTimeoutMs } = options;
    if (clientTimeoutMs !== undefined)
      giveUp = setTimeout(() => {
        client.terminate();
      }, clientTimeoutMs);
  });
  client.once('close', () => {
    droppedAt = Date.now();
  });
  client.on('error', () => {
    client.terminate();
  });
  await program.said('end');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const dropped = droppedAt;
  client.terminate();
  clearTimeout(giveUp);
  await program.exit;
  network.close();
  return { program, droppedAt: dropped };
}
