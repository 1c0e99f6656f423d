// Says what a capture takes, and what a marked call costs beside the same call without a mark, both as medians.
import fs from 'node:fs';
import { monitor, say } from './support.mjs';

const ROUNDS = 21;
const CALLS = 2000;
const bare = fs.existsSync;
const watch = await monitor({ context: () => ({ route: 'GET /' }) });
const marked = fs.existsSync;
const capture = globalThis[Symbol.for('unblocked.capture')];

const captures = Array.from({ length: ROUNDS }, () => time(() => capture()));
say(`capture ${median(captures)}`);
const ratios = Array.from({ length: ROUNDS }, () => time(() => repeat(marked)) / time(() => repeat(bare)));
say(`marked ${marked !== bare} ${median(ratios)}`);
watch.stop();

function repeat(exists) {
  for (let call = 0; call < CALLS; call++) exists('/');
}

function time(work) {
  const from = performance.now();
  work();
  return performance.now() - from;
}

function median(values) {
  return values.sort((one, other) => one - other)[values.length >> 1];
}
