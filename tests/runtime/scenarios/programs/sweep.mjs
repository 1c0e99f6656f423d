// Blocks for <ms> at any time between two heartbeats: sweep.mjs <ms> <times>
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

const [ms, times] = process.argv.slice(2).map(Number);
await monitor({ rateLimit: false });
await sleep(300);
for (let index = 0; index < times; index++) {
  await sleep(100 + Math.random() * 100);
  const startedAt = performance.now();
  spin(ms);
  say(`block ${performance.now() - startedAt} ${Date.now()}`);
}
await sleep(200);
