// Blocks while the module is evaluated, before the loop has turned once.
import { startMonitor } from 'unblocked/monitor';
import { spin } from './support.mjs';

startMonitor({ sessions: [{ name: 'chat', timeoutMs: 500 }], whileBlocked: { stderr: 'json' } });
spin(900);
