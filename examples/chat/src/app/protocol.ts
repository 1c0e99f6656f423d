import type { DefaultEventsMap, Server, Socket } from 'socket.io';

/** What a client gets back for its message. */
export type Reply = { text: string; tokens: number } | { error: string };

export interface ClientEvents {
  message: (text: string, reply: (reply: Reply) => void) => unknown;
}

export interface SocketData {
  user: string;
}

export type ChatServer = Server<ClientEvents, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type ChatSocket = Socket<ClientEvents, DefaultEventsMap, DefaultEventsMap, SocketData>;
