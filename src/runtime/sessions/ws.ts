import { checkArgument, isObject, type Check } from '../check.ts';
import type { Session } from './session.ts';

/** What is needed of a `WebSocketServer` of ws. */
export interface WsServer {
  readonly clients: { readonly size: number };
}

/** What is needed of a `WebSocket` of ws, in a process that is the client. */
export interface WsClient {
  readonly readyState: number;
}

interface WsOptions {
  /** Default `ws`, or `ws.client` where `clientTimeoutMs` is given. */
  readonly name?: string;
  /** Time between two sweeps of the server, each of which terminates who has not answered the PING before. */
  readonly intervalMs?: number;
  /** For how long the clients wait for the next PING before they terminate. */
  readonly clientTimeoutMs?: number;
}

const OPEN = 1;

const SOCKET: Check = { expected: 'a WebSocketServer or WebSocket of ws', holds: isObject };

/**
 * The sessions of ws 8 that are kept as its README says. On the server, `timeoutMs` is `intervalMs` (default 30 s): the
 * PONGs that come during a block wait unread, and the next sweep runs before they are read.
 *
 * The README's client terminates when no PING came for `clientTimeoutMs`, 31 s. Where it is given, `timeoutMs` is the
 * slack between the two, 1 s: a block of either side that delays one PING by so much loses the session.
 *
 * @param socket the server, or in the client's process the client.
 */
export function ws(socket: WsServer | WsClient, options: WsOptions = {}): Session {
  checkArgument('sessions.ws', SOCKET, socket);
  const { intervalMs = 30_000, clientTimeoutMs } = options;
  const { name = clientTimeoutMs === undefined ? 'ws' : 'ws.client' } = options;
  return {
    name,
    timeoutMs: clientTimeoutMs === undefined ? intervalMs : clientTimeoutMs - intervalMs,
    count: () => ('clients' in socket ? socket.clients.size : Number(socket.readyState === OPEN)),
  };
}
