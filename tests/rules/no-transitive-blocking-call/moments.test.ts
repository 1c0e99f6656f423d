/** What runs while the program serves. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

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

  it('reports what an async function does if it is told to, or answers requests that may tell it', async () => {
    const main = `import fs from 'fs'; import bus from 'bus';\nasync function save(sync) { if (sync)\nfs.writeFileSync('x', ''); }\n`;
    const reports = [expect.stringMatching(/^main\.js:3 no-blocking-call.*fs\.writeFileSync/)];
    const quiet = `bus.on('tick', () => { save(); });`;
    expect(await lint({ 'main.js': `${main}${quiet} bus.on('stop', () => { save(true); });` })).toEqual(reports);
    expect(await lint({ 'main.js': `${main}${quiet} bus.on('save', save);` })).toEqual(reports);
    expect(await lint({ 'main.js': `${main}${quiet}` })).toEqual([]);
  });

  it('reports where it stands what one of many objects was given when it was made', async () => {
    const stream = `export class Stream { constructor({ write }) { this.put = write; } write(line) { this.put(line); } }`;
    const main = `import fs from 'fs'; import { Stream } from './stream.js';\nconst log = new Stream({ write(line) { fs.appendFileSync('x', line); } });\nexport async function f() { log.write('x'); }`;
    const files = { 'stream.js': stream, 'main.js': main };
    expect(await lint(files)).toEqual([expect.stringMatching(/^main\.js:3 .*`log\.write\(\)`.*fs\.appendFileSync/)]);
    const net = `const net = new Stream({ write(line) {} }); export async function g() { net.write('x'); }`;
    expect(await lint({ ...files, 'main.js': `${main}\n${net}` })).toEqual([
      expect.stringMatching(/^main\.js:2 no-blocking-call: `fs\.appendFileSync/),
    ]);
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

  it('knows what commands the rest of the project calls, and what these call', async () => {
    const work = `import fs from 'node:fs'; export async function work() { fs.readFileSync('x'); }`;
    const reports = await lint({
      'server.js': `import http from 'node:http'; import { list } from './bin/list.js';\nhttp.createServer(() => list()).listen(80);`,
      'bin/list.js': `import { work } from './work.js';\nexport async function list() { await work(); }`,
      'bin/work.js': work,
      'bin/build.js': work.replace('work', 'build'),
    });
    expect(reports).toEqual([expect.stringMatching(/^bin\/work\.js:1 no-blocking-call/)]);
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
});
