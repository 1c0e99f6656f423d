import { connect } from 'node:net';
import { createServer } from 'node:http';
import { sessions } from 'unblocked/monitor';
import { describe, expect, test } from 'vitest';
import { start } from '../program.ts';
import { alarmsOf, levelsOf } from './levels.ts';
import { portOf } from './network.ts';

describe.concurrent('sessions.httpServer, with a keepAliveTimeout of a second', () => {
  test('warns at each level before a request on an idle connection is lost by a block beyond it', async () => {
    const { program, answer } = await blockServer(2500);
    expect(levelsOf(program, 'http')).toEqual(['warning', 'critical', 'lost']);
    expect(alarmsOf(program, 'http')[0]?.session).toMatchObject({ timeoutMs: 1000, count: 1 });
    expect(answer).toBe('');
  });

  test('is right about it: the connection survives a block below it', async () => {
    const { program, answer } = await blockServer(650);
    expect(levelsOf(program, 'http')).toEqual(['warning']);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK[^]*\/second$/);
  });
});

test('sessions.httpServer follows the settings, and is no kind at all while nothing times out', () => {
  const server = createServer();
  server.keepAliveTimeout = 0;
  const { timeoutMs } = sessions.httpServer(server);
  const read = typeof timeoutMs === 'function' ? timeoutMs : () => timeoutMs;
  expect(read()).toBeUndefined();
  server.timeout = 300;
  expect(read()).toBe(300);
  server.keepAliveTimeout = 100;
  expect(read()).toBe(100);
});

/** Blocks a server, sends a request on an idle connection meanwhile, and returns what was answered to that. */
async function blockServer(ms: number) {
  const program = start('sessions/http-server.mjs', { args: [ms] });
  const socket = connect(await portOf(program), '127.0.0.1');
  let answer = '';
  let isBlocked = false;
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    if (isBlocked) answer += String(data);
  });
  socket.write('GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await program.said('begin');
  isBlocked = true;
  socket.write('GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await program.exit;
  socket.destroy();
  return { program, answer };
}
