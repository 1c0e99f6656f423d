// Does nothing for a while, then blocks once, and says what the main thread has used meanwhile: idle-cpu.mjs <ms>
import { readFileSync } from 'node:fs';
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

const cpuMs = () => Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;

await monitor();
await sleep(1000);
const [usedBefore, startedAt] = [cpuMs(), performance.now()];
await sleep(Number(process.argv[2]));
say(`used ${(cpuMs() - usedBefore) / (performance.now() - startedAt)}`);
say(`begin ${Date.now()}`);
setTimeout(() => spin(500));
await sleep(100);
await sleep(200);
