// Blocks while the module is evaluated, before the loop has turned once.
import { monitor, spin } from './support.mjs';

monitor({ startupGraceMs: 30_000, sessions: [{ name: 'chat', timeoutMs: 500 }] });
spin(900);
