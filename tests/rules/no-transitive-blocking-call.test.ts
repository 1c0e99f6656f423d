import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { type Files, useProject } from './project.ts';

const project = useProject(plugin.configs.strict);
const { write, lint, createESLint } = project;

const HELPER = `import fs from 'node:fs';\nexport function load() { return fs.readFileSync('x'); }\n`;
const CHAIN = 'load (helper.js:2) → fs.readFileSync (helper.js:2). Use `fs.promises.readFile` instead.';
const REPORT = `no-transitive-blocking-call: \`load()\` blocks the event loop: ${CHAIN}`;

describe('no-transitive-blocking-call', () => {
  it('reads decorators of parameters that are taken apart', async () => {
    const reports = await lint({
      'main.ts': `import { show } from './controller.js';\nexport async function f() { show('x'); }`,
      'controller.ts': `import fs from 'node:fs';\nimport { Body } from 'framework';\nclass Pages { save(@Body() { name }) {} put(@Body('b') x = 1) {} add(@Body('c') { y } = {}) {} }\nexport const show = (path) => fs.statSync(path);`,
    });
    expect(reports).toEqual([expect.stringMatching(/^main\.ts:2 .*show \(controller\.ts:4\)/)]);
  });

  it('reports a call into another file, with the way to the call that blocks', async () => {
    const main = `import { load } from './helper.js';\nexport async function f() { return load(); }`;
    expect(await lint({ 'main.js': main, 'helper.js': HELPER })).toEqual([`main.js:2 ${REPORT}`]);
  });

  it('reports a call that ends in a busy wait, with the line of the loop', async () => {
    const helper = `export function pause(ms) {\n  const end = Date.now() + ms;\n  while (Date.now() < end);\n}`;
    const main = `import { pause } from './helper.js';\nexport async function f() { pause(50); }`;
    expect(await lint({ 'main.js': main, 'helper.js': helper })).toEqual([
      'main.js:2 no-transitive-blocking-call: `pause()` blocks the event loop: pause (helper.js:1) → busy wait (helper.js:3). Await a timer of `timers/promises`, or the event itself.',
      expect.stringContaining('helper.js:3 no-busy-wait: This loop spins on `Date.now()`'),
    ]);
  });

  it('is silent where a directive permits the busy wait', async () => {
    const helper = `export function pause(end) {\n  // eslint-disable-next-line unblocked/no-busy-wait\n  while (Date.now() < end);\n}`;
    const main = `import { pause } from './helper.js';\nexport async function f() { pause(50); }`;
    expect(await lint({ 'main.js': main, 'helper.js': helper })).toEqual([]);
  });

  it('says that what defers a call does not move it away', async () => {
    const reports = await lint({
      'main.js': `import { load } from './helper.js';\nexport function f() { setImmediate(() => { load(); }); }\nexport function g() { setImmediate(load); }`,
      'helper.js': HELPER,
    });
    expect(reports).toEqual(
      [2, 3].map(
        (line) =>
          expect.stringContaining(
            `main.js:${String(line)} no-transitive-blocking-call: \`load()\` blocks the event loop, and \`setImmediate\` does not move it to another thread: ${CHAIN}`,
          ) as string,
      ),
    );
  });

  it('names the shortest way, with a place for every step', async () => {
    const [report] = await lint({
      'main.js': `import { a } from './a.js';\nexport async function f() { return a(); }`,
      'a.js': `import { load } from './helper.js';\nexport const a = () => b();\nfunction b() { return load(); }`,
      'helper.js': HELPER,
    });
    expect(report).toContain('a (a.js:2) → b (a.js:3) → load (helper.js:2) → fs.readFileSync (helper.js:2).');
  });

  it.each<[name: string, files: Files]>([
    [
      'what createRequire returns',
      {
        'main.js': `import { createRequire } from 'module'; const fs = createRequire(import.meta.url)('fs'); function load() { fs.readFileSync('x'); }\nexport async function f() { load(); }`,
      },
    ],
    [
      'a setter',
      {
        'main.js': `import fs from 'fs'; class Conf { get raw() { return ''; } set raw(text) { fs.writeFileSync('x', text); } }\nexport async function f() { new Conf().raw = 'a'; }`,
      },
    ],
    [
      'a setter of an object',
      {
        'main.js': `import fs from 'fs'; const conf = { set raw(text) { fs.writeFileSync('x', text); } };\nexport async function f() { conf.raw = 'a'; }`,
      },
    ],
    [
      'members assigned to a prototype',
      {
        'main.js': `import fs from 'fs'; class Repo {} Object.assign(Repo.prototype, { load() { return fs.readFileSync('x'); } });\nexport async function f() { new Repo().load(); }`,
      },
    ],
    [
      'a prototype that is an object',
      {
        'main.js': `import fs from 'fs'; function Repo() {} Repo.prototype = { load() { return fs.readFileSync('x'); } };\nexport async function f() { new Repo().load(); }`,
      },
    ],
    [
      'a prototype made of another',
      {
        'main.js': `import fs from 'fs'; function Base() {} Base.prototype.load = () => fs.readFileSync('x'); function Repo() {} Repo.prototype = Object.create(Base.prototype);\nexport async function f() { new Repo().load(); }`,
      },
    ],
    [
      'util.inherits',
      {
        'main.js': `import fs from 'fs'; import { inherits } from 'util'; function Base() {} Base.prototype.load = () => fs.readFileSync('x'); function Repo() {} inherits(Repo, Base);\nexport async function f() { new Repo().load(); }`,
      },
    ],
    [
      'a re-export',
      {
        'main.js': `import { load } from './index.js';\nexport async function f() { load(); }`,
        'index.js': `export * from './helper.js';`,
        'helper.js': HELPER,
      },
    ],
    [
      'a renamed re-export',
      {
        'main.js': `import { read } from './index.js';\nexport async function f() { read(); }`,
        'index.js': `export { load as read } from './helper.js';`,
        'helper.js': HELPER,
      },
    ],
    [
      'a namespace',
      {
        'main.js': `import * as helper from './helper.js';\nexport async function f() { helper.load(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a dynamic import',
      {
        'main.js': `export async function f() {\n const { load } = await import('./helper.js'); load(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a default-exported object',
      {
        'main.js': `import repo from './repo.js';\nexport async function f() { repo.find(); }`,
        'repo.js': `import fs from 'fs';\nexport default { find() { return fs.readFileSync('x'); } };`,
      },
    ],
    [
      'a default-exported instance',
      {
        'main.js': `import repo from './repo.js';\nexport async function f() { repo.find(); }`,
        'repo.js': `import fs from 'fs';\nclass Repo { find() { return fs.readFileSync('x'); } }\nexport default new Repo();`,
      },
    ],
    [
      'a base class',
      {
        'main.js': `import { Base } from './base.js';\nexport class D extends Base { async f() { this.load(); } }`,
        'base.js': `import fs from 'fs';\nexport class Base { load() { return fs.readFileSync('x'); } }`,
      },
    ],
    [
      'a constructor',
      {
        'main.js': `import { Base } from './base.js';\nexport async function f() { return new Base(); }`,
        'base.js': `import fs from 'fs';\nexport class Base { text = fs.readFileSync('x'); }`,
      },
    ],
    [
      'a helper among types, enums and namespaces',
      {
        'main.ts': `import { load } from './helper.js';\nexport async function f() { return load(); }`,
        'helper.ts': `import fs from 'fs';\nenum Level { Low = 'x'.length }\ninterface Text extends fs.Stats { at: Level }\ndeclare namespace Own { const fs: Text; }\nabstract class Base { abstract read(fs: Text): void; }\nexport function load() { return (fs as any)!.readFileSync('x') satisfies unknown; }`,
      },
    ],
    [
      'a helper with variables of the same name in its blocks and functions',
      {
        'main.js': `import { load } from './helper.js';\nexport async function f() { return load(); }`,
        'helper.js': `import fs from 'fs';\nconst ignore = function fs(x) { return fs; };\n{ const fs = {}; }\nfor (const fs of []) fs();\ntry { ignore(); } catch (fs) { fs(); }\nexport function load() { return fs.readFileSync('x'); }`,
      },
    ],
    [
      'a typed parameter',
      {
        'main.ts': `import { Repo } from './repo.js';\nexport async function f(repo: Repo) { repo.find(); }`,
        'repo.ts': `import fs from 'fs';\nexport class Repo { find() { return fs.readFileSync('x'); } }`,
      },
    ],
    [
      'an object that is declared to be of a type',
      {
        'main.ts': `import type { Store } from './store.js';\nexport async function f({ store }: { store: Store }) { store.get(); }`,
        'store.ts': `import fs from 'fs';\nexport type Store = { get(): string };\nexport const files: Store = { get() { return fs.readFileSync('x', 'utf8'); } };`,
      },
    ],
    [
      'an abstract method',
      {
        'main.ts': `import type { Base } from './store.js';\nexport async function f(base: Base) { base.get(); }`,
        'store.ts': `import fs from 'fs';\nexport abstract class Base { abstract get(): string; }\nexport class Files extends Base { get() { return fs.readFileSync('x', 'utf8'); } }`,
      },
    ],
    [
      'a property of an interface',
      {
        'main.ts': `import type { Services } from './store.js';\nexport const make = (services: Services) => ({ async f() { services.files.get(); } });`,
        'store.ts': `import fs from 'fs';\nexport interface Services { files: Files }\nexport class Files { get() { return fs.readFileSync('x', 'utf8'); } }`,
      },
    ],
    [
      'an interface with one implementation',
      {
        'main.ts': `import type { Store } from './store.js';\nexport async function f(store: Store) { store.get(); }`,
        'store.ts': `import fs from 'fs';\nexport interface Store { get(): string }\nexport class FileStore implements Store { get() { return fs.readFileSync('x', 'utf8'); } }`,
      },
    ],
    [
      'module.exports',
      {
        'main.cjs': `const helper = require('./helper.cjs');\nexports.f = async () => helper.load();`,
        'helper.cjs': `const fs = require('fs');\nmodule.exports = { load: () => fs.readFileSync('x') };`,
      },
    ],
    [
      'members that another file adds',
      {
        'main.cjs': `const user = require('./user.cjs');\nexports.f = async () => user.load();`,
        'user.cjs': `const User = module.exports;\nrequire('./load.cjs')(User);`,
        'load.cjs': `const fs = require('fs');\nmodule.exports = (User) => { User.load = () => fs.readFileSync('x'); };`,
      },
    ],
    [
      'a global object',
      {
        'main.cjs': `require('./boot.cjs');\nexports.f = async () => App.files.load();`,
        'boot.cjs': `const fs = require('fs');\nglobal.App = {}; App.files = { load: () => fs.readFileSync('x') };`,
      },
    ],
    [
      'a path that comes in at run time',
      {
        'main.cjs': `// eslint-disable-next-line unblocked/no-lazy-require\nexports.f = async (name) => require(\`./plugins/\${name}\`).load();`,
        'plugins/a.cjs': `const fs = require('fs');\nexports.load = () => fs.readFileSync('x');`,
      },
    ],
    [
      'a tsconfig path',
      {
        'main.ts': `import { load } from '@/helper';\nexport async function f() { load(); }`,
        'src/helper.ts': HELPER,
        'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
      },
    ],
    [
      'a map of commands',
      {
        'main.js': `import { load } from './helper.js'; const commands = new Map(); commands.set('load', load);\nexport async function f(name) { commands.get(name)(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a map that is made with its commands',
      {
        'main.js': `import { load } from './helper.js'; const commands = new Map([['load', load]]);\nexport async function f(name) { commands.get(name)(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a list of plugins',
      {
        'main.js': `import { load } from './helper.js'; const plugins = []; plugins.push({ load });\nexport async function f() { plugins.filter(Boolean).forEach((plugin) => plugin.load()); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a table that a name is looked up in',
      {
        'main.js': `import { load } from './helper.js'; const table = {}; table.other = load; table['l' + process.pid] = load;\nexport async function f(name) { table[name](); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'members that a loop copies',
      {
        'main.js': `import * as helper from './helper.js'; const api = { load: () => 1 }; for (const name in helper) api[name] = helper[name];\nexport async function f() { api.load(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a function of a type that a parameter has',
      {
        'main.ts': `import type { Load } from './helper.js';\nexport async function f(load: Load) { load(); }`,
        'helper.ts': `import fs from 'node:fs';\nexport type Load = () => void;\nexport const load: Load = () => { fs.readFileSync('x'); };`,
      },
    ],
    [
      'a class that implements an interface of a file of types',
      {
        'main.ts': `import './helper.js'; import type { Store } from './types.js';\nexport async function f(stores: Store[]) { for (const store of stores) store.load(); }`,
        'helper.ts': `import fs from 'node:fs';\nimport type { Store } from './types.js';\nexport class FileStore implements Store { load() { fs.readFileSync('x'); } }`,
        'types.d.ts': `export interface Store { load(): void }`,
      },
    ],
    [
      'a method that a subclass of the annotated class overrides',
      {
        'main.ts': `import './helper.js'; import { Store } from './store.js';\nexport async function f(store: Store) { store.load(); }`,
        'store.ts': `export class Store { load() {} }`,
        'helper.ts': `import fs from 'node:fs';\nimport { Store } from './store.js';\nexport class FileStore extends Store { override load() { fs.readFileSync('x'); } }`,
      },
    ],
    [
      'a tsconfig path, where what the configuration extends is not installed',
      {
        'main.ts': `import { load } from '@/helper';\nexport async function f() { load(); }`,
        'src/helper.ts': HELPER,
        'tsconfig.json': `{\n  // as our other servers\n  "extends": ["@tsconfig/absent", "./config/paths"],\n}`,
        'config/paths.json': `{ "compilerOptions": { /* "x" */ "baseUrl": "..", "paths": { "@/*": ["./src/*"], }, }, }`,
      },
    ],
    [
      'the longest of the tsconfig paths that match',
      {
        'main.ts': `import { load } from '@/lib/helper';\nexport async function f() { load(); }`,
        'src/lib/helper.ts': `export const load = () => 1;`,
        'lib/helper.ts': HELPER,
        'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "@/lib/*": ["./lib/*"] } } }`,
      },
    ],
    [
      "a folder below tsconfig's baseUrl",
      {
        'main.ts': `import { load } from 'lib/helper';\nexport async function f() { load(); }`,
        'src/lib/helper.ts': HELPER,
        'tsconfig.json': `{ "compilerOptions": { "baseUrl": "src" } }`,
      },
    ],
    [
      'a path into another package of an npm workspace',
      {
        'apps/api/main.js': `import { load } from '../../packages/lib/helper.js';\nexport async function f() { load(); }`,
        'apps/api/package.json': `{ "name": "api" }`,
        'packages/lib/helper.js': HELPER,
        'packages/lib/package.json': `{ "name": "lib" }`,
        'package.json': `{ "name": "root", "type": "module", "workspaces": ["apps/*", "packages/*"] }`,
      },
    ],
    [
      'the name of another package of the workspace, which is neither installed nor built',
      {
        'apps/api/main.ts': `import { load } from '@shop/lib/files';\nexport async function f() { load(); }`,
        'apps/api/package.json': `{ "name": "api" }`,
        'packages/lib/src/files.ts': HELPER,
        'packages/lib/package.json': `{ "name": "@shop/lib", "exports": { "./*": { "import": "./build/esm/*.js" } } }`,
        'package.json': `{ "name": "root", "type": "module", "workspaces": ["apps/*", "packages/*"] }`,
      },
    ],
    [
      'the main file of another package of the workspace',
      {
        'apps/api/main.ts': `import { load } from 'lib';\nexport async function f() { load(); }`,
        'packages/lib/src/index.ts': HELPER,
        'packages/lib/package.json': `{ "name": "lib", "main": "dist/index.js" }`,
        'package.json': `{ "name": "root", "type": "module", "workspaces": ["apps/*", "packages/*"] }`,
      },
    ],
    [
      'a path that begins at the root of the project',
      {
        'main.js': `import { load } from '/lib/helper';\nexport async function f() { load(); }`,
        'lib/helper.js': HELPER,
      },
    ],
    [
      'package imports',
      {
        'main.js': `import { load } from '#helper';\nexport async function f() { load(); }`,
        'helper.js': HELPER,
        'package.json': `{ "name": "server", "type": "module", "imports": { "#helper": "./helper.js" } }`,
      },
    ],
    [
      'a getter',
      {
        'main.js': `import fs from 'fs'; const config = { get text() { return fs.readFileSync('x'); } };\nexport async function f() { return config.text; }`,
      },
    ],
    [
      'a callback of a function of the project',
      {
        'main.js': `import fs from 'fs'; function each(xs, fn) { for (const x of xs) fn(x); }\nexport async function f(xs) { each(xs, (x) => { fs.rmSync(x); }); }`,
      },
    ],
    [
      'a reference that is handed to an array method',
      {
        'main.js': `import { load } from './helper.js';\nexport async function f(xs) { xs.map(load); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'an iterator that a loop drains, in another file',
      {
        'main.js': `import { Lines } from './lines.js';\nexport async function f() { for (const line of new Lines()) console.log(line); }`,
        'lines.js': `import fs from 'fs'; export class Lines { *[Symbol.iterator]() { yield fs.readFileSync('x'); } }`,
      },
    ],
    [
      'an iterator that is spread',
      {
        'main.js': `import fs from 'fs'; const lines = { [Symbol.iterator]() { return fs.readdirSync('x').values(); } };\nexport async function f() { console.log(...lines); }`,
      },
    ],
    [
      'an iterator that a generator hands on',
      {
        'main.js': `import fs from 'fs'; export class Lines { *[Symbol.iterator]() { yield fs.readFileSync('x'); } } function* all() { yield* new Lines(); }\nexport async function f() { all(); }`,
      },
    ],
    [
      'a method that gives an asynchronous iterator',
      {
        'main.js': `import fs from 'fs'; class Feed { [Symbol.asyncIterator]() { fs.statSync('x'); return open(); } }\nexport async function f() { for await (const part of new Feed()) console.log(part); }`,
      },
    ],
    [
      'functions that call each other',
      {
        'main.js': `import { b } from './b.js'; export function a(n) { return n ? b(n - 1) : 1; }\nexport async function f() { return b(2); }`,
        'b.js': `import { a } from './main.js'; import fs from 'node:fs';\nexport function b(n) { fs.statSync('x'); return a(n); }`,
      },
    ],
  ])('follows %s', async (_, files) => {
    const reports = await lint(files);
    expect(reports).toEqual([
      expect.stringMatching(/^(?:apps\/api\/)?main\.(?:js|ts|cjs):2 no-transitive-blocking-call: .* → fs\./),
    ]);
  });

  it('reports a synchronous handler where another file registers it', async () => {
    const reports = await lint({
      'show.js': `import fs from 'fs';\nexport function show(request, response) { response.end(fs.readFileSync('x')); }`,
      'routes.js': `import express from 'express';\nimport { show } from './show.js';\nexpress().get('/', show);`,
    });
    expect(reports).toEqual([expect.stringMatching(/^routes\.js:3 .*show \(show\.js:2\) → fs\.readFileSync/)]);
  });

  it('reports what a server hands to code that it shares with a command', async () => {
    const client = `import fs from 'fs'; import bus from 'bus'; fs.mkdirSync('x'); export class Client { constructor(options) { bus.on('ready', () => {\noptions.connected(); }); } }`;
    const seed = `import fs from 'fs'; import { Client } from '../lib/client.js';\nexport function seed() { new Client({ connected() { fs.readFileSync('x'); } }); }`;
    expect(await lint({ 'lib/client.js': client, 'app/seed.js': seed })).toEqual([
      expect.stringMatching(/^lib\/client\.js:2 .*connected \(app\/seed\.js:2\)/),
    ]);
  });

  it('leaves the other calls of a helper to no-blocking-call, in place', async () => {
    const reports = await lint({
      'main.js': `import { save } from './helper.js';\nexport async function f() { return save(); }`,
      'helper.js': `import fs from 'node:fs';\nexport function save() {\n  fs.mkdirSync('x');\n  fs.writeFileSync('x/y', '');\n}`,
    });
    expect(reports).toEqual([
      expect.stringMatching(/^main\.js:2 no-transitive-blocking-call: .* → fs\.mkdirSync \(helper\.js:3\)/),
      expect.stringMatching(/^helper\.js:4 no-blocking-call: `fs\.writeFileSync`/),
    ]);
  });

  it.each<[name: string, files: Files]>([
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

  it('follows what a namespace of TypeScript exports, in its file and in others', async () => {
    const reports = await lint({
      'main.ts': `import { Disk } from './disk.js';\nexport async function f(store: Disk.Store) {\n  Disk.load();\n  Disk.scan();\n  store.read();\n  Disk.clear();\n}`,
      'disk.ts': [
        `import fs from 'node:fs';`,
        `export function Disk() {}`,
        `export namespace Disk {`,
        `  export function load() { return fs.readFileSync('x'); }`,
        `  export const scan = () => fs.readdirSync('x');`,
        `  export class Store { read() { return load(); } }`,
        `  function clear() { fs.rmSync('x'); }`,
        `}`,
        `export async function g() { Disk.load(); }`,
      ].join('\n'),
    });
    expect(reports.map((report) => report.split(': ', 1)[0])).toEqual([
      'main.ts:3 no-transitive-blocking-call',
      'main.ts:4 no-transitive-blocking-call',
      'main.ts:5 no-transitive-blocking-call',
      'disk.ts:9 no-transitive-blocking-call',
    ]);
  });

  it('takes a namespace that is declared to be elsewhere as unknown', async () => {
    const reports = await lint({
      'main.ts': `import { Disk } from 'disk';\nimport { g } from './disk.js';\ng();\nexport async function f() { Disk.load(); }`,
      'disk.ts': `import fs from 'node:fs';\ndeclare namespace Disk { export function load(): void; }\nexport async function g() { Disk.load(); }\nexport const h = () => fs.readFileSync('x');`,
    });
    expect(reports).toEqual([]);
  });

  it('counts a directive at the call that blocks as used, and ends the ways there', async () => {
    const eslint = createESLint();
    const helper = `import fs from 'node:fs';\nexport function load() {\n  // eslint-disable-next-line unblocked/no-blocking-call -- 20 bytes\n  return fs.readFileSync('x');\n}`;
    const main = `import { load } from './helper.js';\nexport async function f() { return load(); }`;
    expect(await lint({ 'main.js': main, 'helper.js': helper }, eslint)).toEqual([]);
  });

  it('follows an edit of another file on the next lint in the same process', async () => {
    const main = { 'main.js': `import { load } from './helper.js';\nexport async function f() { return load(); }` };
    const eslint = createESLint();
    expect(await lint({ ...main, 'helper.js': HELPER }, eslint)).toHaveLength(1);
    await write({ 'helper.js': `export function load() { return 1; }` });
    expect(await lint(main, eslint)).toEqual([]);
    await write({ 'helper.js': `\n${HELPER}` });
    expect(await lint(main, eslint)).toEqual([expect.stringContaining('fs.readFileSync (helper.js:3)')]);
  });

  it('takes the text of the linted file as it is in the editor', async () => {
    await write({ 'main.js': '', 'helper.js': HELPER });
    const unsaved = `import { load } from './helper.js';\nexport async function f() { return load(); }`;
    const [result] = await createESLint().lintText(unsaved, { filePath: path.join(project.cwd, 'main.js') });
    expect(result?.messages).toEqual([expect.objectContaining({ line: 2 })]);
  });

  it('takes a file that cannot be parsed as unknown', async () => {
    const reports = await lint({
      'main.js': `import { load } from './helper.js';\nexport async function f() { return load(); }`,
      'helper.js': `import fs from 'node:fs'; export function load( {`,
    });
    expect(reports).toEqual([expect.stringMatching(/^helper\.js:1 parser: Parsing error/)]);
  });

  it('works with several ESLint threads', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (__, i) => [
        `main${i}.js`,
        `import { load } from './helper.js';\nexport async function f() { return load(); }`,
      ]),
    );
    await write({
      ...files,
      'helper.js': HELPER,
      'eslint.config.js': `import unblocked from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};\nexport default [unblocked.configs.strict];`,
    });
    const eslint = new ESLint({ cwd: project.cwd, concurrency: 2 });
    const results = await eslint.lintFiles(['main*.js']);
    expect(results.map((result) => result.errorCount)).toEqual(Array.from({ length: 8 }, () => 1));
  });
});
