// Requires a large module while it serves: large-module.mjs <file>
import { createRequire } from 'node:module';
import { monitor, say, sleep } from '../../programs/support.mjs';

const require = createRequire(import.meta.url);
await monitor({ blockThresholdMs: 100 });

function requireLarge() {
  require(process.argv[2]);
}

await sleep(300);
say(`begin ${Date.now()}`);
setTimeout(requireLarge);
await sleep(100);
await sleep(200);
