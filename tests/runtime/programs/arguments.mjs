// Runs a command with a secret in it: arguments.mjs <syncCalls> <stderr>
import { execSync } from 'node:child_process';
import { monitor, sleep } from './support.mjs';

const [syncCalls, stderr] = process.argv.slice(2);
await monitor({ syncCalls, whileBlocked: { stderr } });
await sleep(300);
execSync('PASSWORD=SECRET sleep 0.6 && true SECRET', { env: { ...process.env, TOKEN: 'SECRET' } });
await sleep(200);
