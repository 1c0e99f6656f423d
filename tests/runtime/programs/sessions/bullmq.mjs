// A worker whose job blocks as soon as it has begun: bullmq.mjs <redis port> <ms>. Locks are for a second.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { sessions } from 'unblocked/monitor';
import { monitor, say, sleep } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const [port, ms] = process.argv.slice(2).map(Number);
const connection = new Redis({ host: '127.0.0.1', port, maxRetriesPerRequest: null });
const block = createBlock(ms, 1000);
const worker = new Worker(
  'mails',
  async () => {
    say('job');
    await sleep(400);
    setImmediate(block);
    await sleep(200);
  },
  { connection, autorun: false, stalledInterval: 200, lockDuration: 1000 },
);
worker.on('error', ({ message }) => say(`error ${message}`));
await monitor({ sessions: [sessions.bullmq(worker)] });
void worker.run();
await sleep(400);
await new Queue('mails', { connection }).add('mail', {}, { attempts: 1 });
