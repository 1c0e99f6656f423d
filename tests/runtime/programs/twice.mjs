// Started by import, by require, and perhaps by register: one watchdog. Prints what it sees of itself.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as imported from 'unblocked/monitor';
import { sleep, spin } from './plain.mjs';
import { watched } from './watched.mjs';

const required = createRequire(import.meta.url)('unblocked/monitor');
const countThreads = () => readdirSync('/proc/self/task').length;

const first = imported.startMonitor({ startupGraceMs: 0, whileBlocked: { stderr: 'json' } });
await watched();
const threads = countThreads();
const second = required.startMonitor({ sessions: [{ name: 'late', timeoutMs: 800 }], blockThresholdMs: 250 });
await sleep(300);
console.log(`same ${first === second}, threads added ${countThreads() - threads}`);
second.on('session-at-risk', ({ session }) => console.log(`${session.name} ${session.level}`));
spin(500);
await sleep(200);
