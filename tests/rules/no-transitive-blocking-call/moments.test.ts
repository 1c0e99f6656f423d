/** What runs while the program serves, and what does not. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';
import { HELPER } from './helper.ts';

const { lint } = useProject(plugin.configs.strict);

describe('no-transitive-blocking-call', () => {
  it('reports a synchronous handler where another file registers it', async () => {
    const reports = await lint({
      'show.js': `import fs from 'fs';\nexport function show(request, response) { response.end(fs.readFileSync('x')); }`,
      'routes.js': `import express from 'express';\nimport { show } from './show.js';\nexpress().get('/', show);`,
    });
    expect(reports).toEqual([expect.stringMatching(/^routes\.js:3 .*show \(show\.js:2\) → fs\.readFileSync/)]);
  });

  it('reports a handler where it is wrapped, and none of the others that are wrapped', async () => {
    const reports = await lint({
      'wrap.js': `export const wrap = (handler) => (req, res, next) => { void Promise.resolve(handler(req, res)).catch(next); };`,
      'show.js': `import fs from 'fs';\nfunction read() { return fs.readFileSync('x'); }\nexport const show = () => (req, res) => { res.end(read()); };`,
      'routes.js': `import express from 'express';\nimport { wrap } from './wrap.js';\nimport { show } from './show.js';\nconst app = express();\napp.get('/', wrap(show()));\napp.get('/no', wrap((req, res) => { res.end(); }));`,
    });
    expect(reports).toEqual([
      expect.stringMatching(/^routes\.js:5 .*`wrap\(\)`.*: anonymous function \(show\.js:3\) → read /),
    ]);
  });

  it('reports what a server hands to code that it shares with a command', async () => {
    const client = `import fs from 'fs'; import bus from 'bus'; fs.mkdirSync('x'); export class Client { constructor(options) { bus.on('ready', () => {\noptions.connected(); }); } }`;
    const seed = `import fs from 'fs'; import { Client } from '../lib/client.js';\nexport function seed() { new Client({ connected() { fs.readFileSync('x'); } }); }`;
    expect(await lint({ 'lib/client.js': client, 'app/seed.js': seed })).toEqual([
      expect.stringMatching(/^lib\/client\.js:2 .*connected \(app\/seed\.js:2\)/),
    ]);
  });

  it.each([
    ['true', `function read(sync) { if (sync) return fs.readFileSync('x'); }`, `read(true)`],
    ['not known', `function read(sync) { if (sync) return fs.readFileSync('x'); }`, `read(g)`],
    ['on unless it is given', `function read(sync = true) { if (sync) return fs.readFileSync('x'); }`, `read()`],
    ['changed', `function read(sync) { sync ??= true; if (sync) return fs.readFileSync('x'); }`, `read()`],
    ['one of two ways', `function read(s) { if (s) fs.rmSync('x'); else fs.readFileSync('x'); }`, `read()`],
    [
      'one of two ways, of which the other is longer',
      `const get = () => fs.readFileSync('x'); const go = () => get(); function read(s) { if (s) fs.rmSync('x'); go(); }`,
      `read()`,
    ],
  ])('reports what a function does if the flag that it is given is %s', async (_, code, call) => {
    const main = `import fs from 'fs'; ${code}\nexport async function f(g) { return ${call}; }`;
    expect(await lint({ 'main.js': main })).toContainEqual(expect.stringMatching(/^main\.js:2 .*read.*fs\./));
  });

  it('reports in its place what a function does that sets its flag in a circle', async () => {
    const main = `import fs from 'fs'; function read(s) { if (s) fs.rmSync('x'); again(); } function again() { read(true); }\nexport async function f() { read(); }`;
    expect(await lint({ 'main.js': main })).toEqual([
      expect.stringMatching(/^main\.js:1 no-blocking-call.*fs\.rmSync/),
    ]);
  });

  it('reports any of many functions where it blocks, and not as the one that is meant', async () => {
    const members = Array.from({ length: 20 }, (_, i) => `m${String(i)}() { return ${String(i)}; }`).join(' ');
    const main = `import fs from 'fs'; class Platform { ${members}\nread() { return fs.readFileSync('x'); } } const platform = new Platform();\nexport async function f(name) { return platform[name](); }`;
    expect(await lint({ 'main.js': main })).toEqual([expect.stringMatching(/^main\.js:2 no-blocking-call/)]);
  });

  it('reports the class that is given to a function which makes an instance of it', async () => {
    const load = `export const load = (adapter, known) => { if (typeof adapter === 'string') adapter = known[adapter]; return new adapter(); };`;
    const main = `import fs from 'fs'; import { load } from './load.js'; class Log { constructor() { fs.mkdirSync('logs'); } } class Mail {}\nexport const f = async () => load(Log);\nexport const g = async () => load(Mail);`;
    expect(await lint({ 'load.js': load, 'main.js': main })).toEqual([expect.stringMatching(/^main\.js:2 .*Log/)]);
  });

  it('reports what a command hears while a server runs that it has started, and nothing that it does before or instead', async () => {
    const server = `import { createServer } from 'node:http';\nexport function serve() { createServer().listen(80); }`;
    const daemon = `import fs from 'fs'; import { fork } from 'child_process';
class Daemon {
  async launch() { await this.open(); this.run(); }
  async open() { fs.readFileSync('x'); const { serve } = await import('../server.js'); serve(); }
  run() { fork('job').on('close', () => { setTimeout(() => this.again(), 10); }); }
  again() { fs.readFileSync('x'); this.run(); }
  install() { fork('npm').on('close', () => { fs.writeFileSync('x', ''); }); }
}
const daemon = new Daemon();
if (process.argv[2] === 'run') daemon.launch(); else daemon.install();`;
    expect(await lint({ 'server.js': server, 'bin/daemon.js': daemon })).toEqual([
      expect.stringMatching(/^bin\/daemon\.js:5 .*Daemon\.again \(bin\/daemon\.js:6\) → fs\.readFileSync/),
    ]);
    expect(await lint({ 'server.js': server.replace('.listen(80)', ''), 'bin/daemon.js': daemon })).toEqual([]);
  });

  it.each([
    ['a provider', `export const providers = [{ provide: 'key', useFactory: makeIt }];`],
    ['a module of a container', `export const jwt = JwtModule.registerAsync({ useFactory: makeIt });`],
  ])('takes what %s names to make something as part of the start', async (_, named) => {
    const files = {
      'make.js': `import fs from 'node:fs';\nexport async function makeIt() { return fs.readFileSync('x'); }`,
      'module.js': `import { JwtModule } from '@nestjs/jwt'; import { makeIt } from './make.js';\n${named}`,
    };
    expect(await lint(files)).toEqual([]);
    const routes = `import express from 'express'; import { makeIt } from './make.js';\nexpress().get('/', async () => { await makeIt(); });`;
    expect(await lint({ ...files, 'routes.js': routes })).toEqual([
      expect.stringMatching(/^make\.js:2 no-blocking-call/),
    ]);
  });

  it('follows what a handler adds to the request to those that read it there', async () => {
    const store = `import fs from 'fs';\nexport class Store { load() { return fs.readFileSync('x'); }\nasync save() { fs.writeFileSync('x', ''); } }`;
    const app = `import express from 'express'; import { Store } from './store.js'; import { show } from './show.js';
const store = new Store(); await store.save();
express().use((req, res, next) => { req.store = store; next(); }).get('/', show);`;
    const show = `export async function show(req, res) { const { store } = req;\nres.end(store.load()); await req.store.save(); }`;
    expect(await lint({ 'store.js': store, 'app.js': app, 'show.js': show })).toEqual([
      expect.stringMatching(/^store\.js:3 no-blocking-call/),
      expect.stringMatching(/^show\.js:2 .*`store\.load\(\)`.*Store\.load \(store\.js:2\) → fs\.readFileSync/),
    ]);
    const other = app.replace('req.store = store', 'next.store = store');
    expect(await lint({ 'store.js': store, 'app.js': other, 'show.js': show })).toEqual([]);
  });

  it.each([
    [
      'a response',
      `express().use((req, res, next) => { res.locals.store = store; next(); })`,
      '(req, res) => res.locals',
    ],
    ['an application', `const app = express(); app.locals.store = store; app`, '(req, res) => req.app.locals'],
    ['an application itself', `const app = express(); app.store = store; app`, '(req, res) => req.app'],
    ['a context', `new Koa().use((ctx, next) => { ctx.state.store = store; return next(); })`, '(ctx) => ctx.state'],
    ['all contexts', `const app = new Koa(); app.context.store = store; app`, '(ctx) => ctx'],
    ['a plugin', `const app = fastify(); app.decorate('store', store); app`, '(request, reply) => request.server'],
  ])('follows what is added to %s to the handlers that read it there', async (_, begin, read) => {
    const files = {
      'store.js': `import fs from 'fs';\nexport class Store { load() { return fs.readFileSync('x'); } }`,
      'app.js': `import express from 'express'; import fastify from 'fastify'; import Koa from 'koa'; import { Store } from './store.js'; import { show } from './show.js';\nconst store = new Store(); ${begin}.use(show);`,
    };
    expect(await lint({ ...files, 'show.js': `export const show =\n${read}.store.load();` })).toEqual([
      expect.stringMatching(/(?:show|app)\.js:2 .*Store\.load \(store\.js:2\) → fs\.readFileSync/),
    ]);
    expect(await lint({ ...files, 'show.js': `export const show =\n${read}.other.load();` })).toEqual([]);
  });

  it.each([
    ['an application', `const app = express(); app.set('store', store); app`, `(req, res) => req.app.get('store')`],
    ['a context', `new Hono().use((c, next) => { c.set('store', store); return next(); })`, `(c) => c.get('store')`],
    [
      'its variables',
      `new Hono().use((c, next) => { c.set('store', store); return next(); })`,
      `(c, next) => c.var.store`,
    ],
  ])('follows what is set on %s by name to the handlers that get it there', async (_, begin, read) => {
    const files = {
      'store.js': `import fs from 'fs';\nexport class Store { load() { return fs.readFileSync('x'); } }`,
      'app.js': `import express from 'express'; import { Hono } from 'hono'; import { Store } from './store.js'; import { show } from './show.js';\nconst store = new Store(); ${begin}.get('/', show);`,
    };
    expect(await lint({ ...files, 'show.js': `export const show =\n${read}.load();` })).toEqual([
      expect.stringMatching(/(?:show|app)\.js:2 .*Store\.load \(store\.js:2\) → fs\.readFileSync/),
    ]);
    const other = read.replace('store', 'other');
    expect(await lint({ ...files, 'show.js': `export const show =\n${other}.load();` })).toEqual([]);
    // What else has one letter is no context.
    const pair = read.replace(/^\(c(?:, next)?\)/, '(c, d)').replace(/^\(req, res\)/, '(one, other)');
    expect(await lint({ ...files, 'show.js': `export const show =\n${pair}.load();` })).toEqual([]);
  });

  it('reports a handler that an emitter of the project passes on to what it extends', async () => {
    const router = `import { EventEmitter } from 'node:events';\nexport class Router extends EventEmitter { on(name, handler) { return super.on(name, handler); } }`;
    const routes = `import fs from 'fs'; import { Router } from './router.js';\nnew Router().on('load', async () => fs.readFileSync('x'));`;
    expect(await lint({ 'router.js': router, 'routes.js': routes })).toEqual([
      expect.stringMatching(/^routes\.js:2 no-blocking-call/),
    ]);
  });

  it('reports any of the connections that are opened again', async () => {
    const driver = `import fs from 'fs';\nexport const driver = { async connect() { fs.readFileSync('x'); } };`;
    const main = `import { driver as tcp } from './tcp.js'; import { driver as file } from './file.js';\nconst drivers = [tcp, file]; async function open() { for (const driver of drivers) await driver.connect(); }\nawait open(); setInterval(open, 1000);`;
    expect(await lint({ 'tcp.js': driver, 'file.js': driver, 'main.js': main })).toHaveLength(2);
  });

  it('reports any of the plugins that are started while the program serves, but not what it also starts itself', async () => {
    const plugin = `import fs from 'fs';\nexport const plugin = { async init() { fs.readFileSync('x'); } };`;
    const files = { 'a.js': plugin, 'b.js': plugin };
    const add = `import http from 'http'; import { plugin as a } from './a.js'; import { plugin as b } from './b.js';\nconst plugins = [a, b]; async function add() { for (const one of plugins) await one.init(); }\nhttp.createServer(add).listen(1);`;
    expect(await lint({ ...files, 'main.js': add })).toHaveLength(2);
    expect(await lint({ ...files, 'main.js': `${add}\nawait add();` })).toEqual([]);
  });

  it('reports what a subclass does when its base starts it, though the start of the program starts one, too', async () => {
    const job = `export class Job { async start() { await this.onStart(); } async onStart() {} }`;
    const copy = `import fs from 'fs'; import { Job } from './job.js';\nexport class Copy extends Job { async onStart() { fs.cpSync('x', 'y'); } }`;
    const main = `import http from 'http'; import { Copy } from './copy.js';\nhttp.createServer(async () => { await new Copy().start(); }).listen(1); await new Copy().onStart();`;
    expect(await lint({ 'job.js': job, 'copy.js': copy, 'main.js': main })).toEqual([
      expect.stringMatching(/^copy\.js:2 no-blocking-call/),
    ]);
  });

  it.each<[name: string, files: Files]>([
    [
      'what the start of the program has a helper run that handlers use, too',
      {
        'retry.js': `export async function retry(task) { return await task(); }`,
        'main.js': `import fs from 'fs'; import http from 'http'; import { retry } from './retry.js';\nawait retry(async () => fs.readFileSync('key'));\nhttp.createServer(() => retry(async () => 1)).listen(1);`,
      },
    ],
    ...[
      ['left off', `function read(path, sync) { if (sync) return fs.readFileSync(path); return path; }`, `read('x')`],
      ['off', `function read(path, sync) { return sync && fs.readFileSync(path); }`, `read('x', false)`],
      ['off unless it is given', `function read(sync = false) { return sync ? fs.readFileSync('x') : ''; }`, `read()`],
      [
        'handed on from who leaves it off',
        `function get(path, sync) { if (sync) return fs.readFileSync(path); return path; } function read(path, sync) { return get(path, sync); }`,
        `read('x')`,
      ],
    ].map(([name = '', code = '', call = '']): [string, Files] => [
      `what a function does only if it is told to, where the flag is ${name}`,
      { 'main.js': `import fs from 'fs'; ${code}\nexport async function f() { return ${call}; }` },
    ]),
    [
      'what is kept until the process ends, by its name',
      {
        'exit.js': `const kept = new Set(); export function onProcessExit(run) { kept.add({ run }); }`,
        'main.js': `import fs from 'fs'; import { onProcessExit } from './exit.js';\nexport async function update() { onProcessExit(() => { fs.renameSync('x', 'y'); }); }`,
      },
    ],
    [
      'what a command of a package for the command line asks for',
      {
        'packages/shop-cli/init.js': `import fs from 'fs';\nexport async function init(name) { fs.mkdirSync(name); }`,
      },
    ],
    [
      'what answers an event by its constant as soon as the server listens',
      {
        'main.js': `import fs from 'fs'; import { Bridge, BridgeEvent } from 'bridge';\nexport function publish() { const bridge = new Bridge(); bridge.on(BridgeEvent.LISTENING, () => { fs.writeFileSync('pid', ''); }); }`,
      },
    ],
    [
      'what others have a helper make, be it that the helper may make something of its own',
      {
        'load.js': `export function load(adapter, fallback) { if (!adapter) return load(fallback); if (typeof adapter === 'string') adapter = require(adapter); const Adapter = adapter; return new Adapter(); }`,
        'log.js': `import fs from 'fs'; import { load } from './load.js';\nclass Log { constructor() { fs.mkdirSync('logs'); } }\nexport const log = load(undefined, Log);`,
        'main.js': `import { load } from './load.js';\nclass Mail {}\nexport async function f() { return load(Mail); }`,
      },
    ],
    [
      'what a list goes on from, behind the callback that it is given',
      {
        'main.js': `import fs from 'fs'; const load = () => fs.readFileSync('x');\nexport async function f(names) { return names.reduce((part, name) => part?.[name], load); }`,
      },
    ],
    [
      'a private method, where the name of a member is known at run time only',
      {
        'main.js': `import fs from 'fs'; class Commands { #load() { fs.readFileSync('x'); } static make() { const made = new Commands(); made.#load(); return made; } } const commands = Commands.make();\nexport async function f(name) { commands[name](); }`,
      },
    ],
    [
      'what waits until the program is ready',
      {
        'main.js': `import fs from 'fs'; import { Adapter } from 'adapter';\nclass Server extends Adapter { constructor() { super(); this.on('ready', this.load); } async load() { fs.readFileSync('x'); } }\nnew Server();`,
      },
    ],
    [
      'a migration that the setup of a program has to wait for',
      {
        'main.js': `import fs from 'fs'; import http from 'http'; async function migrateIfNeeded() { fs.readdirSync('migrations'); }\nhttp.createServer(async () => { await migrateIfNeeded(); }).listen(1);`,
      },
    ],
    [
      'an upgrade',
      {
        'main.js': `import http from 'http'; http.createServer().listen(1);`,
        'src/upgrades/1.js': `import fs from 'fs'; export default { name: 'one', async method() { fs.readFileSync('x'); } };`,
      },
    ],
    [
      'what a command hands to code that it shares with a server',
      {
        'lib/client.js': `import fs from 'fs'; import bus from 'bus'; fs.mkdirSync('x'); export class Client { constructor(options) { bus.on('ready', () => {\noptions.connected(); }); } }`,
        'cli/seed.js': `import fs from 'fs'; import { Client } from '../lib/client.js';\nexport function seed() { new Client({ connected() { fs.readFileSync('x'); } }); }`,
      },
    ],
    [
      'a read of what only a setter makes block',
      {
        'main.js': `import fs from 'fs'; class Conf { get raw() { return ''; } set raw(text) { fs.writeFileSync('x', text); } }\nexport async function f() { return new Conf().raw; }`,
      },
    ],
    [
      'a write of what only a getter makes block',
      {
        'main.js': `import fs from 'fs'; class Conf { get raw() { return fs.readFileSync('x'); } set raw(text) { this.text = text; } }\nexport async function f() { new Conf().raw = 'a'; }`,
      },
    ],
    [
      'an object with a blocking iterator whose properties are spread',
      {
        'main.js': `import fs from 'fs'; const lines = { [Symbol.iterator]() { return fs.readdirSync('x').values(); } };\nexport async function f() { return { ...lines }; }`,
      },
    ],
    [
      'members that are assigned to another prototype',
      {
        'main.js': `import fs from 'fs'; class Repo { load() {} } class Other {} Object.assign(Other.prototype, { load() { return fs.readFileSync('x'); } });\nexport async function f() { new Repo().load(); }`,
      },
    ],
    [
      "a user's own `inherits`",
      {
        'main.js': `import fs from 'fs'; function inherits(a, b) { return [a, b]; } function Base() {} Base.prototype.load = () => fs.readFileSync('x'); function Repo() {} inherits(Repo, Base);\nexport async function f() { new Repo().load(); }`,
      },
    ],
    [
      'a helper of start-up',
      { 'main.js': `import { load } from './helper.js';\nexport const config = load();`, 'helper.js': HELPER },
    ],
    [
      'an async function that only start-up calls, in another file',
      {
        'main.js': `import { init } from './init.js';\nasync function start() { await init(); }\nawait start();`,
        'init.js': `import { load } from './helper.js';\nexport async function init() { load(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a constructor function, where what it made is handed on',
      {
        'main.js': `import { Store } from './store.js';\nimport { serve } from 'some-server';\nconst store = new Store();\nexport async function f() { serve(store); }`,
        'store.js': `import { load } from './helper.js';\nexport function Store() { this.text = load(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'what the start calls, and is handed to code that cannot be seen as a member that starts it',
      {
        'main.js': `import { app } from './app.js';\nimport { load } from 'some-plugins';\nload(app);\nawait app.start();`,
        'app.js': `import { load } from './helper.js';\nexport const app = { async start() { load(); } };`,
        'helper.js': HELPER,
      },
    ],
    ...[
      [
        'what is filled by a function that is called while it is empty',
        `let text;\nfunction fill() { text = fs.statSync('x'); }\nexport function get() { if (text === undefined) fill(); return text; }\nget();`,
      ],
      [
        'what is filled behind an operator, through a wrapper',
        `import once from 'lodash/once'; let done = false;\nfunction read() { fs.statSync('x'); done = true; }\nconst fill = once(read);\nexport const get = () => { !done && fill(); };\nget();`,
      ],
      [
        'what is filled with the first of several answers',
        `let is;\nconst hasFile = () => fs.existsSync('x'); const hasEntry = () => fs.statSync('y').isFile();\nexport function get() { is ??= !(hasFile() || hasEntry()); return is; }\nget();`,
      ],
      [
        'what is filled with an object, unless it is there',
        `let conf;\nexport function get() { conf = conf || { text: fs.statSync('x') }; return conf; }\nget();`,
      ],
      [
        'what is filled as soon as the start is over',
        `let text;\nexport function get() { if (text === undefined) text = fs.statSync('x'); return text; }\nsetTimeout(() => { get().size; }, 1500);`,
      ],
      [
        'what the only instance does as it is made',
        `class Keys {\n  static only;\n  static get() { if (!Keys.only) { Keys.only = new Keys(); Keys.only.read(); } }\n  read() { fs.statSync('x'); }\n}\nexport const get = () => Keys.get();\nget();`,
      ],
      [
        'what a method of the same class fills',
        `class Store {\n  get() { if (!this.text) this.fill(); }\n  fill() { this.text = fs.statSync('x'); }\n}\nconst store = new Store();\nexport const get = () => store.get();\nget();`,
      ],
    ].map(([name = '', code = '']): [string, Files] => [
      name,
      {
        'main.js': `import { get } from './filled.js';\nexport async function f() { get(); }`,
        'filled.js': `import fs from 'node:fs';\n${code}`,
      },
    ]),
    [
      'what runs as the program ends',
      {
        'main.js': `import { load } from './helper.js';\nasync function flush() { load(); }\nprocess.on('SIGTERM', flush);`,
        'helper.js': HELPER,
      },
    ],
    [
      'a worker, by the file that starts it',
      {
        'main.js': `import { Worker } from 'node:worker_threads';\nexport async function f() { new Worker(new URL('./task.js', import.meta.url)); }`,
        'task.js': `import { load } from './helper.js';\nexport default async function task() { load(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a local function of the same name',
      {
        'main.js': `import { load } from './helper.js';\nexport async function f() { const load = async () => 1; return load(); }\nexport const boot = load();`,
        'helper.js': HELPER,
      },
    ],
    [
      'a function that says it does not block',
      {
        'main.js': `import { load } from './helper.js';\nexport async function f() { return load(); }`,
        'helper.js': `import fs from 'node:fs';\n/** @nonblocking 20 bytes in memory */\nexport function load() { return fs.readFileSync('x'); }`,
      },
    ],
    [
      'what a function calls that says it does not block',
      {
        'main.js': `import { load } from './helper.js';\nexport async function f() { return load(); }`,
        'helper.js': `import fs from 'node:fs';\nfunction read() { return fs.readFileSync('x'); }\n/** @nonblocking 20 bytes in memory */\nexport function load() { return [1].map(() => read()); }`,
      },
    ],
    [
      'a test',
      {
        'main.test.js': `import { load } from './helper.js';\nexport async function f() { return load(); }`,
        'helper.js': HELPER,
      },
    ],
  ])('is silent for %s', async (_, files) => {
    expect(await lint(files)).toEqual([]);
  });
});
