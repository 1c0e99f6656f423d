import rule from '../../../src/rules/no-blocking-call.ts';
import { testRule } from '../rule-tester.ts';

const FS = `import fs from 'node:fs';\n`;

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
        'a worker thread that is told its work',
        `import { workerData } from 'node:worker_threads'; export async function f() { fs.readFileSync(workerData); }`,
      ],
      [
        'a listener that is taken back',
        `function save() { fs.readFileSync('x'); } export async function leave(bus) { bus.off('change', save); }`,
      ],
      [
        'what a container makes once for all',
        `export const providers = [{ provide: 'key', useFactory: async (a, b, c) => fs.readFileSync(a) }];`,
      ],
      [
        'what a module of a container is given, made once',
        `export const jwt = JwtModule.registerAsync({ useFactory: async () => ({ key: fs.readFileSync('key') }) });`,
      ],
      [
        'a branch that only a worker thread takes',
        `import { isMainThread } from 'node:worker_threads'; export async function f() { if (!isMainThread) fs.readFileSync('x'); else if (isMainThread) return; else fs.readFileSync('y'); }`,
      ],
      [
        'a branch that only development comes to',
        `import { isDev } from './env.js'; export async function f(app) { if (isDev || false) return; isDev && fs.readFileSync('x'); if (process.env.NODE_ENV === 'development') { app.get('/x', (req, res) => { fs.readFileSync('y'); }); } }`,
      ],
      [
        'what is left to other modes than production',
        `export async function f(env) { if (process.env.NODE_ENV !== 'production') fs.readFileSync('x'); if (env.isProduction) return 1; return fs.readFileSync('y'); }`,
      ],
      [
        'a helper of a route for tests',
        `export async function restore() { fs.readFileSync('x'); } export function build(app, isTest) { if (isTest) app.get('/x', (req, res) => restore()); }`,
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
      [
        'a branch that development does not come to',
        `export async function f(isDev) { if (!isDev) fs.globSync('x'); }`,
      ],
      [
        'what any mode but a test comes to',
        `export async function f() { if (process.env.NODE_ENV !== 'test') fs.globSync('x'); }`,
      ],
      [
        'a branch that production comes to, too',
        `export async function f(isDev, all) { if (isDev || all) fs.globSync('x'); }`,
      ],
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
      name: 'what starts workers, with data of its own',
      code: `import { Worker } from 'node:worker_threads';\n${FS}export async function run({ workerData }) {\n  if (fs.globSync('x')) new Worker('./work.js', { workerData });\n}`,
      errors: [{ messageId: 'blockingCall', line: 4 }],
    },
    {
      name: 'a function in a decorator before `export`',
      filename: 'file.ts',
      code: `${FS}@Field({ resolve: async () => fs.globSync('x') })\nexport class X {}`,
      errors: [{ messageId: 'blockingCall', line: 2, column: 31 }],
    },
    {
      name: 'a Next.js route handler',
      filename: 'app/api/x/route.ts',
      code: `${FS}export function GET() { return new Response(fs.globSync('x')); }`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    },
  ],
});
