/** What does not run while the program serves, and what does not block. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';
import { HELPER } from './helper.ts';

const { lint } = useProject(plugin.configs.strict);

const MANY_MEMBERS = Array.from({ length: 20 }, (_, i) => `m${String(i)}() { return ${String(i)}; }`).join(' ');

describe('no-transitive-blocking-call', () => {
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
      'what an async function does only if it is told to, as it is where the process ends',
      {
        'main.js': `import fs from 'fs'; import bus from 'bus';\nasync function save(sync = false) { if (sync) { fs.writeFileSync('x', ''); write(); } }\nfunction write() { fs.writeFileSync('y', ''); }\nprocess.on('SIGINT', () => { save(true); });\nbus.on('tick', () => { save(); });`,
      },
    ],
    [
      'a method that is none of the two which may be called',
      {
        'main.js': `import fs from 'fs'; class Store { constructor() { this.load(); } load() { fs.readFileSync('x'); } copy() {} move() {} }\nconst store = new Store(); export async function f(isCopy) { const name = isCopy ? 'copy' : 'move'; return store[name](); }`,
      },
    ],
    [
      'a method of another name than what is known of the one that is called',
      {
        'main.js': `import bus from 'bus'; import fs from 'fs'; class Settings { constructor() { this.load(); } load() { fs.readFileSync('x'); } on$load(event) {} }\nconst settings = new Settings(); bus.on('change', (name) => settings[\`on$\${name}\`]());`,
      },
    ],
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
      'any member of an instance that is handed to a function which calls nothing that it is given',
      {
        'main.js': `import fs from 'fs'; class Stream { ${MANY_MEMBERS} open() { fs.openSync('x'); } } const toKey = (line) => line.trim();\nconst stream = new Stream(); stream.open();\nexport async function f() { const keys = []; for await (const line of stream) keys.push(toKey(line)); return keys; }`,
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
      'a function whose documentation speaks of blocking',
      {
        'main.js': `import { find } from './helper.js';\nexport async function f() { return find(); }`,
        'helper.js': `/** Finds what says \`@blocking\`. */\nexport function find() { return 1; }`,
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
