// Three blocks, each below every level of the session, with one short turn of the loop in between; then one alone.
import { monitor, occupy, sleep } from './support.mjs';

const watch = await monitor({ sessions: [{ name: 'chat', timeoutMs: 1000, count: () => 7 }] });
await sleep(400);
for (let time = 0; time < 3; time++) {
  occupy(450);
  await sleep(1);
}
console.log(`at risk: ${watch.isAtRisk()}`);
await sleep(300);
console.log(`at risk: ${watch.isAtRisk()}`);
occupy(300);
await sleep(200);
