import rule from '../../src/rules/no-polling-loop.ts';
import { testRule } from './rule-tester.ts';

const IMPORT = 'import { setTimeout as sleep } from "node:timers/promises";';

function silent(name: string, code: string) {
  return { name, code: `${IMPORT} ${code}` };
}

function polls(text: string, code: string, before = IMPORT) {
  return { name: code, code: `${before}\n${code}`, errors: [{ messageId: 'polls', data: { text }, line: 2 }] };
}

testRule('no-polling-loop', rule, {
  valid: [
    // A page waits.
    {
      name: 'on a page',
      code: 'export async function f() { while (!document.body) await new Promise((go) => setTimeout(go, 50)); }',
    },
    // It sleeps between rounds of work.
    silent('a periodic task', 'export async function f(g) { while (true) { await g(); await sleep(1000); } }'),
    silent(
      'a periodic task that can be stopped',
      'export async function f(s) { while (!s.stopped) { s.flush(); await sleep(1000); } }',
    ),
    silent('a periodic task that never ends', 'export async function f(g) { for (;;) { g(); await sleep(1000); } }'),
    silent(
      'takes what comes',
      'export async function f(queue) { while (true) { const job = queue.shift(); if (!job) { await sleep(50); continue; } job(); } }',
    ),
    silent(
      'tries again',
      'export async function f(g) { for (let i = 0; i < 3; i++) { try { return await g(); } catch { await sleep(100 * i); } } }',
    ),
    silent('a countdown', 'export async function f(n) { while (n-- > 0) await sleep(1000); }'),
    silent(
      'a long time in parts',
      'export async function f(left) { while (left > 0) { const part = Math.min(left, 2147483647); await sleep(part); left -= part; } }',
    ),
    silent('until a time', 'export async function f(end) { while (Date.now() < end) await sleep(10); }'),

    // What it asks for is somewhere else, and sends no events here.
    silent('asks a server', 'export async function f(get) { while (!(await get())) await sleep(1000); }'),
    silent(
      'asks a server in its body',
      'export async function f(get) { let r; do { await sleep(1000); r = await get(); } while (!r.ok); }',
    ),

    // It awaits the event.
    silent(
      'awaits an event in a loop',
      'import { once } from "node:events"; export async function f(s) { while (!s.ready) await once(s, "change"); }',
    ),
    silent(
      'asks another program',
      'import { execFileSync } from "child_process"; const getSize = () => execFileSync("size").length; export async function f(last) { for (;;) { const size = getSize(); if (size === last) break; await sleep(400); } }',
    ),
    silent('sleeps once', 'export async function f(s) { if (!s.ready) await sleep(10); }'),
    silent('yields while it works', 'export async function f(xs, g) { for (const x of xs) { g(x); await sleep(0); } }'),
    silent(
      'a sleep of another kind',
      'import { sleep as nap } from "./work.js"; export async function f(s) { while (!s.ready) await nap(10); }',
    ),
  ],
  invalid: [
    polls('s.ready', 'export async function f(s) { while (!s.ready) await sleep(50); }'),
    polls('s.ready', 'export async function f(s) { while (!s.ready) { await sleep(50); } }'),
    polls(
      'ready',
      'let ready = false; export const set = () => { ready = true; }; export async function f() { do { await sleep(50); } while (!ready); }',
    ),
    polls('ready', 'let ready = false; export async function f() { for (;;) { if (ready) break; await sleep(50); } }'),
    polls('this.open', 'class Door { async enter() { while (!this.open) await sleep(50); } }'),
    polls('s.isReady()', 'export async function f(s) { while (!s.isReady()) await sleep(50); }'),
    polls(
      'queue.length === 0',
      'export async function take(queue) { while (queue.length === 0) await sleep(5); return queue.shift(); }',
    ),
    polls('s.ready', 'export async function f(s) { let i = 0; while (!s.ready && i++ < 100) await sleep(50); }'),
    polls('s.ready', 'export async function f(s) { for (let i = 0; !s.ready && i < 100; i++) await sleep(50); }'),
    polls('s.ready', 'export async function f(s, end) { while (!s.ready && Date.now() < end) await sleep(50); }'),
    polls('s.ready', 'export async function f(s) { while (!s.ready) { console.log("waiting"); await sleep(50); } }'),
    polls(
      's.ready',
      'export async function f(s) { while (!s.ready) await new Promise((resolve) => setTimeout(resolve, 50)); }',
      '',
    ),
    polls(
      's.ready',
      'export async function f(s) { while (!s.ready) await nap(50); }',
      'const nap = (ms) => new Promise((resolve) => setTimeout(resolve, ms));',
    ),
    polls(
      's.ready',
      'export async function f(s) { while (!s.ready) await nap(50); }',
      'async function nap(ms) { await new Promise((resolve) => { setTimeout(() => resolve(), ms); }); }',
    ),
    polls(
      's.ready',
      'export async function f(s) { while (!s.ready) await nap(50); }',
      'import { promisify } from "node:util"; const nap = promisify(setTimeout);',
    ),
    polls(
      's.ready',
      'export async function f(s) { while (!s.ready) await scheduler.wait(50); }',
      'import { scheduler } from "node:timers/promises";',
    ),
    polls('s.ready', 'export async function f(s) { while (!s.ready) await delay(50); }', 'import delay from "delay";'),
    polls(
      's.ready',
      'export async function f(s) { while (!s.ready) await setImmediate(); }',
      'import { setImmediate } from "node:timers/promises";',
    ),
    polls(
      'fs.existsSync(lock)',
      'export async function f(lock) { while (fs.existsSync(lock)) await sleep(50); }',
      `import fs from "node:fs"; ${IMPORT}`,
    ),
  ],
});
