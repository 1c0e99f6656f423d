// Several times the same: a long call into which no stack sees, then somewhat more of JavaScript, in one turn.
import { execSync } from 'node:child_process';
import { monitor, occupy, sleep } from './support.mjs';

await monitor();
await sleep(400);
for (let round = 0; round < 5; round++) {
  const start = performance.now();
  execSync('sleep 0.4');
  // On a busy machine, the command takes longer.
  occupy(performance.now() - start + 50);
  await sleep(400);
}
