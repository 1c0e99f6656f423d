/** Which files of a project take part, and which of them start it. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const project = useProject(plugin.configs.strict);
const { lint } = project;

describe('a bundle', () => {
  const main = `import { load } from './lib.js';\nexport async function f() { load(); }`;
  const lines = (separator: string): string =>
    ["import fs from 'node:fs'; export async function load() { fs.readFileSync('x'); }"]
      .concat(Array.from({ length: 600 }, (_, i) => `export const value${String(i)} = [${String(i)}, 'text'];`))
      .join(separator);

  it('is not looked into, whoever calls it', async () => {
    expect(await lint({ 'main.js': main, 'lib.js': lines(' ') })).toEqual([]);
  });

  it('is told by the length of its lines', async () => {
    const reports = await lint({ 'main.js': main, 'lib.js': lines('\n') });
    expect(reports).toEqual([expect.stringContaining('lib.js:1 no-blocking-call')]);
  });

  it('is told by the marks of webpack', async () => {
    expect(await lint({ 'main.js': main, 'lib.js': `/******/ ${lines('\n')}` })).toEqual([]);
  });

  it('is none if it is short', async () => {
    const lib = `import fs from 'node:fs'; export async function load() { fs.readFileSync('x'); } const data = '${'x'.repeat(5_000)}';`;
    expect(await lint({ 'main.js': main, 'lib.js': lib })).toHaveLength(1);
  });
});

describe('a dependency', () => {
  it('is not looked into where git would track it', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: project.cwd });
    await project.write({
      'node_modules/acme/package.json': '{ "name": "acme", "type": "module", "main": "index.js" }',
      'node_modules/acme/index.js': `import fs from 'node:fs'; export function load() { fs.readFileSync('x'); }`,
      'helper.js': `import fs from 'node:fs'; export function read() { fs.readFileSync('x'); }`,
    });
    const main = `import { load } from 'acme'; import { read } from './helper.js';\nexport async function f() {\nload();\nread(); }`;
    expect(await lint({ 'main.js': main })).toEqual([expect.stringContaining('main.js:4 no-transitive-blocking-call')]);
  });
});

describe('a file of a tool', () => {
  const code = `import fs from 'node:fs'; export default { async onSuccess() { fs.cpSync('x', 'y'); } };`;

  it.each([
    'tsup.config.js',
    '.storybook/runner.js',
    'gulpfile.js',
    'server/jest.setup.js',
    'packages/app/Gruntfile.cjs',
    'tools/dev-proxy.js',
    'src/mockServer.ts',
  ])('is silent: %s', async (name) => {
    expect(await lint({ [name]: code })).toEqual([]);
  });

  it('is told by its place', async () => {
    expect(await lint({ 'src/storybook.js': code })).toEqual([expect.stringContaining('no-blocking-call')]);
    expect(await lint({ 'src/gulpfile.js': code })).toEqual([expect.stringContaining('no-blocking-call')]);
  });
});

describe('a script of tests at the root of a package', () => {
  it.each([
    ['test-images.js', './images.js', []],
    ['packages/app/test.js', '../../images.js', []],
    ['routes/test-images.js', '../images.js', [expect.stringMatching(/^images\.js:2 no-blocking-call: `fs\.cpSync`/)]],
  ])('tells nothing of what it calls: %s', async (name, images, reports) => {
    await project.write({
      'main.js': `import { resize } from './images.js'; await resize();`,
      [name]: `import http from 'node:http'; import { resize } from '${images}'; http.createServer(async () => { await resize(); }).listen(80);`,
    });
    const resize = `import fs from 'node:fs';\nexport async function resize() { fs.cpSync('x', 'y'); }`;
    expect(await lint({ 'images.js': resize })).toEqual(reports);
  });
});

const HELPER = `import fs from 'node:fs';\nexport function load() { return fs.readFileSync('x'); }\nexport async function loadAll() { load(); }\n`;

describe('what starts the program', () => {
  it.each([
    [
      'a script without an extension',
      { 'bin/server': `#!/usr/bin/env node\nimport '../main.js';\nimport { loadAll } from '../helper.js'; loadAll();` },
    ],
    ['such a script at the root', { server: `#!/usr/bin/node\nimport { loadAll } from './helper.js'; loadAll();` }],
    [
      'what nobody calls and reads the command line',
      {
        'main.js': `import { loadAll } from './helper.js';\nexport async function run() { parse(process.argv.slice(2)); await loadAll(); }`,
      },
    ],
    [
      'what nobody calls and answers signals',
      {
        'main.js': `import { loadAll } from './helper.js';\nexport async function run() { process.on('SIGTERM', () => 1); await loadAll(); }`,
      },
    ],
    [
      'what listens in a callback',
      {
        'main.js': `import http from 'node:http';\nimport { loadAll } from './helper.js';\nexport class Site { async open() { await loadAll(); this.create((server) => { server.listen(80); }); }\n  create(done) { done(http.createServer()); }\n  async reopen() { await this.open(); } }\nconst site = new Site(); process.stdin.on('data', () => site.reopen());`,
      },
    ],
    [
      'what waits in a promise until it listens',
      {
        'main.js': `import { loadAll } from './helper.js';\nexport async function raise(server) { await loadAll(); await new Promise((resolve) => server.listen(80, resolve)); }`,
      },
    ],
    [
      'what a timer of the start runs once to get a part ready',
      {
        'main.js': `import { loadAll } from './helper.js';\nclass Manager { async initialize() { await loadAll(); } } const manager = new Manager();\nfunction start() { setTimeout(() => { manager.initialize(); }, 1500); }\nstart();`,
      },
    ],
    [
      'functions in a list that a helper runs one by one',
      {
        'main.js': `import { loadAll } from './helper.js'; import { runAll } from './run.js';\nconst steps = []; steps.push(async () => loadAll()); await runAll(steps);`,
        'run.js': `export async function runAll(steps, at = 0) { if (at < steps.length) { await steps[at](); await runAll(steps, at + 1); } }`,
        'serve.js': `import { runAll } from './run.js'; import http from 'node:http';\nhttp.createServer(async () => { await runAll([]); }).listen(80);`,
      },
    ],
    [
      'what is migrated if it must',
      {
        'main.js': `import { loadAll } from './helper.js';\nexport class Db { async maybeMigrateFiles() { await loadAll(); } }`,
      },
    ],
  ])('%s', async (_, files) => {
    expect(await lint({ 'helper.js': HELPER, ...files })).toEqual([]);
  });

  it.each([
    [
      'what again and again calls a function that only is called listen',
      {
        'main.js': `import { loadAll } from './helper.js';\nclass Link { listen() {} async reopen() { await loadAll(); this.listen(); } } const link = new Link();\nsetInterval(() => link.reopen(), 5);`,
      },
    ],
    [
      'what a folder bin holds for the rest of the project',
      {
        'main.js': `import { find } from './bin/tools.js';\nexport const ask = (name) => find(name);`,
        'bin/tools.js': `import { load, loadAll } from '../helper.js';\nexport function find(name) { return load(name); }\nexport class Tool { async install() { await loadAll(); } }`,
      },
    ],
    [
      'what a timer runs again and again',
      {
        'main.js': `import { loadAll } from './helper.js';\nasync function init() { await loadAll(); }\nsetInterval(() => init(), 5);`,
      },
    ],
    ['a script for another program', { 'bin/server': `#!/bin/sh\nimport { loadAll } from '../helper.js'; loadAll();` }],
    [
      'what is called and reads the command line',
      {
        'main.js': `import { loadAll } from './helper.js';\nasync function run() { parse(process.argv.slice(2)); await loadAll(); }\nsetInterval(() => run(), 5);`,
      },
    ],
    [
      'what is told what to work on, and looks at the command line',
      {
        'main.js': `import { loadAll } from './helper.js';\nexport class Page { async render(name, path, data, options) { if (process.argv.includes('debug')) print(data); await loadAll(); } }`,
      },
    ],
    [
      'what answers an event that goes on',
      {
        'main.js': `import { loadAll } from './helper.js';\nexport async function run() { process.on('message', () => 1); await loadAll(); }`,
      },
    ],
    [
      'a handler in which something listens',
      {
        'main.js': `import { loadAll } from './helper.js';\nexport const f = (app) => app.post('/', async (req, res) => { await loadAll(); again((server) => server.listen(80)); });`,
      },
    ],
  ])('is not %s', async (_, files) => {
    expect(await lint({ 'helper.js': HELPER, ...files })).toEqual([expect.stringContaining('helper.js:3')]);
  });
});

describe('what is called through objects', () => {
  const main = (text: string): string => `import { load } from './helper.js';\n${text}`;

  it.each([
    [
      'a member that an application of a framework is given',
      {
        'main.js': main(
          "import express from 'express';\nconst app = express(); app.files = { load };\nexport async function f() { app.files.load(); }",
        ),
      },
    ],
    [
      'such a member, in another file',
      {
        'main.js': main(
          "import express from 'express';\nimport serve from './serve.js';\nconst app = express(); app.load = load; serve(app);",
        ),
        'serve.js': `import fs from 'node:fs'; fs.readFileSync('x');\nexport default function serve(app) { setInterval(() => app.load(), 9); }`,
      },
    ],
    [
      'a global that is declared nowhere',
      {
        'main.cjs': `try { disk = require('./helper.js'); } catch { disk = undefined; }\nmodule.exports = async function f() { disk.load(); };`,
      },
    ],
    [
      'what makes a node of a flow',
      {
        'main.cjs': `const { load } = require('./helper.js');\nmodule.exports = (RED) => { RED.nodes.registerType('file', function (config) { this.content = load(config); }); };`,
      },
    ],
    [
      'a member that a project function keeps',
      {
        'main.js': main("import { keep } from './keep.js';\nkeep({ read: async () => { load(); } });"),
        'keep.js': `let store; export function keep(given) { store = given; }\nexport const read = (name) => store[name]();`,
      },
    ],
  ])('%s', async (_, files) => {
    expect(await lint({ 'helper.js': HELPER, ...files })).toContainEqual(
      expect.stringMatching(/^(?:main|serve)\.c?js:\d no-transitive/),
    );
  });

  it('is not called by what is only given the object', async () => {
    const files = {
      'main.js': main(
        "import { keep } from './keep.js';\nexport async function f() { keep({ read() { load(); }, name: 'x' }); }",
      ),
      'keep.js': `export function keep(given) { return given.name; }`,
    };
    expect(await lint(files)).toEqual([]);
  });
});

describe('what is filled once', () => {
  const disk = `import fs from 'node:fs';\nexport class Disk {\n  constructor(name) { this.name = name; }\n  async read() { if (!this.text) { this.text = fs.readFileSync(this.name); } } }`;
  const boot = `import { Disk } from './disk.js';\nconst disk = new Disk('x'); await disk.read();`;

  it('is full after the start if the start made the object', async () => {
    const main = `${boot}\nsetInterval(() => disk.read(), 9);`;
    expect(await lint({ 'main.js': main, 'disk.js': disk })).toEqual([]);
  });

  it('is empty in an object that is made while the program serves', async () => {
    const main = `${boot}\nsetInterval(() => new Disk('y').read(), 9);`;
    expect(await lint({ 'main.js': main, 'disk.js': disk })).toEqual([expect.stringContaining('disk.js:4')]);
  });

  it('is empty for every other key', async () => {
    const cache = `import fs from 'node:fs';\nconst texts = {};\nexport const get = (name) => {\n  if (!texts[name]) texts[name] = read(name);\n  return texts[name];\n};\nconst read = (name) => fs.readFileSync(name);`;
    const main = `import { get } from './cache.js';\nget('x');\nexport async function f(name) { get(name); }`;
    expect(await lint({ 'main.js': main, 'cache.js': cache })).toEqual([expect.stringMatching(/^main\.js:3/)]);
  });

  it.each([
    ['setInterval(() => disk.read(), 9);', "setInterval(() => new Disk('y'), 9);"],
    ["setInterval(() => new Disk('y'), 9);", 'setInterval(() => disk.read(), 9);'],
  ])('is so wherever that is written: %s', async (first, second) => {
    const filled = disk.replace('this.text = fs.readFileSync(this.name)', 'this.text = await load(this.name)');
    const files = {
      'main.js': `${boot}\n${first}\n${second}`,
      'disk.js': `${filled}\nasync function load(name) { return fs.readFileSync(name); }`,
    };
    expect(await lint(files)).toEqual([expect.stringContaining('disk.js:5')]);
  });
});

describe('packages without a workspace', () => {
  it('are one project below the folder in which ESLint runs, if that is a package', async () => {
    const reports = await lint({
      'package.json': '{ "name": "all" }',
      'common/package.json': '{ "name": "common" }',
      'common/src/load.js': HELPER.replace(/export async .*/, ''),
      'daemon/package.json': '{ "name": "daemon" }',
      'daemon/main.js': `import { load } from '../common/src/load.js';\nexport async function f() { load(); }`,
    });
    expect(reports).toEqual([expect.stringMatching(/^daemon\/main\.js:2 .*load \(common\/src\/load\.js:2\)/)]);
  });
});
