// Runs timers, for a debugger to stop.
import { monitor, say } from '../../programs/support.mjs';

await monitor({ sessions: [{ name: 'chat', timeoutMs: 600 }] });
const timer = setInterval(() => undefined, 20);
setTimeout(() => say('ready'), 300);
// Its end is that of the test, however that ends.
process.stdin.resume().once('end', () => clearInterval(timer));
