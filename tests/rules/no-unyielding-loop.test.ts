import rule from '../../src/rules/no-unyielding-loop.ts';
import { testRule } from './rule-tester.ts';

function silent(name: string, code: string, filename = 'file.js') {
  return { name, code, filename };
}

function starves(messageId: 'endless' | 'settled', code: string) {
  return { name: code, code, errors: [{ messageId, line: 1 }] };
}

function again(name: string, by: string, code: string, line = 1) {
  return { name: code, code, errors: [{ messageId: 'again' as const, data: { name, by }, line }] };
}

testRule('no-unyielding-loop', rule, {
  valid: [
    // A round takes time.
    silent('awaits something', 'export async function f(queue) { while (true) { await queue.next(); } }'),
    silent(
      'awaits a timer',
      'import { setImmediate } from "node:timers/promises"; export async function f(g) { for (;;) { g(); await setImmediate(); } }',
    ),
    silent(
      'awaits now and then',
      'export async function f(g) { for (let i = 0; ; i++) { if (i % 100 === 0) await g.rest(); g.step(); } }',
    ),
    silent(
      'awaits a promise of a timer',
      'export async function f(g) { while (true) { g(); await new Promise((resolve) => setTimeout(resolve, 10)); } }',
    ),
    silent(
      'awaits a promise of an immediate',
      'export async function f(g) { while (true) { g(); await new Promise((resolve) => { setImmediate(resolve); }); } }',
    ),
    silent(
      'awaits a promise that may be pending',
      'export async function f(g) { while (true) { await Promise.resolve(g()); } }',
    ),
    silent(
      'awaits what a race gives',
      'export async function f(a, b) { while (true) { await Promise.race([a(), b()]); } }',
    ),
    silent(
      'awaits the next element',
      'export async function f(xs) { while (true) { for await (const x of xs) x(); } }',
    ),
    silent(
      'awaits a function of the file that takes time',
      'async function step(g) { await g(); } export async function f(g) { while (true) await step(g); }',
    ),
    silent(
      'hands on a promise',
      'async function step(g) { return g(); } export async function f(g) { while (true) await step(g); }',
    ),
    silent('yields to who asks for more', 'export async function* ids() { for (let i = 0; ; i++) yield i; }'),

    // It ends.
    silent('breaks', 'export async function f(g) { while (true) { if (g()) break; } }'),
    silent('returns', 'export async function f(g) { for (;;) { const r = g(); if (r) return r; } }'),
    silent('throws', 'export async function f(g) { while (1) { if (g()) throw new Error("stop"); } }'),
    silent(
      'breaks out of both loops',
      'export async function f(g) { outer: while (true) { while (true) { if (g()) break outer; } } }',
    ),
    silent(
      'continues a loop around it',
      'export async function f(g, xs) { outer: for (const x of xs) { while (true) { if (g(x)) continue outer; } } }',
    ),
    silent(
      'returns from a switch',
      'export async function f(g) { while (true) { switch (g()) { case 1: return; default: } } }',
    ),
    silent('ends the process', 'export async function f(g) { while (true) { if (g()) process.exit(0); } }'),
    silent('comes to an end by itself', 'export async function f(xs) { for (const x of xs) { x(); await null; } }'),
    silent('drains', 'export async function f(queue) { while (queue.length > 0) { queue.pop()(); await null; } }'),
    silent('counts', 'export async function f(n, g) { let i = 0; while (i < n) { g(i++); await Promise.resolve(); } }'),

    // Not on behalf of an async function.
    silent('a generator', 'export function* ids() { let i = 0; while (true) yield i++; }'),
    silent('a synchronous function', 'export function f(g) { while (true) { g(); } }'),
    silent(
      'a callback in an async function',
      'export async function f(g) { return g(function* () { while (true) yield 1; }); }',
    ),
    silent(
      'a worker has a loop of its own',
      'import { parentPort } from "node:worker_threads"; export async function f(g) { while (true) g(parentPort); }',
    ),

    // Scheduling that lets others run, or comes to an end.
    silent('by setImmediate', 'export function tick(g) { g(); setImmediate(tick); }'),
    silent('by setTimeout', 'export function tick(g) { g(); setTimeout(tick, 10); }'),
    silent(
      'as long as there is something to do',
      'export function next(queue) { const job = queue.shift(); if (!job) return; job(); process.nextTick(next, queue); }',
    ),
    silent(
      'under a condition',
      'export function next(queue) { if (queue.length > 0) process.nextTick(() => next(queue)); }',
    ),
    silent('another function', 'export function f(g) { process.nextTick(g); }'),
    silent(
      'another function of the file',
      'function emit() {} export function f() { process.nextTick(emit); queueMicrotask(() => emit()); }',
    ),
    silent(
      'an own queueMicrotask',
      'import { queueMicrotask } from "./queue.js"; export function tick() { queueMicrotask(tick); }',
    ),
    silent('at the top of the file, once', 'process.nextTick(() => {}); Promise.resolve().then(() => {});'),
  ],
  invalid: [
    starves('endless', 'export async function f(g) { while (true) { g(); } }'),
    starves('endless', 'export async function f(g) { for (;;) g(); }'),
    starves('endless', 'export const f = async (g) => { do { g(); } while (1); };'),
    starves('endless', 'export async function f() { while (true) {} }'),
    starves('endless', 'export async function f(g) { for (let i = 0; ; i++) { g(i); } }'),
    starves('endless', 'const FOREVER = true; export async function f(g) { while (FOREVER) { g(); } }'),
    starves('endless', 'class Worker { async run() { while (true) { this.step(); } } }'),
    starves('endless', 'export async function f(g) { while (true) { for (const x of g()) { if (x) break; } } }'),
    starves('endless', 'export async function f(g) { while (true) { switch (g()) { case 1: break; } } }'),
    starves('endless', 'export async function f(g) { while (true) { g(async () => { await g(); return 1; }); } }'),

    starves('settled', 'export async function f(s) { while (!s.done) await null; }'),
    starves('settled', 'export async function f(s) { while (!s.done) { await undefined; } }'),
    starves('settled', 'export async function f(s) { while (!s.done) { await Promise.resolve(); } }'),
    starves('settled', 'export async function f(s) { while (true) { if (s.done) return; await 0; } }'),
    starves('settled', 'export async function f(g) { while (true) { g(); await Promise.resolve(); } }'),
    starves(
      'settled',
      'export async function f(g) { while (true) { g(); await new Promise((resolve) => resolve()); } }',
    ),
    starves(
      'settled',
      'export async function f(g) { while (true) { g(); await new Promise((resolve) => process.nextTick(resolve)); } }',
    ),
    starves('settled', 'export async function f(g) { while (true) { g(); await new Promise(queueMicrotask); } }'),
    starves('settled', 'export async function f(g) { while (true) { g(); await Promise.all([]); } }'),
    starves('settled', 'export async function f(end) { while (Date.now() < end) await null; }'),
    starves('settled', 'async function rest() {} export async function f(s) { while (!s.done) { await rest(); } }'),
    starves('settled', 'let done = false; setTimeout(() => { done = true; }, 10); while (!done) await null;'),

    again('tick', 'process.nextTick', 'export function tick(g) { g(); process.nextTick(tick); }'),
    again(
      'tick',
      'nextTick',
      'import { nextTick } from "node:process"; export function tick(g) { g(); nextTick(() => tick(g)); }',
    ),
    again('tick', 'queueMicrotask', 'export const tick = () => { queueMicrotask(tick); };'),
    again('tick', 'Promise.resolve().then', 'export function tick(g) { g(); Promise.resolve().then(tick); }'),
    again(
      'tick',
      'Promise.resolve().then',
      'export function tick(g) { g(); return Promise.resolve().then(() => tick(g)); }',
    ),
    again(
      'Pump.run',
      'process.nextTick',
      'class Pump {\n  run() {\n    this.step();\n    process.nextTick(() => this.run());\n  }\n}',
      4,
    ),
    again(
      'Pump.run',
      'process.nextTick',
      'class Pump { run() { if (this.full) this.step(); process.nextTick(this.run.bind(this)); } }',
    ),
  ],
});
