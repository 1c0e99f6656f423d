// A ws server that sweeps as the README of ws says: ws.mjs <ms> <intervalMs> [clientTimeoutMs]
// It blocks right after its second PING or, for clients that wait for PINGs, right before it.
import { sessions } from 'unblocked/monitor';
import { WebSocketServer } from 'ws';
import { monitor, say } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const [ms, intervalMs, clientTimeoutMs] = process.argv.slice(2).map(Number);
const block = createBlock(ms);
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
await monitor({ sessions: [sessions.ws(server, { intervalMs, clientTimeoutMs })] });

server.on('connection', (socket) => {
  socket.isAlive = true;
  socket.on('pong', () => {
    socket.isAlive = true;
  });
});

let sweeps = 0;
setInterval(() => {
  if (server.clients.size === 0) return;
  for (const socket of server.clients) {
    if (!socket.isAlive) {
      say('terminated');
      socket.terminate();
    }
    socket.isAlive = false;
    socket.ping();
  }
  sweeps += 1;
  if (clientTimeoutMs === undefined && sweeps === 2) setImmediate(block);
  if (clientTimeoutMs !== undefined && sweeps === 1) setTimeout(() => setImmediate(block), intervalMs - 100);
}, intervalMs);

say(`port ${server.address().port}`);
