import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';

const { lint } = useProject({
  plugins: { unblocked: plugin },
  rules: { 'unblocked/no-transitive-blocking-call': 'error' },
});

const { lint: lintDirect } = useProject({
  plugins: { unblocked: plugin },
  rules: { 'unblocked/no-blocking-call': 'error' },
});

const LOAD = `import fs from 'node:fs';\nexport function load() { return fs.readFileSync('x'); }`;
const LOAD_CJS = `const fs = require('node:fs');\nexports.load = () => fs.readFileSync('x');`;

/** What leads to a blocking call, other files between. */
describe('callers in other files', () => {
  it.each<[way: string, files: Files]>([
    [
      'another name',
      { 'load.js': LOAD, 'api.js': `export { load as read } from './load.js';`, 'main.js': call(`read`, './api.js') },
    ],
    ['all exports', { 'load.js': LOAD, 'api.js': `export * from './load.js';`, 'main.js': call('load', './api.js') }],
    [
      'a member of what is exported',
      {
        'load.js': LOAD,
        'api.js': `import * as files from './load.js';\nexport const api = { files };`,
        'main.js': `import { api } from './api.js';\nexport async function f() { api.files.load(); }`,
      },
    ],
    [
      'an instance of a default class',
      {
        'repo.js': `import fs from 'node:fs';\nexport default class { find() { return fs.readFileSync('x'); } }`,
        'api.js': `import Repo from './repo.js';\nexport const repo = new Repo();`,
        'main.js': `import { repo } from './api.js';\nexport async function f() { repo.find(); }`,
      },
    ],
    [
      'a class that extends it',
      {
        'repo.js': `import fs from 'node:fs';\nexport class Repo { find() { return fs.readFileSync('x'); } }`,
        'users.js': `import { Repo } from './repo.js';\nexport class Users extends Repo {}`,
        'main.js': `import { Users } from './users.js';\nconst users = new Users();\nexport async function f() { users.find(); }`,
      },
    ],
    [
      'what a member of a class is handed',
      {
        'profiler.js': `const fs = require('node:fs');\nclass Profiler { emit() { fs.readFileSync('x'); } }\nmodule.exports = () => new Profiler();`,
        'logger.js': `module.exports = (profiler) => ({ info: () => profiler.emit() });`,
        'main.js': `const Profiler = require('./profiler');\nconst createLogger = require('./logger');\nclass Reporter { init() { this.profiler = Profiler(this); this.logger = createLogger(this.profiler); } async report() { this.logger.info(); } }\nmodule.exports = new Reporter();`,
      },
    ],
    [
      'a base that calls what its subclasses have',
      {
        'main.ts': `import bus from 'bus';\nexport abstract class Job extends bus.Emitter { abstract work(): void; async run() { this.work(); } }`,
        'copy.ts': `import fs from 'node:fs';\nimport { Job } from './main';\nexport class Copy extends Job { work() { fs.cpSync('x', 'y'); } }`,
      },
    ],
    [
      'an interface that it implements',
      {
        'store.ts': `export interface Store { read(): string; }`,
        'disk.ts': `import fs from 'node:fs';\nimport { Store } from './store';\nexport class Disk implements Store { read() { return fs.readFileSync('x', 'utf8'); } }`,
        'main.ts': `import { Store } from './store';\nexport class Api { constructor(private store: Store) {} async get() { return this.store.read(); } }`,
      },
    ],
    [
      'what a module adds to an object that it is given',
      {
        'data.cjs': `const fs = require('node:fs');\nmodule.exports = function (User) { User.load = () => fs.readFileSync('x'); };`,
        'user.cjs': `const User = module.exports;\nrequire('./data.cjs')(User);`,
        'main.cjs': `const user = require('./user.cjs');\nexports.f = async function () { user.load(); };`,
      },
    ],
    [
      'what is spread into the exports',
      {
        'load.cjs': LOAD_CJS,
        'api.cjs': `module.exports = { ...require('./load.cjs') };`,
        'main.cjs': `const { load } = require('./api.cjs');\nexports.f = async function () { load(); };`,
      },
    ],
    [
      'what is put into the exports',
      {
        'load.cjs': LOAD_CJS,
        'api.cjs': `Object.assign(exports, require('./load.cjs'));`,
        'main.cjs': `const api = require('./api.cjs');\nexports.f = async function () { api.load(); };`,
      },
    ],
    [
      'what a table keeps under a name',
      {
        'commands.js': `const all = {};\nexport function add(name, run) { all[name] = run; }\nexport function run(name) { return all[name](); }`,
        'load.js': `import fs from 'node:fs';\nimport { add } from './commands.js';\nadd('load', () => fs.readFileSync('x'));`,
        'main.js': `import { run } from './commands.js';\nexport async function f() { run('load'); }`,
      },
    ],
    [
      'what a bus keeps for an event',
      {
        'bus.js': `class Bus {\n  all = {};\n  on(name, listener) { (this.all[name] ??= []).push(listener); }\n  emit(name) { for (const listener of this.all[name] ?? []) listener(); }\n}\nexport const bus = new Bus();`,
        'load.js': `import fs from 'node:fs';\nimport { bus } from './bus.js';\nbus.on('load', () => { fs.readFileSync('x'); });`,
        'main.js': `import { bus } from './bus.js';\nexport async function f() { bus.emit('load'); }`,
      },
    ],
    [
      'a question that is handed to a loop which waits for its answer',
      {
        'wait.js': `export function wait(until) { while (!until()) {} }`,
        'main.js': `import { wait } from './wait.js';\nlet open = false;\nexport async function f() { wait(() => open); }`,
      },
    ],
    [
      'a loop that looks first and asks then',
      {
        'wait.js': `export function wait(until) { do { /* later */ } while (!until()); }`,
        'main.js': `import { wait } from './wait.js';\nlet open = false;\nexport async function f() { wait(() => open); }`,
      },
    ],
    [
      'default exports of imports',
      {
        'load.js': LOAD,
        'all.js': `import * as files from './load.js';\nexport default files;`,
        'main.js': `import api from './all.js';\nexport async function f() { api.load(); }`,
      },
    ],
    [
      'a list of exports',
      {
        'load.cjs': LOAD_CJS,
        'api.cjs': `const files = require('./load.cjs');\nmodule.exports = { other: 1, files };`,
        'main.cjs': `const { files } = require('./api.cjs');\nexports.f = async function () { files.load(); };`,
      },
    ],
    [
      'a module that is put into the exports of another',
      {
        'themes.cjs': `const fs = require('node:fs');\nexports.load = () => fs.readFileSync('x');`,
        'meta.cjs': `const Meta = module.exports;\nMeta.themes = require('./themes.cjs');`,
        'main.cjs': `const meta = require('./meta.cjs');\nexports.f = async function () { meta.themes.load(); };`,
      },
    ],
    [
      'a helper with a name of its own in each file',
      {
        'load.js': LOAD,
        'config.js': `import { load } from './load.js';\nexport const getConfig = () => load();`,
        'theme.js': `import { getConfig as get } from './config.js';\nexport function theme() { return get(); }`,
        'main.js': call('theme', './theme.js'),
      },
    ],
  ])('by %s', async (_, files) => {
    const unrelated = { 'other.js': `import './load.js';\nexport const other = 1;` };
    expect(await lint({ ...unrelated, ...files })).toContainEqual(expect.stringMatching(/^main\.(?:c?js|ts):\d/));
  });
});

const SERVER = `const express = require('express');\nconst app = express();\napp.listen(80);\n`;
const ROUTES = `module.exports = (app, store) => { app.get('/', () => { store.load(); }); };`;
const GIVE_ROUTES = `${SERVER}const store = require('./store.cjs');\nrequire('./main.cjs')(app, store);`;

/** Nothing but what is handed on names what blocks to the file that runs it. */
describe('what is handed from file to file', () => {
  it.each<[what: string, files: Files]>([
    ['a module', { 'store.cjs': LOAD_CJS, 'server.cjs': GIVE_ROUTES, 'main.cjs': ROUTES }],
    [
      'a module among others',
      {
        'store.cjs': LOAD_CJS,
        'server.cjs': `${SERVER}const store = require('./store.cjs');\nrequire('./main.cjs')(app, { store });`,
        'main.cjs': `module.exports = (app, { store }) => { app.get('/', () => { store.load(); }); };`,
      },
    ],
    [
      'a namespace of imports',
      {
        'store.js': LOAD,
        'server.js': `import express from 'express';\nimport * as store from './store.js';\nimport { serve } from './main.js';\nserve(express(), store);`,
        'main.js': `export function serve(app, store) { app.get('/', () => { store.load(); }); }`,
      },
    ],
    [
      'a module that is passed on',
      {
        'store.cjs': LOAD_CJS,
        'server.cjs': `${SERVER}const store = require('./store.cjs');\nrequire('./all.cjs')(app, store);`,
        'all.cjs': `const add = require('./main.cjs');\nmodule.exports = (app, store) => { add(app, store); };`,
        'main.cjs': ROUTES,
      },
    ],
    [
      'a module that a file two files on keeps',
      {
        'store.cjs': LOAD_CJS,
        'server.cjs': `const store = require('./store.cjs');\nrequire('./setup.cjs')(store);`,
        'setup.cjs': `const users = require('./users.cjs');\nmodule.exports = (store) => { users.use(store); };`,
        'users.cjs': `let own;\nexports.use = (store) => { own = store; };\nexports.list = () => own.load();`,
        'main.cjs': `const users = require('./users.cjs'); exports.f = async () => { users.list(); };`,
      },
    ],
  ])('is %s', async (_, files) => {
    expect(await lint(files)).toEqual([expect.stringMatching(/^main\.c?js:1 .* → fs\.readFileSync/)]);
  });

  it.each<[what: string, files: Files]>([
    [
      'a callback that is passed on',
      {
        'main.js': `import fs from 'node:fs';\nimport { add } from './jobs.js';\nadd(() => { fs.readFileSync('x'); });`,
        'jobs.js': `import { register } from './routes.js';\nexport function add(job) { register('job', job); }`,
        'routes.js': `import { Router } from 'express';\nexport const router = Router();\nexport function register(name, run) { router.post(name, () => { run(); }); }`,
      },
    ],
    ['a callback for a router that a private field keeps', { 'main.js': keep('#router') }],
    ['a callback for a router that a field keeps', { 'main.js': keep('router') }],
    [
      'a callback for a router that a constructor keeps',
      { 'main.js': keep('router', '', 'this.router = new Router(); ') },
    ],
  ])('is %s', async (_, files) => {
    const router = `import express from 'express';\nexport class Router {\n  own = express.Router();\n  add(path, handler) { this.own.get(path, handler); }\n}`;
    const server = `import './main.js';\nimport './routes.js';`;
    const all = { 'router.js': router, 'server.js': server, ...files };
    expect(await lintDirect(all)).toEqual([
      expect.stringMatching(/^main\.js:\d+ no-blocking-call: `fs\.readFileSync`/),
    ]);
  });
});

function keep(name: string, field = `${name} = new Router();`, before = ''): string {
  return `import fs from 'node:fs';\nimport { Router } from './router.js';\nexport class Service {\n  ${field}\n  constructor() { ${before}this.${name}.add('/', () => { fs.readFileSync('x'); }); }\n}`;
}

function call(name: string, from: string): string {
  return `import { ${name} } from '${from}';\nexport async function f() { ${name}(); }`;
}
