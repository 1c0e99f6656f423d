import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import { Server } from 'socket.io';
import { sessions, startMonitor } from 'unblocked/monitor';
import { publicFolder } from './files.ts';
import type { ChatServer, ChatSocket } from './protocol.ts';
import { userOfToken } from './users.ts';

/** The two parts in which the broken and the fixed server differ. */
export interface Handlers {
  login: Router;
  chat: (socket: ChatSocket) => void;
}

/** Serves the page, the login and the chat on `PORT`, and watches the event loop. */
export function serve({ login, chat }: Handlers): void {
  const app = express();
  app.use(express.static(publicFolder), express.json(), login);

  const server = createServer(app);
  // Socket.IO's defaults are 25 s and 20 s. These let you see a session dropped within seconds.
  const io: ChatServer = new Server(server, { pingInterval: 1_000, pingTimeout: 2_000 });
  io.use(authenticate);
  io.on('connection', chat);

  // A real server keeps the default grace period for its start-up.
  startMonitor({ startupGraceMs: 0, sessions: [sessions.socketIo(io)] });

  server.listen(Number(process.env['PORT'] ?? 3000), () => {
    const { port } = server.address() as AddressInfo;
    console.log(`listening on http://localhost:${port}`);
  });
}

function authenticate(socket: ChatSocket, next: (error?: Error) => void): void {
  const user = userOfToken(socket.handshake.auth['token']);
  if (user === undefined) {
    next(new Error('Log in first.'));
    return;
  }
  socket.data.user = user;
  next();
}
