import rule from '../../src/rules/no-blocking-call.ts';
import { testRule } from './rule-tester.ts';

const FS = `import fs from 'node:fs';\n`;

function message(name: string, cure: string): string {
  return `\`${name}\` blocks the event loop. ${cure}`;
}

const GLOB = message('fs.globSync', 'Use `fs.promises.glob` instead.');

testRule('no-blocking-call: what a name refers to', rule, {
  valid: [
    {
      name: 'a function that is merely named like one',
      code: `import { x } from './x.js'; export async function f() { x.readFileSync(); }`,
    },
    { name: 'a shadowed import', code: `${FS} export async function f(fs) { fs.readFileSync('x'); }` },
    {
      name: 'a shadowed named import',
      code: `import { readFileSync } from 'fs'; export async function f(readFileSync) { readFileSync('x'); }`,
    },
    {
      name: 'the promise API of the same name',
      code: `import { promises as fs } from 'fs'; export async function f() { await fs.stat('x'); }`,
    },
    { name: 'a member that is computed at run time', code: `${FS} export async function f(name) { fs[name]('x'); }` },
    {
      name: 'the callback form',
      code: `import { pbkdf2 } from 'crypto'; export async function f(cb) { pbkdf2('a', 'b', 1e5, 32, 'sha256', cb); }`,
    },
    {
      name: 'promisify of the callback form',
      code: `${FS} import { promisify } from 'util'; const read = promisify(fs.readFile); export async function f() { await read('x'); }`,
    },
    {
      name: 'what browsers have too, in code that shows nothing of Node',
      code: `export async function f() { localStorage.setItem('x', 'y'); alert('x'); }`,
    },
    {
      name: 'a look-alike of severity none',
      code: `import pino from 'pino'; const log = pino(); export async function f() { log.flushSync(); }`,
    },
    {
      name: 'arguments that make it cheap',
      code: `import { generateKeyPairSync } from 'crypto'; export async function f() { generateKeyPairSync('ed25519'); }`,
    },
    {
      name: 'what an awaited result has computed already',
      code: `import postcss from 'postcss'; export async function f(css) { const result = await postcss([]).process(css); return result.css; }`,
    },
    {
      name: 'a class that extends itself',
      code: `${FS} class A extends A {} export async function f() { new A().x(); }`,
    },
    {
      name: 'objects that spread each other',
      code: `${FS} let a, b; a = { ...b }; b = { ...a, ...a }; export async function f() { a.x(); b.x(); }`,
    },
  ],
  invalid: [
    ...[
      [`import fs from 'fs';`, `fs.globSync('x')`],
      [`import * as fs from 'node:fs';`, `fs.globSync('x')`],
      [`import { globSync as read } from 'fs';`, `read('x')`],
      [`import { default as fs } from 'fs';`, `fs.globSync('x')`],
      [`import fs from 'fs'; const read = fs.globSync;`, `read('x')`],
      [`import fs from 'fs'; const { globSync: read } = fs;`, `read('x')`],
      [`import fs from 'fs'; const name = 'globSync';`, `fs[name]('x')`],
      [`import fs from 'fs';`, `fs['globSync']('x')`],
      ['import fs from "fs";', 'fs[`globSync`]("x")'],
      [`import fs from 'fs';`, `fs.globSync?.('x')`],
      [`import fs from 'fs';`, `fs?.globSync('x')`],
      [`import fs from 'fs';`, `(0, fs.globSync)('x')`],
      [`import fs from 'fs';`, `fs.globSync.call(fs, 'x')`],
      [`import fs from 'fs';`, `fs.globSync.apply(fs, ['x'])`],
      [`import fs from 'fs'; const read = fs.globSync.bind(fs);`, `read('x')`],
      [
        `import { createRequire } from 'module'; const require = createRequire(import.meta.url); const fs = require('fs');`,
        `fs.globSync('x')`,
      ],
      [`const fs = process.getBuiltinModule('fs');`, `fs.globSync('x')`],
      [`const fs = Host.require('fs');`, `fs.globSync('x')`],
      [`const fs = await import('fs');`, `fs.globSync('x')`],
      [`const { globSync } = await import('node:fs');`, `globSync('x')`],
      [
        `import { fs } from './x.js'; import nodeFs from 'fs'; const which = Math.random() > 0.5 ? fs : nodeFs;`,
        `which.globSync('x')`,
      ],
      [`import fs from 'fs'; const files = { read: fs.globSync };`, `files.read('x')`],
      [`import fs from 'fs'; const files = { ...fs };`, `files.globSync('x')`],
      [`import fs from 'fs'; let cached; cached = fs;`, `cached.globSync('x')`],
      [`import fs from 'fs'; class Files { static fs = fs; }`, `Files.fs.globSync('x')`],
    ].map(([prelude = '', call = '']) => ({
      name: `${prelude} ${call}`,
      code: `${prelude}\nexport async function f() { for (;;) ${call}; }`,
      errors: [{ message: GLOB, line: 2, column: 38 }],
    })),
    ...[
      [`const fs = require('fs');`, `fs.globSync('x')`],
      [`const { globSync } = require('node:fs');`, `globSync('x')`],
      [`const read = require('fs').globSync;`, `read('x')`],
      [``, `require('fs').globSync('x')`],
      [`let fs; try { fs = require('graceful-fs'); } catch { fs = require('fs'); }`, `fs.globSync('x')`],
    ].map(([prelude = '', call = '']) => ({
      name: `${prelude} ${call}`,
      filename: 'file.cjs',
      code: `${prelude}\nexports.f = async () => ${call};`,
      errors: [{ messageId: 'blockingCall', line: 2, column: 25 }],
    })),
    {
      name: 'import x = require()',
      filename: 'file.ts',
      code: `import fs = require('fs');\nexport async function f() { fs.globSync('x'); }`,
      errors: [{ message: GLOB, line: 2, column: 29 }],
    },
    {
      name: 'a field typed by an imported class, without type information',
      filename: 'file.ts',
      code: `import { DatabaseSync } from 'node:sqlite';\nexport class Repo { constructor(private readonly db: DatabaseSync) {}\n async users() { return this.db.prepare('select 1').all(); } }`,
      errors: [{ messageId: 'blockingCall', line: 3 }],
    },
    {
      name: 'a reference that is handed to an array method',
      code: `${FS}export async function f(paths) { return paths.map(fs.globSync); }`,
      errors: [{ messageId: 'blockingCall', line: 2, column: 51 }],
    },
    {
      name: 'a tagged template',
      code: `import { $ } from 'execa';\nexport async function f() { $.sync({ cwd: '/' })\`ls\`; }`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    },
    {
      name: 'the async name of a package that computes on the calling thread',
      code: `import bcrypt from 'bcryptjs';\nexport async function f(password) { return await bcrypt.hash(password, 12); }`,
      errors: [{ messageId: 'blockingCallBecause', line: 2 }],
    },
  ],
});

testRule('no-blocking-call: when it runs', rule, {
  valid: [
    ...[
      ['module level', `fs.readFileSync('x');`],
      [
        'a synchronous function that nobody calls while serving',
        `export function load() { return fs.readFileSync('x'); }`,
      ],
      [
        'a function called while the module loads',
        `const load = () => fs.readFileSync('x'); export const config = load();`,
      ],
      [
        'an async main that the module level calls',
        `async function main() { fs.readFileSync('x'); }\nmain().catch((error) => { fs.writeFileSync('log', String(error)); });`,
      ],
      [
        'what an async main calls',
        `async function boot() { fs.readFileSync('x'); }\nasync function main() { await boot(); }\nawait main();`,
      ],
      [
        'the function that starts the server',
        `import http from 'node:http'; export async function start() { const key = fs.readFileSync('key'); http.createServer({ key }).listen(1); }`,
      ],
      [
        'the callback of listen',
        `import http from 'node:http'; http.createServer().listen(1, () => { fs.writeFileSync('pid', '1'); });`,
      ],
      [
        'static blocks and static fields',
        `export class A { static { fs.readFileSync('x'); } static x = fs.readFileSync('x'); async f() {} }`,
      ],
      ['a computed key of an async method', `export class A { async [fs.readFileSync('x', 'utf8')]() {} }`],
      ['exit handlers', `process.on('exit', () => { fs.writeFileSync('x', ''); });`],
      ['signal handlers', `process.once('SIGTERM', async () => { fs.writeFileSync('x', ''); });`],
      ['an async function that is never used', `async function unused() { fs.readFileSync('x'); }`],
      [
        'an exported async function that only start-up calls',
        `export async function reload() { fs.statSync('x'); }\nawait reload();`,
      ],
      [
        'a synchronous function that is declared but not called',
        `export async function f() { function load() { fs.readFileSync('x'); } return load; }`,
      ],
      [
        'a method that has the name of a route method',
        `const registry = new Map(); registry.get(() => fs.readFileSync('x'));`,
      ],
      [
        'a worker thread',
        `import { parentPort } from 'node:worker_threads'; parentPort.on('message', async () => { fs.readFileSync('x'); });`,
      ],
      [
        "a worker of a pool, by the pool's own word",
        `import pool from 'workerpool'; async function hash() { fs.readFileSync('x'); } pool.worker({ hash });`,
      ],
      [
        'a branch that only a worker thread takes',
        `import { isMainThread } from 'node:worker_threads'; export async function f() { if (!isMainThread) fs.readFileSync('x'); else if (isMainThread) return; else fs.readFileSync('y'); }`,
      ],
      [
        'code that is sent to a browser',
        `export async function f(page) { await page.evaluate(() => fs.readFileSync('x')); }`,
      ],
      [
        'a later step of a synchronous chain on start-up',
        `const all = fs.readdirSync('.').map((name) => fs.readFileSync(name)); export { all };`,
      ],
      [
        'the callback of a synchronous chain in a synchronous function',
        `export function find(name) { return fs.readdirSync('.').some((file) => fs.readFileSync(file).includes(name)); }`,
      ],
    ].map(([name = '', code = '']) => ({ name, code: FS + code })),
  ],
  invalid: [
    ...[
      ['an async arrow', `export const f = async () => fs.globSync('x');`],
      ['an async method', `export class A { async f() { fs.globSync('x'); } }`],
      ['a private async method', `export class A { async #f() { fs.globSync('x'); } g() { this.#f(); } }`],
      ['an async object method', `export const api = { async f() { fs.globSync('x'); } };`],
      ['an async generator', `export async function* f() { yield fs.globSync('x'); }`],
      ['the default of a parameter', `export async function f(x = fs.globSync('x')) { return x; }`],
      ['a default that is a blocking function', `export async function f(stat = fs.globSync) { return stat('x'); }`],
      [
        'a callback inside an async function',
        `export async function f(xs) { return xs.map((x) => fs.globSync('x')); }`,
      ],
      [
        'a comparator inside an async function',
        `export async function f(xs) { xs.sort((a, b) => fs.globSync('x') - fs.globSync('x')); }`,
      ],
      [
        'an immediately called function inside an async function',
        `export async function f() { return (() => fs.globSync('x'))(); }`,
      ],
      [
        'the callback of an asynchronous call',
        `export function f(done) { fs.readFile('x', () => { done(fs.globSync('x')); }); }`,
      ],
      ['setInterval', `setInterval(() => { fs.globSync('x'); }, 10);`],
      [
        'http.createServer',
        `import http from 'node:http'; http.createServer((req, res) => { res.end(fs.globSync('x')); }).listen(1);`,
      ],
      [
        'the listener of a server',
        `import net from 'node:net'; const server = net.createServer(); server.on('connection', (socket) => { socket.on('data', () => fs.globSync('x')); });`,
      ],
      [
        'an Express route',
        `import express from 'express'; const app = express(); app.get('/', (a, b) => b.send(fs.globSync('x')));`,
      ],
      [
        'Express middleware',
        `import express from 'express'; express().use((a, b, next) => { fs.globSync('x'); next(); });`,
      ],
      [
        'a handler that is registered by name',
        `import { Router } from 'express'; function show(a, b) { b.send(fs.globSync('x')); } Router().route('/x').get([show]);`,
      ],
      [
        'a route of an unknown router',
        `export default (router) => { router.post('/login', (a, b) => { fs.globSync('x'); }); };`,
      ],
      [
        'a Fastify route',
        `import Fastify from 'fastify'; const app = Fastify(); app.route({ method: 'GET', url: '/', handler(request, reply) { reply.send(fs.globSync('x')); } });`,
      ],
      [
        'a Fastify hook',
        `import { fastify } from 'fastify'; fastify().addHook('onRequest', (a, b, done) => { fs.globSync('x'); done(); });`,
      ],
      ['Koa middleware', `import Koa from 'koa'; new Koa().use((ctx) => { ctx.body = fs.globSync('x'); });`],
      [
        'a Socket.IO event',
        `import { Server } from 'socket.io'; const io = new Server(); io.on('connection', (socket) => { socket.on('message', () => { fs.globSync('x'); }); });`,
      ],
      [
        'a ws message',
        `import { WebSocketServer } from 'ws'; new WebSocketServer({ port: 1 }).on('connection', (socket) => { socket.on('message', () => fs.globSync('x')); });`,
      ],
      [
        'an async callback of an unknown function',
        `import { queue } from 'somewhere'; queue(async () => { fs.globSync('x'); });`,
      ],
    ].map(([name = '', code = '']) => ({
      name,
      code: FS + code,
      errors: Array.from(code.matchAll(/(?:fs\.globSync|\bstat)\('x'\)/g), ({ index }) => ({
        messageId: 'blockingCall',
        line: 2,
        column: index + 1,
      })),
    })),
    {
      name: 'a Nest controller',
      filename: 'file.ts',
      code: `import { Controller, Get } from '@nestjs/common';\n${FS}@Controller('x') export class X { @Get() show() { return fs.globSync('x'); } helper() { return fs.globSync('y'); } }`,
      errors: [{ messageId: 'blockingCall', line: 3, column: 58 }],
    },
    {
      name: 'a Next.js route handler',
      filename: 'app/api/x/route.ts',
      code: `${FS}export function GET() { return new Response(fs.globSync('x')); }`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    },
  ],
});

testRule('no-blocking-call: options', rule, {
  valid: [
    {
      name: 'below minSeverity',
      options: [{ minSeverity: 'high' }],
      code: `${FS} export async function f() { fs.readFileSync('x'); }`,
    },
    {
      name: 'below minSeverity of the settings',
      settings: { unblocked: { minSeverity: 'high' } },
      code: `${FS} export async function f() { fs.readFileSync('x'); }`,
    },
    {
      name: 'allowed by display name',
      options: [{ allow: ['fs.globSync'] }],
      code: `${FS} export async function f() { fs.globSync('x'); }`,
    },
    {
      name: 'allowed by specifier',
      options: [{ allow: [{ from: 'package', package: 'fs', name: 'globSync' }] }],
      code: `${FS} export async function f() { fs.globSync('x'); }`,
    },
    {
      name: 'filled once by ??=',
      options: [{ allowLazyInit: true }],
      code: `${FS} let x; export async function f() { return (x ??= fs.readFileSync('x')); }`,
    },
    {
      name: 'filled once by a guarded assignment',
      options: [{ allowLazyInit: true }],
      code: `${FS} let x; export async function f() { if (!x) { x = JSON.parse(fs.readFileSync('x', 'utf8')); } return x; }`,
    },
    {
      name: 'filled once by ||',
      options: [{ allowLazyInit: true }],
      code: `${FS} let x; export async function f() { return x || (x = fs.readFileSync('x')); }`,
    },
  ],
  invalid: [
    {
      name: 'the option comes before the settings',
      options: [{ minSeverity: 'low' }],
      settings: { unblocked: { minSeverity: 'high' } },
      code: `${FS}export async function f() { fs.globSync('x'); }`,
      errors: [{ message: message('fs.globSync', 'Use `fs.promises.glob` instead.'), line: 2 }],
    },
    {
      name: 'a guard on another variable',
      options: [{ allowLazyInit: true }],
      code: `${FS}let a, b; export async function f() { if (a === undefined) b = fs.globSync('x'); return [a, b]; }`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    },
    {
      name: 'a function of a package that is not installed',
      options: [
        {
          blocking: [
            {
              from: 'package',
              package: '@acme/db',
              name: 'query',
              instead: 'queryAsync',
              reason: 'waits for the server',
            },
          ],
        },
      ],
      code: `import { query } from '@acme/db';\nexport async function f() { return query('select 1'); }`,
      errors: [
        { message: '`@acme/db.query` blocks the event loop: waits for the server. Use `queryAsync` instead.', line: 2 },
      ],
    },
    {
      name: 'a method of a class of a package',
      settings: { unblocked: { blocking: [{ from: 'package', package: '@acme/db', name: 'Client#query' }] } },
      code: `import { Client } from '@acme/db';\nconst client = new Client();\nexport async function f() { return client.query('select 1'); }`,
      errors: [{ messageId: 'blockingCall', line: 3 }],
    },
    {
      name: 'a function of a file of the project',
      options: [{ blocking: [{ from: 'file', path: 'legacy.ts', name: 'load', instead: 'loadAsync' }] }],
      filename: `${process.cwd()}/file.ts`,
      code: `import { load } from './legacy.js';\nexport async function f() { return load(); }`,
      errors: [{ message: '`load` blocks the event loop. Use `loadAsync` instead.', line: 2 }],
    },
  ],
});

testRule('no-blocking-call: deferral is not offloading', rule, {
  valid: [
    {
      name: 'a worker thread',
      code: `import { Worker } from 'node:worker_threads'; export async function f() { return new Worker('./work.js'); }`,
    },
    {
      name: 'work that is deferred until the start is over',
      code: `${FS} import('./x.js').then(() => fs.globSync('x'));`,
    },
  ],
  invalid: [
    ...[
      ['new Promise', `export function f() { return new Promise((resolve) => { resolve(fs.globSync('x')); }); }`],
      ['catch', `export const f = (x) => x.run().catch(() => fs.globSync('x'));`],
      ['then', `export const f = (x) => x.run().then(fs.globSync);`],
      ['setTimeout', `import { setTimeout } from 'node:timers'; setTimeout(() => fs.globSync('x'), 10);`],
      ['setImmediate', `export function f() { setImmediate(() => fs.globSync('x')); }`],
      ['queueMicrotask', `queueMicrotask(() => fs.globSync('x'));`],
      ['process.nextTick', `process.nextTick(() => fs.globSync('x'));`],
      [
        'promisify',
        `import { promisify } from 'util'; const has = promisify(fs.globSync); export async function f() { await has('x'); }`,
      ],
      ['async', `export const has = async (path) => fs.globSync(path);`],
    ].map(([wrapper = '', code = '']) => ({
      name: wrapper,
      code: FS + code,
      errors: [
        {
          message: `\`fs.globSync\` blocks the event loop, and \`${wrapper}\` does not move it to another thread. Use \`fs.promises.glob\` instead.`,
          line: 2,
        },
      ],
    })),
    {
      name: 'with the reason why the call blocks',
      code: `import bcrypt from 'bcryptjs'; export const hash = async (password, cost) => bcrypt.hash(password, cost);`,
      errors: [{ messageId: 'deferredCallBecause' }],
    },
  ],
});
