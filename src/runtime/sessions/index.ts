import { idleTimeout } from './idle-timeout.ts';
import { socketIo } from './socket-io.ts';

/** Session kinds by the system they belong to: what times out when the event loop is blocked. */
export const sessions = { socketIo, idleTimeout } as const;

export type { Session } from './session.ts';
export type { SocketIoServer } from './socket-io.ts';
