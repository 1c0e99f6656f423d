// Blocks in a function of its own: spin.mjs <ms> [threshold] [times]
import { monitor, say, sleep } from './support.mjs';

const [ms, blockThresholdMs = 200, times = 1] = process.argv.slice(2).map(Number);
await monitor({ blockThresholdMs });

function hot() {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

await sleep(400);
for (let time = 0; time < times; time++) {
  await sleep(100 + ((time * 37) % 100));
  hot();
  say(`free ${Date.now()}`);
}
await sleep(200);
