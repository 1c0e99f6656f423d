// Two worker threads with monitors of their own, which block at the same time as nobody else does.
import { isMainThread, threadId, Worker } from 'node:worker_threads';
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

await monitor({ blockThresholdMs: 200 });
await sleep(300);
if (isMainThread) {
  const workers = ['images', 'mails'].map((name) => new Worker(new URL(import.meta.url), { name }));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))));
} else {
  spin(700);
  say(`thread ${threadId}`);
  await sleep(300);
}
