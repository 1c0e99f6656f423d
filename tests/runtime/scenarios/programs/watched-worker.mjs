// A worker thread that has a monitor of its own, and blocks: in a synchronous call, then in JavaScript.
import { execSync } from 'node:child_process';
import { isMainThread, Worker } from 'node:worker_threads';
import { monitor, sleep, spin } from '../../programs/support.mjs';

await monitor();
await sleep(300);
if (isMainThread) {
  new Worker(new URL(import.meta.url), { name: 'pool' });
} else {
  execSync('sleep 0.7');
  await sleep(250);
  spin(700);
  await sleep(250);
}
