import { connect, createServer, type AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { describe, expect, test } from 'vitest';
import { pick, run, start } from './program.ts';

describe.concurrent('sessions.socketIo, with a pingTimeout of 800 ms', () => {
  test('warns at each level before the client is dropped by a block beyond it', async () => {
    const { program, droppedAt } = await blockServer(2500);
    const alarms = pick(program, 'session-at-risk');
    expect(alarms.map(({ session }) => session.level)).toEqual(['warning', 'critical', 'lost']);
    for (const { session, arrivedAt } of alarms) {
      expect(session).toMatchObject({ name: 'socket.io', timeoutMs: 800, count: 1 });
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
    expect(pick(program, 'session-at-risk').map(({ session }) => session.level)).toEqual(['warning']);
  });
});

test('blocks with no free turn between them count as one for the sessions', async () => {
  const program = await run('blocks-in-a-row.mjs');
  const levels = pick(program, 'session-at-risk').map(({ session }) => session.level);
  // Each block alone uses less than half; so does the last one, which comes after a free turn.
  expect(levels).toEqual(['warning', 'critical', 'lost']);
  expect(pick(program, 'session-at-risk')[0]?.session).toMatchObject({ name: 'chat', timeoutMs: 1000, count: 7 });
  expect(program.stdout.map(({ text }) => text)).toEqual(['at risk: true', 'at risk: false']);
});

test.concurrent.each(['spin', 'execSync'])('sessions that came just before the block count (%s)', async (how) => {
  const program = await run('late-arrivals.mjs', { args: [how] });
  expect(pick(program, 'session-at-risk')[0]?.session).toMatchObject({ level: 'warning', count: 8 });
});

/** Blocks a Socket.IO server with one client, in this process. Ends once the server does. */
async function blockServer(ms: number) {
  const program = start('socket-io.mjs', { args: [ms] });
  const { text } = await program.said('port ');
  const network = await delayAnswers(Number(text.slice('port '.length)));
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

/** A network between client and server that takes 50 ms from the one to the other: on loopback no PONG ever waits. */
async function delayAnswers(serverPort: number) {
  const network = createServer((client) => {
    const server = connect(serverPort);
    server.pipe(client);
    client.on('data', (data) => setTimeout(() => server.write(data), 50));
    server.on('close', () => client.destroy()).on('error', () => client.destroy());
    client.on('error', () => server.destroy());
  });
  await new Promise<void>((resolve) => {
    network.listen(0, '127.0.0.1', resolve);
  });
  return { port: (network.address() as AddressInfo).port, close: () => network.close() };
}
