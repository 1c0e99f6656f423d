// A server with a health check, which blocks shortly before the fourth check: kubernetes.mjs <ms> <watchdog's port>
import { createServer } from 'node:http';
import { sessions } from 'unblocked/monitor';
import { monitor, say } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const [ms, port] = process.argv.slice(2).map(Number);
const block = createBlock(ms);
await monitor({
  sessions: [sessions.kubernetesLiveness({ periodSeconds: 0.5, timeoutSeconds: 0.2, failureThreshold: 3 })],
  whileBlocked: { stderr: 'json', port, livezThresholdMs: 400 },
});

let checks = 0;
const server = createServer((_, response) => {
  response.end('ok');
  checks += 1;
  if (checks === 3) response.once('close', () => setTimeout(() => setImmediate(block), 400));
});
server.listen(0, '127.0.0.1', () => say(`port ${server.address().port}`));
