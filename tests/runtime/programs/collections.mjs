// Says how much longer an allocating loop takes after some blocks than before them: at best, since the machine may be busy.
import { monitor, say, sleep } from './support.mjs';

const BLOCKS = 6;
const ROUNDS = 7;

await monitor();
allocate();
const before = best();
for (let block = 0; block < BLOCKS; block++) {
  for (const end = performance.now() + 500; performance.now() < end;) allocate();
  await sleep(100);
}
say(`collections ${best() / before}`);
process.exit();

function best() {
  return Math.min(...Array.from({ length: ROUNDS }, time));
}

function time() {
  const from = performance.now();
  allocate();
  return performance.now() - from;
}

function allocate() {
  let last;
  for (let index = 0; index < 300_000; index++) last = [index, last && 1];
  return last;
}
