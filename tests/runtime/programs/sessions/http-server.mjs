// A server of node:http that blocks while a connection is idle: http-server.mjs <ms>
import { createServer } from 'node:http';
import { sessions } from 'unblocked/monitor';
import { monitor, say } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const server = createServer((request, response) => {
  response.end(request.url);
  if (request.url === '/first') response.once('close', () => setTimeout(() => setImmediate(block), 100));
});
const block = createBlock(Number(process.argv[2]));
await monitor({ sessions: [sessions.httpServer(server)] });
// Set later: the setting is read from the live server.
server.keepAliveTimeout = 1000;

server.listen(0, '127.0.0.1', () => say(`port ${server.address().port}`));
