// Needs so much CPU time, however long that takes: some-work.mjs <ms>
import { monitor, say, sleep } from '../../programs/support.mjs';

const CPU_MS = Number(process.argv[2]);
await monitor({ sessions: [{ name: 'chat', timeoutMs: 600 }] });

function work() {
  const before = process.cpuUsage();
  let used = { user: 0, system: 0 };
  while ((used.user + used.system) / 1000 < CPU_MS) {
    for (let index = 0; index < 1e5; index++) Math.sqrt(index);
    used = process.cpuUsage(before);
  }
}

await sleep(400);
say(`begin ${Date.now()}`);
setTimeout(work);
await sleep(50);
await sleep(200);
