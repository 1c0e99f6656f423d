// The same block within the time of grace, and after it.
import { startMonitor } from 'unblocked/monitor';
import { monitor, say, sleep, spin } from './support.mjs';

const startedAt = performance.now();
await monitor({ sessions: [{ name: 'chat', timeoutMs: 1000 }] });
const startupGraceMs = performance.now() - startedAt + 2000;
startMonitor({ startupGraceMs });
await sleep(200);
spin(700);
say('over');
await sleep(startupGraceMs - (performance.now() - startedAt) + 200);
say(`again ${Date.now()}`);
spin(700);
await sleep(200);
