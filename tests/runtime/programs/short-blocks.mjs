// Blocks below the threshold, with one turn of the loop between them in which no heartbeat is in time.
import { monitor, occupy, sleep } from './support.mjs';

await monitor({ sessions: [{ name: 'chat', timeoutMs: 800 }] });
await sleep(400);
for (let time = 0; time < 10; time++) {
  occupy(180);
  await sleep(1);
}
await sleep(300);
