import { io, type Socket } from 'socket.io-client';
import type { ClientEvents } from '../app/protocol.ts';

export interface Client {
  name: string;
  /** Sends a message, and tells whether the answer came before the session was dropped. */
  ask: (question: string) => Promise<boolean>;
  /** Resolves at once, or when the client has connected again. */
  connected: () => Promise<void>;
  close: () => void;
}

/** Logs in and connects, as the page does. */
export async function connect(
  url: string,
  name: string,
  onDrop: (name: string, reason: string) => void,
): Promise<Client> {
  const auth = { token: await logIn(url, name) };
  const socket: Socket<object, ClientEvents> = io(url, { auth, transports: ['websocket'], forceNew: true });
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') onDrop(name, reason);
  });

  const client: Client = {
    name,
    ask: (question) =>
      socket.emitWithAck('message', question).then(
        (reply) => 'text' in reply,
        () => false,
      ),
    connected: async () => {
      if (!socket.connected) await new Promise<void>((resolve) => socket.once('connect', resolve));
    },
    close: () => {
      socket.close();
    },
  };
  await client.connected();
  return client;
}

async function logIn(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: 'open sesame' }),
  });
  if (!response.ok) throw new Error(`${name} cannot log in: ${response.status}.`);
  const { token } = (await response.json()) as { token: string };
  return token;
}
