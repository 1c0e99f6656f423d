// Says what a capture takes, and what a marked call costs beside the same call without a mark: at best, since the machine
// may be busy.
import fs from 'node:fs';
import { monitor, say } from './support.mjs';

const ROUNDS = 201;
const CALLS = 500;
const bare = fs.existsSync;
const watch = await monitor({ context: () => ({ route: 'GET /' }) });
const marked = fs.existsSync;
const capture = globalThis[Symbol.for('unblocked.capture')];

const captures = Array.from({ length: ROUNDS }, () => time(() => capture()));
say(`capture ${median(captures)}`);
const rounds = Array.from({ length: ROUNDS }, () => [time(() => repeat(marked)), time(() => repeat(bare))]);
const best = (index) => Math.min(...rounds.map((times) => times[index]));
say(`marked ${marked !== bare} ${best(0) / best(1)}`);
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
