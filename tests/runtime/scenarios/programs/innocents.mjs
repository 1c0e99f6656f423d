// What must not be reported: a wall clock that jumps, and a worker thread that blocks on purpose.
import { Worker } from 'node:worker_threads';
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

await monitor();
const now = Date.now;
await sleep(300);
Date.now = () => now() + 3_600_000;
await sleep(400);
Date.now = () => now() - 3_600_000;
await sleep(400);
Date.now = now;

const worker = new Worker(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)`, { eval: true });
await new Promise((resolve) => worker.once('exit', resolve));
say('quiet');
Date.now = () => now() - 3_600_000;
spin(600);
Date.now = now;
await sleep(200);
