import { checkArgument, isObject, type Check } from '../check.ts';
import type { Session } from './session.ts';

/** What is needed of a Socket.IO `Server`; `engine` exists once it is attached to an HTTP server. */
export interface SocketIoServer {
  readonly engine?: {
    readonly opts?: { readonly pingTimeout?: number | undefined };
    readonly clientsCount?: number;
  };
}

const SERVER: Check = { expected: 'a Server of Socket.IO', holds: isObject };

/**
 * The sessions of a Socket.IO 4 server. `timeoutMs` is its `pingTimeout` (default 20 s), read from the live server,
 * not `pingInterval + pingTimeout`: when a block begins right after a PING, the PONG waits unread in the socket, and
 * the server's own timer, which runs first once the loop is free, drops the healthy client.
 *
 * @param io the server; it may be attached later.
 * @param name tells several servers apart. Default `socket.io`.
 */
export function socketIo(io: SocketIoServer, { name = 'socket.io' }: { readonly name?: string } = {}): Session {
  checkArgument('sessions.socketIo', SERVER, io);
  return {
    name,
    timeoutMs: () => io.engine?.opts?.pingTimeout,
    count: () => io.engine?.clientsCount,
  };
}
