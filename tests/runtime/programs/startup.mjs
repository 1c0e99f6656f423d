// Blocks while the module is evaluated, before the loop has turned once: startup.mjs <ms> [threshold]
import { startMonitor } from 'unblocked/monitor';
import { spin } from './support.mjs';
import { watched } from './watched.mjs';

const [ms, blockThresholdMs] = process.argv.slice(2).map(Number);
startMonitor({ blockThresholdMs, sessions: [{ name: 'chat', timeoutMs: 500 }], whileBlocked: { stderr: 'json' } });
spin(ms);
await watched();
