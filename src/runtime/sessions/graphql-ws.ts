import { checkArgument, isObject, type Check } from '../check.ts';
import type { Session } from './session.ts';

interface Socket {
  once(event: 'message' | 'close', listener: () => void): unknown;
}

/** What is needed of the `WebSocketServer` that is given to `useServer` of graphql-ws. */
export interface GraphqlWsServer {
  readonly clients: { readonly size: number };
  on(event: 'connection', listener: (socket: Socket) => void): unknown;
}

interface GraphqlWsOptions {
  /** Default `graphql-ws`, or `graphql-ws.init` where `connectionInitWaitTimeout` is given. */
  readonly name?: string;
  /** The third argument of `useServer`, in milliseconds. Default 12 s, as there. */
  readonly keepAlive?: number;
  /** That option of `useServer`, in milliseconds (3 s by default there): makes the kind that of clients still connecting. */
  readonly connectionInitWaitTimeout?: number;
}

const SERVER: Check = { expected: 'the WebSocketServer that useServer is given', holds: isObject };

/**
 * The sessions of graphql-ws 6. `timeoutMs` is `keepAlive`: the PONG that comes during a block waits unread, and the
 * server's own timer runs first and terminates the client. With `connectionInitWaitTimeout` it is the sessions of those
 * who have connected and not yet said who they are; the server closes them for its own silence.
 *
 * `useServer` keeps both settings to itself, so they are not read from it.
 */
export function graphqlWs(server: GraphqlWsServer, options: GraphqlWsOptions = {}): Session {
  checkArgument('sessions.graphqlWs', SERVER, server);
  const { keepAlive = 12_000, connectionInitWaitTimeout } = options;
  if (connectionInitWaitTimeout === undefined) {
    return { name: options.name ?? 'graphql-ws', timeoutMs: keepAlive, count: () => server.clients.size };
  }
  const connecting = new Set<Socket>();
  server.on('connection', (socket) => {
    const leave = () => connecting.delete(socket);
    connecting.add(socket);
    socket.once('message', leave);
    socket.once('close', leave);
  });
  return {
    name: options.name ?? 'graphql-ws.init',
    timeoutMs: connectionInitWaitTimeout,
    count: () => connecting.size,
  };
}
