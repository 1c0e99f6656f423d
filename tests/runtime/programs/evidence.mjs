// Blocks in JavaScript and in a call, and ends with the block: evidence.mjs <file>
import { pbkdf2Sync } from 'node:crypto';
import { monitor, say, sleep, spin } from './support.mjs';

await monitor({ evidence: process.argv[2], whileBlocked: { stderr: 'text' } });
await sleep(300);
setTimeout(function compute() {
  spin(500);
});
await sleep(100);
setTimeout(function hash() {
  const end = performance.now() + 500;
  while (performance.now() < end) pbkdf2Sync('a', 'b', 50_000, 64, 'sha512');
});
await sleep(400);
say('served');
