// One turn of the loop that goes from a call to other code, or the other way round: phases.mjs <text|json> <parts...>
import { execSync } from 'node:child_process';
import { monitor, say, sleep } from './support.mjs';

const [stderr, ...parts] = process.argv.slice(2);
await monitor({ whileBlocked: { stderr }, sessions: [{ name: 'chat', timeoutMs: 60_000 }] });

function runCommand() {
  execSync('sleep 1.5');
}

function compute() {
  const end = performance.now() + 1500;
  while (performance.now() < end);
}

async function answer() {
  for (const part of parts) {
    ({ runCommand, compute })[part]();
    say(`end ${part}`);
  }
}

await sleep(400);
setTimeout(answer, 10);
await sleep(50);
await sleep(250);
