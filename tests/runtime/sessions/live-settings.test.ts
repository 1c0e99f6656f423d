import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { sessions, type Session } from 'unblocked/monitor';
import { describe, expect, test } from 'vitest';
import { openShared } from '../../../src/runtime/shared-memory.ts';
import { createSessionRegistry } from '../../../src/runtime/sessions/registry.ts';

/** What the monitor asks for at each heartbeat. */
function read({ timeoutMs }: Session): number | undefined {
  return typeof timeoutMs === 'function' ? timeoutMs() : timeoutMs;
}

/** As amqplib, MQTT.js and BullMQ have them: events, and settings that a broker or the application may change. */
const emitting = <Settings extends object>(settings: Settings) => Object.assign(new EventEmitter(), settings);

describe('settings are followed when they change', () => {
  test('of Socket.IO, also when the server is attached later', () => {
    const io = new Server();
    const session = sessions.socketIo(io);
    expect(read(session)).toBeUndefined();
    io.attach(createServer(), { pingTimeout: 7000 });
    expect(read(session)).toBe(7000);
    io.engine.opts.pingTimeout = 3000;
    expect(read(session)).toBe(3000);
    void io.close();
  });

  test('of amqplib, as negotiated', () => {
    const connection = emitting({ connection: { heartbeat: 60 } });
    const session = sessions.amqplib(connection);
    expect(read(session)).toBe(60_000);
    connection.connection.heartbeat = 0;
    expect(read(session)).toBeUndefined();
  });

  test('of MQTT.js, as the broker says', () => {
    const client = emitting({ keepalive: 60, connected: true });
    const session = sessions.mqtt(client);
    expect(read(session)).toBe(30_000);
    client.keepalive = 20;
    expect(read(session)).toBe(10_000);
  });

  test('of BullMQ', () => {
    const worker = emitting({ opts: { lockDuration: 30_000, lockRenewTime: undefined as number | undefined } });
    const session = sessions.bullmq(worker);
    expect(read(session)).toBe(15_000);
    Object.assign(worker.opts, { lockDuration: 10_000, lockRenewTime: 2000 });
    expect(read(session)).toBe(8000);
  });

  test('and with them the shortest timeout, at each heartbeat', () => {
    const registry = createSessionRegistry(openShared());
    let timeoutMs: number | undefined = 9000;
    registry.add([
      { name: 'chat', timeoutMs: () => timeoutMs },
      { name: 'feed', timeoutMs: 60_000 },
    ]);
    expect(registry.write()).toBe(9000);
    timeoutMs = 400;
    expect(registry.write()).toBe(400);
    expect(registry.hasUsed(0.5, 250)).toBe(true);
    timeoutMs = undefined;
    expect(registry.write()).toBe(60_000);
    expect(registry.hasUsed(0.5, 250)).toBe(false);
  });
});

describe('what is none of the kind is refused', () => {
  test.each<[keyof typeof sessions, string]>([
    ['socketIo', 'a Server of Socket.IO'],
    ['ws', 'a WebSocketServer or WebSocket of ws'],
    ['graphqlWs', 'the WebSocketServer that useServer is given'],
    ['httpServer', 'a Server of node:http or node:https'],
    ['kafkajs', 'a consumer of KafkaJS'],
    ['bullmq', 'a Worker of BullMQ'],
    ['amqplib', 'a connection of amqplib'],
    ['mqtt', 'a client of MQTT.js'],
  ])('by %s', (kind, expected) => {
    const factory = sessions[kind] as (given?: unknown) => Session;
    expect(() => factory()).toThrow(new TypeError(`sessions.${kind}: expected ${expected}, got undefined`));
    expect(() => factory('chat')).toThrow(new TypeError(`sessions.${kind}: expected ${expected}, got "chat"`));
  });
});
