/** Where servers, brokers, schedulers and streams take what they run while the program serves. */
import rule from '../../../src/rules/no-blocking-call.ts';
import { testRule } from '../rule-tester.ts';

const FS = `import fs from 'node:fs';`;

testRule('no-blocking-call: handlers of frameworks', rule, {
  valid: [
    ...[
      [
        'the function that gives a server its routes',
        `export async function createApp(app) { fs.readFileSync('schema'); app.get('/', () => 'x'); return app; }`,
      ],
      [
        'a plugin of Fastify',
        `export default async function routes(fastify) { fs.readFileSync('schema'); fastify.get('/', async () => 'x'); }`,
      ],
      [
        'a plugin that is wrapped as such, and gives no routes',
        `import fp from 'fastify-plugin'; export default fp(async (app) => { app.decorate('schema', fs.readFileSync('schema')); });`,
      ],
      [
        'a plugin that another plugin registers',
        `async function schema(app) { app.decorate('schema', fs.readFileSync('schema')); } export async function routes(app) { await app.register(schema); }`,
      ],
      [
        'listeners for a list of signals',
        `for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => fs.rmSync('x'));`,
      ],
      [
        'a function that is sent to a worker',
        `import workerpool from 'workerpool'; const pool = workerpool.pool(); export async function f(p) { return pool.exec((x) => fs.readFileSync(x), [p]); }`,
      ],
      [
        'the methods that a worker offers',
        `import workerpool from 'workerpool'; workerpool.worker({ hash: async (p) => fs.readFileSync(p) });`,
      ],
      [
        'what only a worker comes to, behind the return of the main thread',
        `import { isMainThread } from 'node:worker_threads'; export async function f() { if (isMainThread) return 1; return fs.readFileSync('x'); }`,
      ],
      [
        'a variable that is filled before the program serves',
        `let text; export async function read() { if (text) return text; text = fs.readFileSync('x'); return text; } await read();`,
      ],
      [
        'a query of a database, that is given more than a function',
        `export function count(db) { return db.query('select 1', () => fs.readFileSync('x')); }`,
      ],
    ].map(([name = '', code = '']) => ({ name, code: `${FS} ${code}` })),
    {
      name: 'the steps of a command, of which only the names are listed',
      filename: 'cli/upgrade.js',
      code: `${FS} const steps = { build: { run: async () => fs.readFileSync('x') } }; export async function upgrade() { for (const name of Object.keys(steps)) await steps[name].run(); }`,
    },
    {
      name: 'what Next.js runs while it builds',
      filename: 'pages/index.js',
      code: `${FS} export async function getStaticProps() { return { props: { text: fs.readFileSync('x', 'utf8') } }; }`,
    },
  ],
  invalid: [
    ...[
      ['http2', `import http2 from 'http2'; http2.createSecureServer({}).on('stream', (s) => s.end(READ));`],
      ['a socket of dgram', `import dgram from 'dgram'; dgram.createSocket('udp4').on('message', () => READ);`],
      [
        'the second of chained routes',
        `import { Router } from 'express'; Router().route('/x').get(f).post(() => READ);`,
      ],
      [
        'a hook of a plugin',
        `import fp from 'fastify-plugin'; export default fp(async (app) => { app.addHook('onRequest', async () => READ); });`,
      ],
      [
        'what a method says it is called',
        `export function f(vars) { vars.registerCallback('language', (l) => READ); }`,
      ],
      [
        'a method that is given a request behind all else',
        `export class Proxy { pass(id, req, res) { res.end(READ); } }`,
      ],
      ['what any other register takes', `export function f(jobs) { jobs.register(async (job) => READ); }`],
      ['a handler in a wrapper', `import { wrap } from 'wrap'; export default [wrap((req, res) => res.end(READ))];`],
      ['nested options', `import Hapi from '@hapi/hapi'; Hapi.server().route({ options: { handler: () => READ } });`],
      ['bullmq', `import { Worker } from 'bullmq'; new Worker('queue', (job) => READ);`],
      ['kafkajs', `import { Kafka } from 'kafkajs'; new Kafka({}).consumer({}).run({ eachMessage: () => READ });`],
      ['a channel of any broker', `export function consume(channel) { channel.consume('queue', () => READ); }`],
      ['redis', `import { createClient } from 'redis'; createClient().subscribe('channel', () => READ);`],
      ['a schedule', `import cron from 'node-cron'; cron.schedule('* * * * *', () => READ);`],
      ['grpc', `import grpc from '@grpc/grpc-js'; new grpc.Server().addService({}, { hello: () => READ });`],
      ['fs.watch', `fs.watch('.', () => READ);`],
      ['a stream', `import { Transform } from 'stream'; export const s = new Transform({ transform: () => READ });`],
      [
        'a class of streams',
        `import { Writable } from 'stream'; export class S extends Writable { _write() { READ; } }`,
      ],
      ['an event target', `export function f(signal) { signal.addEventListener('abort', () => READ); }`],
      ['a property for a handler', `export function f(socket) { socket.onmessage = () => READ; }`],
      ['a debounced function', `import debounce from 'lodash/debounce'; export const save = debounce(() => READ, 10);`],
      [
        'what checks a password',
        `import { Strategy as LocalStrategy } from 'passport-local'; passport.use(new LocalStrategy((name, password, done) => done(READ)));`,
      ],
      ['what finds the user of a session', `passport.deserializeUser((id, done) => done(null, READ));`],
      ['a procedure', `export const file = procedure.input(schema).query(({ input }) => READ);`],
      ['a cloud function', `export const handler = (event, context, callback) => callback(null, READ);`],
      ['what templates call', `export function prepare(app) { app.locals.asset = (name) => READ; }`],
      ['a child that ends', `import { fork } from 'child_process'; fork('x').on('exit', () => READ);`],
    ].map(([name = '', code = '']) => ({
      name,
      code: `${FS}\n${code.replace('READ', `fs.globSync('x')`)}`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    })),
    {
      name: 'guards, pipes, filters and gateways of Nest',
      filename: 'nest.ts',
      code: [
        `import { CanActivate, PipeTransform, ExceptionFilter } from '@nestjs/common'; ${FS}`,
        `export class G implements CanActivate { canActivate() { return fs.globSync('x'); } }`,
        `export class P implements PipeTransform { transform(value: string) { return fs.globSync(value); } }`,
        `export class F implements ExceptionFilter { catch() { fs.globSync('x'); } }`,
      ].join('\n'),
      errors: [2, 3, 4].map((line) => ({ messageId: 'blockingCall', line })),
    },
    ...[
      [`[nodeFs].map((fs) => fs.globSync('x'))`, 'an element of an array'],
      [`Reflect.apply(nodeFs.globSync, nodeFs, ['x'])`, 'Reflect.apply'],
      [`Object.assign({}, nodeFs).globSync('x')`, 'Object.assign'],
    ].map(([call = '', name = '']) => ({
      name,
      code: `import nodeFs from 'fs'; export async function f() { ${call}; }`,
      errors: [{ messageId: 'blockingCall' }],
    })),
    {
      name: 'a module that a promise hands over',
      code: `export async function f() { await import('fs').then((fs) => fs.globSync('x')); }`,
      errors: [{ messageId: 'deferredCall' }],
    },
    {
      name: 'types that name a value, a class by its second name, or the properties of an argument',
      filename: 'types.ts',
      code: [
        `import type fs from 'node:fs'; import Database from 'better-sqlite3';`,
        `export async function a(io: typeof fs) { io.globSync('x'); }`,
        `export async function b(db: Database.Database) { db.prepare('x').all(); }`,
        `export async function c({ io }: { io?: Readonly<typeof fs> }) { io.globSync('x'); }`,
      ].join('\n'),
      errors: [2, 3, 4].map((line) => ({ messageId: 'blockingCall', line })),
    },
    {
      name: 'a variable that is empty while the program serves',
      code: `${FS} let text;\nexport async function read() { if (text) return text; text = fs.globSync('x'); return text; }`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    },
  ],
});
