/** Ways through members of classes, prototypes, objects and interfaces. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';
import { FOLLOWED } from './helper.ts';

const { lint } = useProject(plugin.configs.strict);

describe('no-transitive-blocking-call', () => {
  it.each<[name: string, files: Files]>([
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
      'a member of a class whose name is known at run time only',
      {
        'main.js': `import fs from 'fs'; class Commands { load() { fs.readFileSync('x'); } } const commands = new Commands();\nexport async function f(name) { commands[name](); }`,
      },
    ],
    [
      'a member of what a function makes that is a member itself, by a name known at run time only',
      {
        'main.cjs': `const fs = require('fs'); const shop = exports; shop.cart = function () { const self = this; self.load = () => fs.readFileSync('x'); };\nexports.f = async (name) => new shop.cart()[name]();`,
      },
    ],
    ...[
      ['a template', 'const name = `on${event}`; this[name]();'],
      ['a sum', "this['on' + event]();"],
      ['one of two', "this[event ? 'onload' : 'close']();"],
      ['one of three', "const name = event ? 'onload' : this.x ? 'close' : 'handle'; this[name]();"],
    ].map(([how = '', call = '']): [string, Files] => [
      `a method whose name is put together: ${how}`,
      {
        'main.js': `import fs from 'fs'; class Hub { onload() { fs.readFileSync('x'); } close() {} async handle(event) {\n${call} } } export const hub = new Hub();`,
      },
    ]),
    [
      'a method of a subclass, whose name the base class puts together',
      {
        'main.js': `import fs from 'fs'; class Base { async handle(event) {\nthis['on' + event](); } } class Hub extends Base { onload() { fs.readFileSync('x'); } } export const hub = new Hub();`,
      },
    ],
    [
      'an export whose name is put together, or what spreads it',
      {
        'events.js': `import fs from 'fs'; export function onload() { fs.readFileSync('x'); }`,
        'main.js': `import * as events from './events.js'; const all = { ...events, close() {} };\nexport async function f(event) { all['on' + event](); }`,
      },
    ],
    [
      'a method that is called apply',
      {
        'main.js': `import fs from 'fs'; class Patch { apply(file) { fs.writeFileSync(file, ''); } } const patch = new Patch();\nexport async function f() { patch.apply('x'); }`,
      },
    ],
    [
      'a member of a table that is filled by computed names',
      {
        'main.js': `import fs from 'fs'; const models = {}; for (const model of [{ load: () => fs.readFileSync('x') }]) models[model.name] = model;\nexport async function f() { models.User.load(); }`,
      },
    ],
    [
      'the elements of a list that a library goes through',
      {
        'main.js': `import fs from 'fs'; import _ from 'lodash'; const jobs = [{ run: () => fs.readFileSync('x') }];\nexport async function f() { _.each(jobs, (job) => job.run()); }`,
      },
    ],
    [
      'what a subclass puts in the place of a method',
      {
        'main.js': `import fs from 'fs'; class Job { work() { throw new Error('missing'); } async run() {\nthis.work(); } } export class Copy extends Job { work() { fs.cpSync('x', 'y'); } }`,
      },
    ],
    [
      'the object that a method hands on',
      {
        'main.js': `import fs from 'fs'; async function f(job) {\njob.work(); } export class Job { work() { fs.cpSync('x', 'y'); } run() { return f(this); } }`,
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
      'members that a constructor function gives to what it makes',
      {
        'main.js': `import { create } from './repo.js';\nexport async function f() { create().find(); }`,
        'repo.js': `import fs from 'fs';\nfunction Repo() { this.read = () => fs.readFileSync('x'); this.find = function () { return this.read(); }; }\nexport const create = () => new Repo();`,
      },
    ],
    [
      'what a getter returns',
      {
        'main.js': `import { Repo } from './repo.js';\nexport async function f() { Repo.only.find(); }`,
        'repo.js': `import fs from 'fs';\nexport class Repo { static #made; static get only() { return (Repo.#made ??= new Repo()); } find() { return fs.readFileSync('x'); } }`,
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
      'a getter',
      {
        'main.js': `import fs from 'fs'; const config = { get text() { return fs.readFileSync('x'); } };\nexport async function f() { return config.text; }`,
      },
    ],
  ])('follows %s', async (_, files) => {
    expect(await lint(files)).toEqual(FOLLOWED);
  });
});
