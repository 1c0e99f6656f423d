// One call of the same place after the other: calls.mjs <times>
import { execSync } from 'node:child_process';
import { monitor, sleep } from './support.mjs';

await monitor();
await sleep(300);
for (let time = 0; time < Number(process.argv[2]); time++) {
  execSync('sleep 0.3');
  await sleep(100);
}
await sleep(200);
