import { userNames } from '../app/users.ts';
import { checkLint } from './lint.ts';
import { begin, failures, say } from './output.ts';
import { runBroken, runFixed } from './run.ts';
import { createScenes } from './scenes.ts';

const MAX_DURATION_MS = 120_000;

setTimeout(() => fail(`it did not end within ${MAX_DURATION_MS / 1_000} s`), MAX_DURATION_MS).unref();
process.once('uncaughtException', (error) => fail(error.message));

say('A chat server in two versions, each with eight users. pingInterval is 1 s, pingTimeout 2 s.');

begin('lint', '1. Lint both versions');
await checkLint();

const scenes = await createScenes();
begin('broken', '2. Run the broken version under the monitor');
const broken = await runBroken(scenes);

begin('fixed', '3. Run the fixed version under the same load, all at once');
const fixed = await runFixed(scenes);

if (failures.length > 0) fail(failures.join('; '));
say('');
console.log(
  `demo: broken: warned ${Math.floor(broken.leadMs)} ms ` +
    `before ${broken.dropped.size} of ${userNames.length} sessions dropped; ` +
    `fixed: ${fixed.dropped.size} of ${userNames.length} dropped`,
);

function fail(reason: string): never {
  say('');
  say(`demo: failed: ${reason}`);
  process.exit(1);
}
