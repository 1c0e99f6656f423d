// A Socket.IO server that blocks right after its next PING, while the PONG is on its way: sessions/socket-io.mjs <ms>
import { createServer } from 'node:http';
import { sessions } from 'unblocked/monitor';
import { Server } from 'socket.io';
import { monitor, occupy, say, sleep } from '../support.mjs';

const server = createServer();
const io = new Server();
// Attached later: the settings are read from the live server.
await monitor({ sessions: [sessions.socketIo(io)] });
io.attach(server, { pingInterval: 1000, pingTimeout: 800 });

io.on('connection', (socket) => {
  socket.conn.on('packetCreate', ({ type }) => {
    // The packet has been handed to the kernel, and the answer is on its way. Not from a timer: after a block of one of
    // its timers, the loop reads its sockets before the next timer, and the answer would be in time.
    if (type === 'ping') setImmediate(block);
  });
  socket.on('disconnect', (reason) => say(`dropped ${reason}`));
});

let isDone = false;
function block() {
  if (isDone) return;
  isDone = true;
  say('begin');
  occupy(Number(process.argv[2]));
  say('end');
  void sleep(800).then(() => process.exit());
}

server.listen(0, '127.0.0.1', () => say(`port ${server.address().port}`));
