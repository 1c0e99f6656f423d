// Does nothing for a while, then blocks once, and says what the main thread has used meanwhile: idle-cpu.mjs <ms>
// It is the least of five parts: what else goes on in the machine only adds to it.
import { readFileSync } from 'node:fs';
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

const cpuMs = () => Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;

await monitor();
await sleep(1000);
const shares = [];
for (let part = 0; part < 5; part++) {
  const [usedBefore, startedAt] = [cpuMs(), performance.now()];
  await sleep(Number(process.argv[2]) / 5);
  shares.push((cpuMs() - usedBefore) / (performance.now() - startedAt));
}
say(`used ${Math.min(...shares)}`);
say(`begin ${Date.now()}`);
setTimeout(() => spin(500));
await sleep(100);
await sleep(200);
