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
        'a hook that is merely named like one of records',
        `export const hooks = { beforeTest() { fs.readFileSync('x'); } };`,
      ],
      [
        'the getter of a property that stands among the options',
        `import cors from 'cors'; const settings = { get origin() { return fs.readFileSync('x', 'utf8'); } }; export default cors({ origin: settings.origin });`,
      ],
      [
        'the methods of what is no schema',
        `import { Schema } from 'schema'; const user = new Schema({}); user.methods.verify = (key) => fs.readFileSync(key);`,
      ],
      [
        'what a table of functions holds that the start of the program goes through',
        `const steps = { load() { fs.readFileSync('x'); } }; for (const [name, run] of Object.entries(steps)) run(name);`,
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
      [
        'a hook of a schema',
        `import { Schema } from 'mongoose'; new Schema({}).pre('save', function (next) { READ; next(); });`,
      ],
      [
        'a setter of a schema',
        `import mongoose from 'mongoose'; export const s = new mongoose.Schema({ key: { type: String, set: (key) => READ } });`,
      ],
      [
        'a method of each document',
        `import { Schema } from 'mongoose'; const user = new Schema({}); user.methods.verify = function (key) { return READ; };`,
      ],
      [
        'a virtual field, of which the getter comes first',
        `import { Schema } from 'mongoose'; new Schema({}).virtual('key').get(() => 1).set((key) => { READ; });`,
      ],
      [
        'a hook among the options of a model',
        `export default (db, types) => db.define('User', { key: types.STRING }, { hooks: { beforeCreate(user) { READ; } } });`,
      ],
      [
        'a hook that a model is given',
        `import { Model } from 'sequelize'; class User extends Model {} User.beforeSave((user) => { READ; }); export default User;`,
      ],
      [
        'a hook by its name',
        `import { Model } from 'objection'; export class User extends Model { $beforeInsert() { READ; } }`,
      ],
      [
        'a type of columns',
        `import { customType } from 'drizzle-orm/pg-core'; export const secret = customType({ fromDriver: (value) => READ });`,
      ],
      ['a helper of templates', `export function prepare(engine) { engine.registerHelper('icon', (name) => READ); }`],
      [
        'an engine of templates',
        `import express from 'express'; express().engine('html', (path, options, done) => done(null, READ));`,
      ],
      [
        'where uploads go',
        `import multer from 'multer'; export const disk = multer.diskStorage({ destination: (req, file, done) => done(null, READ) });`,
      ],
      [
        'a log of requests',
        `import morgan from 'morgan'; export default morgan('dev', { stream: { write: (line) => READ } });`,
      ],
      [
        'a transport of logs',
        `import Transport from 'winston-transport'; export class File extends Transport { log(info, done) { READ; done(); } }`,
      ],
      ['a server of mail', `import { SMTPServer } from 'smtp-server'; new SMTPServer({ onData: (stream) => READ });`],
      ['a bot', `import { Telegraf } from 'telegraf'; new Telegraf('x').start(() => 1).command('x', (ctx) => READ);`],
      ['the command of a bot', `export default { data: {}, execute(interaction) { interaction.reply(READ); } };`],
      [
        'a cloud function of Firebase',
        `import { onCall } from 'firebase-functions/v2/https'; export const file = onCall((request) => READ);`,
      ],
      ['an event handler of Nitro', `export default defineEventHandler((event) => READ);`],
      ['a server of Bun', `Bun.serve({ fetch: (request) => new Response(READ) });`],
      ['routes of Hapi', `export const routes = [{ method: 'GET', path: '/', handler: (request, h) => READ }];`],
      [
        'options in a list of routes',
        `import Hapi from '@hapi/hapi'; Hapi.server().route([{ path: '/', options: { handler: () => READ } }]);`,
      ],
      [
        'a queue of tasks',
        `import fastq from 'fastq'; export const queue = fastq((task, done) => { READ; done(); }, 2);`,
      ],
      [
        'what RxJS does with a value',
        `import { fromEvent, tap } from 'rxjs'; fromEvent(bus, 'x').pipe(tap(() => READ));`,
      ],
      [
        'a handler in a wrapper that awaits it',
        `import later from 'express-async-handler'; import { Router } from 'express'; const show = (a, b) => b.end(READ); Router().get('/', later(show));`,
      ],
      [
        'the listeners of a table',
        `const events = { load() { READ; } }; for (const [name, run] of Object.entries(events)) bus.on(name, run);`,
      ],
      ['a child that ends', `import { fork } from 'child_process'; fork('x').on('exit', () => READ);`],
    ].map(([name = '', code = '']) => ({
      name,
      code: `${FS}\n${code.replace('READ', `fs.globSync('x')`)}`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    })),
    {
      name: 'decorators of records, commands and what checks who is there',
      filename: 'nest.ts',
      code: [
        `import { BeforeInsert } from 'typeorm'; import { ICommandHandler } from '@nestjs/cqrs'; import { PassportStrategy } from '@nestjs/passport'; ${FS}`,
        `export class User { @BeforeInsert() hash() { fs.globSync('x'); } }`,
        `export class Save implements ICommandHandler { execute() { fs.globSync('x'); } }`,
        `export class Jwt extends PassportStrategy(Object) { validate() { fs.globSync('x'); } }`,
      ].join('\n'),
      errors: [2, 3, 4].map((line) => ({ messageId: 'blockingCall', line })),
    },
    ...[
      ['src/routes/note/+server.ts', 'GET'],
      ['src/routes/note/+page.server.ts', 'load'],
      ['app/routes/note.ts', 'loader'],
      ['src/pages/note.ts', 'POST'],
    ].map(([filename = '', name = '']) => ({
      name: `the file of a route: ${filename}`,
      filename,
      code: `${FS} export const ${name} = ({ params }) => fs.globSync('x');`,
      errors: [{ messageId: 'blockingCall' }],
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
