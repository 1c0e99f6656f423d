import { checkArgument, emitter } from '../check.ts';
import type { Session } from './session.ts';

interface Socket {
  once(event: 'close', listener: () => void): unknown;
}

/** What is needed of a `Server` of `node:http` or `node:https`. */
export interface HttpServer {
  readonly keepAliveTimeout: number;
  readonly timeout: number;
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
}

const SERVER = emitter('a Server of node:http or node:https');

/**
 * The connections of a server of `node:http`. `timeoutMs` is `keepAliveTimeout` (default 5 s), read from the live server:
 * so long it promises its clients to keep an idle connection. A request that comes later in a block waits unread, and
 * the server's own timer, a second after the promise, closes the connection first: the client reads ECONNRESET. It is
 * `timeout`, where that is set and shorter.
 */
export function httpServer(server: HttpServer, { name = 'http' }: { readonly name?: string } = {}): Session {
  checkArgument('sessions.httpServer', SERVER, server);
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return { name, timeoutMs: () => shortestTimeout(server), count: () => connections.size };
}

/** Of both settings 0 means never. */
function shortestTimeout({ keepAliveTimeout, timeout }: HttpServer): number | undefined {
  const set = [keepAliveTimeout, timeout].filter((ms) => ms > 0);
  return set.length > 0 ? Math.min(...set) : undefined;
}
