import rule from '../../src/rules/no-busy-wait.ts';
import { testRule } from './rule-tester.ts';

function silent(name: string, code: string, filename = 'file.js') {
  return { name, code, filename };
}

/** A file in which the loop on the given line is reported, with what it spins on. */
function spins(messageId: 'clock' | 'look' | 'flag', text: string, code: string, line = 1, filename = 'file.js') {
  return { name: code, code, filename, errors: [{ messageId, data: { text }, line }] };
}

testRule('no-busy-wait', rule, {
  valid: [
    // The loop gives others a turn.
    silent('awaits', 'export async function f(s) { while (!s.ready) { await s.tick(); } }'),
    silent('awaits in its test', 'export async function f(s) { while (!(await s.isReady())) {} }'),
    silent(
      'awaits the elements of another',
      'export async function f(s) { while (!s.ready) { for await (const x of s) {} } }',
    ),
    silent('yields', 'export function* f() { const end = Date.now() + 5; while (Date.now() < end) { yield; } }'),

    // The loop does some work.
    silent(
      'walks up, by a function of its own',
      `import fs from 'node:fs';\nconst up = (path) => path.replace(/\\/[^/]*$/, '');\nexport function f(path) { while (!fs.existsSync(path)) path = up(path); return path; }`,
    ),
    silent(
      'puts a date forward',
      'export function f(start, now, step) { const date = new Date(start); while (date < now && step !== 0) { date.setTime(date.getTime() + step); } return date; }',
    ),
    silent(
      'puts a moment forward',
      'const moment = require("moment"); exports.f = (start, end) => { const day = moment(start); while (day.isBefore(end)) day.add(1, "day"); };',
    ),
    silent(
      'sifts a heap',
      'const parent = (i) => ((i + 1) >> 1) - 1;\nexport function f(heap, i) { for (let p; i > 0 && heap[i] < heap[(p = parent(i))];) { const x = heap[i]; heap[i] = heap[p]; heap[p] = x; i = p; } }',
    ),
    silent(
      'grows a size until it fits',
      'const align = (x) => { if (x % 8 > 0) { x += 8 - (x % 8); } return x; };\nexport function f(size, wanted) { while (size < wanted) { size = align(2 * size); } return size; }',
    ),
    silent(
      'works until a deadline',
      'export function f(queue, ms) { const end = Date.now() + ms; while (queue.length > 0 && Date.now() < end) { queue.pop().run(); } }',
    ),
    silent(
      'measures how often something can be done',
      'export function bench(fn) { const start = performance.now(); let n = 0; while (performance.now() - start < 1000) { fn(); n++; } return n; }',
    ),
    silent('drains', 'export function f(queue) { while (queue.length > 0) queue.shift()(); }'),
    silent('works in its test', 'export function f(machine) { while (machine.step()) {} }'),
    silent(
      'a call that cannot be seen may change the flag',
      'let done = false; export function f(run) { while (!done) run(); }',
    ),
    silent(
      'a function of the file changes the flag',
      'let done = 0; function advance() { done++; } export function f() { while (done < 3) advance(); }',
    ),
    silent(
      'a getter changes the flag',
      'class Reader { #at = 0; get more() { return this.#at++ < 3; } drain() { while (this.more) {} } }',
    ),

    // The loop itself changes what it tests.
    silent('counts', 'export function f(n) { let i = 0; while (i < n) i++; return i; }'),
    silent('counts down in its test', 'export function f(n) { while (n--); }'),
    silent(
      'counts to a deadline or to a number',
      'export function f(a, end) { let i = 0; while (i < a.length && Date.now() < end) { a[i] *= 2; i++; } }',
    ),
    silent('follows links', 'export function last(node) { while (node.next) node = node.next; return node; }'),
    silent('follows links of a member', 'class List { tail() { while (this.at.next) { this.at = this.at.next; } } }'),
    silent('fills an array', 'export function f(a, n) { while (a.length < n) a[a.length] = 0; }'),
    silent('takes values in turns', 'export function gcd(a, b) { while (b) { [a, b] = [b, a % b]; } return a; }'),
    silent(
      'takes values in turns, one by one',
      'export function fib(n) { let a = 0, b = 1; while (a < n) { const t = a + b; a = b; b = t; } return a; }',
    ),
    silent('deletes', 'export function f(o) { while (o.next) { delete o.next; } }'),
    silent(
      'sets the flag itself',
      'export function f(xs) { let done = false; while (!done) { done = true; for (const x of xs) if (x.bad) done = false; } }',
    ),
    silent('searches', 'export function f(text) { let i = 0; while (text[i] !== "x") i++; return i; }'),
    silent('tries at random', 'export function f() { let x; do { x = Math.random(); } while (x < 0.9); return x; }'),
    silent('matches', 'export function f(re, s) { let m; while ((m = re.exec(s)) !== null) { s = m[1]; } }'),
    silent('iterates by hand', 'export function f(it) { for (let r = it.next(); !r.done; r = it.next()) {} }'),
    silent(
      'looks for a name that is free',
      'import fs from "node:fs"; export function f(name) { let i = 0; let file = name; while (fs.existsSync(file)) { file = name + ++i; } return file; }',
    ),
    silent(
      'goes through elements',
      'export function f(xs, flag) { for (const x of xs) { if (flag) break; } for (const k in xs) {} }',
    ),

    // No loop: it is left in the first round.
    silent('returns at once', 'export function f(s) { while (s.ready) { return 1; } }'),
    silent('breaks at once', 'export function f(s) { do { if (s.a) s.b = 1; break; } while (s.ready); }'),
    silent('throws at once', 'export function f(s) { while (!s.ready) { throw s.error; } }'),

    // Sleeping is another matter, and so is taking a lock.
    silent(
      'sleeps on shared memory',
      'export function f(flag) { while (Atomics.load(flag, 0) === 0) { Atomics.wait(flag, 0, 0); } }',
    ),
    silent('takes a lock', 'export function f(lock) { while (Atomics.compareExchange(lock, 0, 0, 1) !== 0); }'),

    // Another thread.
    silent(
      'a worker spins on its own thread',
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", (flag) => { while (Atomics.load(flag, 0) === 0) {} });',
    ),
    silent(
      'behind a check of the thread',
      'import { isMainThread } from "node:worker_threads"; export function f(ms) { if (!isMainThread) { const end = Date.now() + ms; while (Date.now() < end); } }',
    ),

    // A name is no evidence.
    silent('another Date', 'export function f(Date, end) { while (Date.now() < end) {} }'),
    silent(
      'another performance',
      'import { performance } from "./game.js"; export function f(end) { while (performance.now() < end) {} }',
    ),
    silent('endless without a question', 'export function f(s) { while (true) { s.run(); } }'),
  ],
  invalid: [
    // The time.
    spins(
      'clock',
      'Date.now()',
      'export function sleep(ms) {\n  const end = Date.now() + ms;\n  while (Date.now() < end) {}\n}',
      3,
    ),
    spins('clock', 'Date.now()', 'export function f(end) { while (Date.now() < end); }'),
    spins('clock', 'Date.now()', 'export async function f(end) { while (Date.now() < end); }'),
    spins('clock', 'Date.now()', 'export function f(end) { while (!(Date.now() >= end)) { continue; } }'),
    spins(
      'clock',
      'Date.now()',
      'export function f(ms) { let now = Date.now(); const end = now + ms; while (now < end) { now = Date.now(); } }',
    ),
    spins(
      'clock',
      'new Date()',
      'export function f(ms) { const start = new Date(); let now; do { now = new Date(); } while (now - start < ms); }',
    ),
    spins(
      'clock',
      'Date.now()',
      'export function f(ms) { const start = Date.now(); let spent = 0; while (spent < ms) { spent = Date.now() - start; } }',
    ),
    spins('clock', 'Date.now()', 'export function f(end) { for (;;) { if (Date.now() > end) return; } }'),
    spins(
      'clock',
      'Date.now()',
      'export function f(end) { while (true) { const now = Date.now(); if (now > end) { break; } } }',
    ),
    spins(
      'clock',
      'Date.now()',
      'export function f(end) { outer: while (true) { for (;;) { if (Date.now() > end) break outer; } } }',
      1,
    ),
    spins('clock', 'Date.now()', 'export function f(end) { let n = 0; while (Date.now() < end) { n++; } return n; }'),
    spins(
      'clock',
      'Date.now()',
      'export function f(end) { let x = 0; while (Date.now() < end) { x += Math.sqrt(x); } }',
    ),
    spins('clock', 'Date.now()', 'export function f(end) { while (Date.now() < end) { console.log("waiting"); } }'),
    spins('clock', 'Date.now()', 'export function f(end) { for (let n = 0; Date.now() < end; n++) {} }'),
    spins('clock', 'new Date()', 'export function f(end) { while (+new Date() < end) {} }'),
    spins('clock', 'new Date()', 'export function f(end) { while (new Date().getTime() < end) {} }'),
    spins('clock', 'new Date()', 'export function f(end) { while (new Date() < end) {} }'),
    spins('clock', 'performance.now()', 'export function f(end) { while (performance.now() < end) {} }'),
    spins(
      'clock',
      'perf.now()',
      'import { performance as perf } from "node:perf_hooks"; export function f(end) { while (perf.now() < end) {} }',
    ),
    spins(
      'clock',
      'process.hrtime()',
      'export function f() { const start = process.hrtime(); while (process.hrtime(start)[0] < 2) {} }',
    ),
    spins(
      'clock',
      'hrtime.bigint()',
      'import { hrtime } from "node:process"; export function f(end) { while (hrtime.bigint() < BigInt(end)) {} }',
    ),
    spins('clock', 'process.uptime()', 'export function f(end) { while (process.uptime() < end) {} }'),
    spins('clock', 'now()', 'const now = Date.now; export function f(end) { while (now() < end) {} }'),
    spins('clock', 'now()', 'const now = () => performance.now(); export function f(end) { while (now() < end) {} }'),
    spins(
      'clock',
      'moment()',
      'const moment = require("moment"); exports.f = (end) => { while (moment().isBefore(end)) {} };',
      1,
      'file.cjs',
    ),
    spins('clock', 'Date.now()', 'const end = Date.now() + 50; while (Date.now() < end);'),
    spins(
      'clock',
      'Date.now()',
      'export function f(end: number): void { while ((Date.now() as number) < end); }',
      1,
      'file.ts',
    ),
    spins(
      'clock',
      'Date.now()',
      'setInterval(() => { const end = Date.now() + 50; while (Date.now() < end); }, 1000);',
    ),
    {
      name: 'a wait between the rounds of a loop that works',
      code: 'export function retry(f) {\n  for (let i = 0; i < 3; i++) {\n    try { return f(); } catch {}\n    const end = Date.now() + 100;\n    while (Date.now() < end);\n  }\n}',
      errors: [{ messageId: 'clock', line: 5, column: 5, endLine: 5, endColumn: 30 }],
    },

    // A value that only others can change.
    spins(
      'flag',
      'ready',
      'let ready = false;\nsetTimeout(() => { ready = true; }, 10);\nexport function wait() { while (!ready) {} }',
      3,
    ),
    spins('flag', 'done', 'export function f(go) { let done = false; go(() => { done = true; }); while (!done); }'),
    spins('flag', 'this.ready', 'class Pool { get() { while (!this.ready) {} return this.own; } }'),
    spins(
      'flag',
      'queue.length === 0',
      'export function take(queue) { while (queue.length === 0) {} return queue.shift(); }',
    ),
    spins(
      'flag',
      'result === undefined',
      'export function f(call) { let result; call((r) => { result = r; }); while (result === undefined) {} return result; }',
    ),
    spins(
      'flag',
      'ready',
      'let ready = false; export function f(end) { while (!ready && Date.now() < end) {} return ready; }',
    ),
    spins('flag', 'ready', 'let ready = false; let rounds = 0; export function f() { while (!ready) { rounds++; } }'),
    spins('flag', 'ready', 'let ready = false; export function f() { for (;;) { if (ready) break; } }'),
    spins('flag', 'ready', 'let ready = false; export function f() { while (true) { if (!ready) continue; return; } }'),
    spins('flag', 'socket.connected', 'export function f(socket) { do { } while (!socket.connected); }'),

    // What another thread or process may change.
    spins(
      'look',
      'isReady()',
      'let ready = false; const isReady = () => ready; export function f() { while (!isReady()) {} }',
    ),
    spins('look', 'Atomics.load()', 'export function f(flag) { while (Atomics.load(flag, 0) === 0) {} }'),
    spins(
      'look',
      'fs.existsSync()',
      'import fs from "node:fs"; export function f(lock) { while (fs.existsSync(lock)) {} }',
    ),
    spins('look', 'this.isOpen()', 'class Door { isOpen() { return this.open; } enter() { while (!this.isOpen()); } }'),
  ],
});
