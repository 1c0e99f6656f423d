// Two more clients in the very turn that blocks: late-arrivals.mjs <spin|execSync>
import { execSync } from 'node:child_process';
import { monitor, sleep, spin } from './support.mjs';

let clients = 6;
await monitor({ sessions: [{ name: 'chat', timeoutMs: 1000, count: () => clients }] });
await sleep(400);
clients = 8;
if (process.argv[2] === 'spin') spin(700);
else execSync('sleep 0.7');
await sleep(200);
