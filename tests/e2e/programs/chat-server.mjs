// A server of the fleet: chat-server.mjs <port> <watchdog's port>. POST /spin?ms, /hash, /sleep?seconds block it.
import { execFileSync } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { sessions, startMonitor } from 'unblocked/monitor';

const [port, watchdogPort] = process.argv.slice(2).map(Number);

const BLOCKS = {
  '/spin': (ms) => {
    const end = performance.now() + Number(ms);
    while (performance.now() < end);
  },
  '/hash': () => pbkdf2Sync('hidden', 'salt', 1_000_000, 64, 'sha512'),
  '/sleep': (seconds) => execFileSync('sleep', [seconds]),
};

const server = createServer((request, response) => {
  const { pathname, search } = new URL(request.url, 'http://localhost');
  BLOCKS[pathname]?.(search.slice(1));
  response.end('done\n');
});
const io = new Server(server, { pingInterval: 3000, pingTimeout: 6000 });

startMonitor({
  startupGraceMs: 0,
  sessions: [sessions.socketIo(io)],
  whileBlocked: { port: watchdogPort, stderr: 'json' },
});
server.listen(port, '127.0.0.1', () => console.log('ready'));
