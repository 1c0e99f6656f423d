// Several times the same: a long call into which no stack sees, then somewhat more of JavaScript, in one turn.
import { execSync } from 'node:child_process';
import { monitor, occupy, sleep } from './support.mjs';

await monitor();
await sleep(400);
for (let round = 0; round < 5; round++) {
  execSync('sleep 0.4');
  occupy(450);
  await sleep(400);
}
