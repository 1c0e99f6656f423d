// Blocks below the threshold, with one turn of the loop between them in which no heartbeat is in time.
import { monitor, say, sleep } from './support.mjs';

await monitor({ sessions: [{ name: 'chat', timeoutMs: 800 }] });
await sleep(400);
let longestMs = 0;
for (let time = 0; time < 10; time++) {
  const startedAt = performance.now();
  while (performance.now() - startedAt < 180);
  longestMs = Math.max(longestMs, performance.now() - startedAt);
  await sleep(1);
}
say(`longest ${longestMs}`);
await sleep(300);
