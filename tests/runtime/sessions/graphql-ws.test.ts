import { createClient } from 'graphql-ws';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { start } from '../program.ts';
import { alarmsOf, levelsOf } from './levels.ts';
import { delayAnswers, portOf } from './network.ts';

describe.concurrent.each([
  { when: 'ping', name: 'graphql-ws', code: 1006 },
  { when: 'init', name: 'graphql-ws.init', code: 4408 },
])('sessions.graphqlWs, with a timeout of a second ($name)', ({ when, name, code }) => {
  test('warns at each level before a healthy client is dropped by a block beyond it', async () => {
    const { program, closed } = await blockServer(1600, when);
    expect(closed?.code).toBe(code);
    expect(levelsOf(program, name)).toEqual(['warning', 'critical', 'lost']);
    for (const { session, arrivedAt } of alarmsOf(program, name)) {
      expect(session).toMatchObject({ timeoutMs: 1000, count: 1 });
      expect(arrivedAt).toBeLessThan(closed?.at ?? 0);
    }
  });

  test('is right about it: the session survives a block below it', async () => {
    const { program, closed } = await blockServer(600, when);
    expect(closed).toBeUndefined();
    expect(levelsOf(program, name)).toEqual(['warning']);
  });
});

/** Blocks a graphql-ws server with one client, in this process. Ends once the server does. */
async function blockServer(ms: number, when: string) {
  const program = start('sessions/graphql-ws.mjs', { args: [ms, when] });
  const network = await delayAnswers(await portOf(program));
  let closed: { code: number; at: number } | undefined;
  const client = createClient({
    url: `ws://127.0.0.1:${network.port}`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => undefined,
    on: {
      closed: (event) => {
        closed = { code: (event as { code: number }).code, at: Date.now() };
      },
    },
  });
  await program.said('end');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const found = closed;
  client.terminate();
  await program.exit;
  network.close();
  return { program, closed: found };
}
