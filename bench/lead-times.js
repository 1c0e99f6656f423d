/**
 * How long before a Socket.IO client is dropped each warning comes, from a real server that blocks right after a PING and
 * a real client: `npm run bench:lead-times -- [rounds] [pingInterval] [pingTimeout] [block]`, times in milliseconds.
 */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { sessions, startMonitor } from 'unblocked/monitor';

const LEVELS = ['warning', 'critical', 'lost'];
const [ROUNDS = 5, PING_INTERVAL = 1000, PING_TIMEOUT = 1500, BLOCK_MS = 3500] = process.argv.slice(2).map(Number);

if (process.send) serve();
else await measure();

function serve() {
  const server = createServer();
  const io = new Server(server, { pingInterval: PING_INTERVAL, pingTimeout: PING_TIMEOUT });
  startMonitor({ startupGraceMs: 0, sessions: [sessions.socketIo(io)], whileBlocked: { stderr: 'json' } });
  let pings = 0;
  io.on('connection', (socket) => {
    socket.conn.on('packetCreate', ({ type }) => {
      if (type !== 'ping') return;
      pings += 1;
      // The first PING leaves time for the watchdog to start.
      if (pings === 2) setImmediate(block);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

function block() {
  const end = performance.now() + BLOCK_MS;
  while (performance.now() < end);
}

async function measure() {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await drop());
  const title = `pingInterval ${PING_INTERVAL} ms, pingTimeout ${PING_TIMEOUT} ms, a block of ${BLOCK_MS} ms`;
  console.log(`${title}; milliseconds before the client's own disconnect, ${ROUNDS} rounds\n`);
  console.log('| level | least | median | most |\n| --- | ---: | ---: | ---: |');
  for (const level of LEVELS) {
    const leads = rounds.map((round) => round[level]).sort((one, other) => one - other);
    console.log(`| ${level} | ${leads[0]} | ${leads[leads.length >> 1]} | ${leads.at(-1)} |`);
  }
}

/** One server, one client, one block: how long before the client's disconnect each level was on stderr. */
async function drop() {
  const child = fork(fileURLToPath(import.meta.url), process.argv.slice(2), {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  const warnedAt = {};
  createInterface(child.stderr).on('line', (line) => {
    const { event, session } = JSON.parse(line);
    if (event === 'session-at-risk') warnedAt[session.level] ??= Date.now();
  });
  const port = await new Promise((resolve) => child.once('message', resolve));
  const client = connect(`http://127.0.0.1:${port}`, { transports: ['websocket'], reconnection: false });
  await new Promise((resolve) => client.once('disconnect', resolve));
  const droppedAt = Date.now();
  child.kill('SIGKILL');
  return Object.fromEntries(LEVELS.map((level) => [level, droppedAt - warnedAt[level]]));
}
