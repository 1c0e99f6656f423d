// Runs timers, for a debugger to stop.
import { monitor, say } from '../../programs/support.mjs';

monitor({ sessions: [{ name: 'chat', timeoutMs: 600 }] });
const timer = setInterval(() => undefined, 20);
setTimeout(() => say('ready'), 300);
process.stdin.once('data', () => {
  clearInterval(timer);
  process.stdin.destroy();
});
