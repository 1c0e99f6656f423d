// Starves the loop with microtasks: an async function that awaits what is there already.
import { monitor, sleep } from './support.mjs';

await monitor();

async function starve() {
  const end = performance.now() + 1500;
  while (performance.now() < end) await null;
}

await sleep(400);
setTimeout(starve, 10);
await sleep(50);
await sleep(250);
