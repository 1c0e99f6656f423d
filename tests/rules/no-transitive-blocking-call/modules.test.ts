/** Ways into other files. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';
import { FOLLOWED, HELPER } from './helper.ts';

const { lint } = useProject(plugin.configs.strict);

describe('no-transitive-blocking-call', () => {
  it.each<[name: string, files: Files]>([
    [
      'what createRequire returns',
      {
        'main.js': `import { createRequire } from 'module'; const fs = createRequire(import.meta.url)('fs'); function load() { fs.readFileSync('x'); }\nexport async function f() { load(); }`,
      },
    ],
    [
      'what createRequire returns, beside words that every object has a member of',
      {
        'main.js': `import { createRequire } from 'module'; const fs = createRequire(import.meta.url)('fs'); log('constructor'); log('toString'); function load() { fs.readFileSync('x'); }\nexport async function f() { load(); }`,
      },
    ],
    [
      'a module of Node whose name is put together, in one of two branches',
      {
        'main.js': `import { find } from './store.js';\nexport async function f() { find(); }`,
        'store.js': `import { files } from './driver.js'; let store; export const start = () => { store = files; }; export function find() { return store.globSync('x'); }`,
        'driver.js': `let files; if (globalThis.Bun) ({ files } = await import('./bun.js')); else files = require('node:' + 'fs'); export { files };`,
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
      'module.exports',
      {
        'main.cjs': `const helper = require('./helper.cjs');\nexports.f = async () => helper.load();`,
        'helper.cjs': `const fs = require('fs');\nmodule.exports = { load: () => fs.readFileSync('x') };`,
      },
    ],
    ...[
      ['exports.load', 'exports.read = () => fs.readFileSync("x"); exports.load = () => exports.read();'],
      [
        'another name of exports',
        'const api = module.exports; api.read = () => fs.readFileSync("x"); api.load = () => api.read();',
      ],
      ['module.exports', 'module.exports = { read: () => fs.readFileSync("x"), load: () => module.exports.read() };'],
    ].map(([name = '', code = '']): [string, Files] => [
      `what a file exports and calls itself, by ${name}`,
      {
        'main.cjs': `const helper = require('./helper.cjs');\nexports.f = async () => helper.load();`,
        'helper.cjs': `const fs = require('fs'); ${code}`,
      },
    ]),
    [
      'a path that comes in at run time',
      {
        'main.cjs': `// eslint-disable-next-line unblocked/no-lazy-require\nexports.f = async (name) => require(\`./plugins/\${name}\`).load();`,
        'plugins/a.cjs': `const fs = require('fs');\nexports.load = () => fs.readFileSync('x');`,
      },
    ],
    ...["require('./plugins/' + name)", "require(path.join(__dirname, 'plugins', name))"].map(
      (call): [string, Files] => [
        `a path that is put together: ${call}`,
        {
          'main.cjs': `const path = require('path'); /* eslint-disable unblocked/no-lazy-require */\nexports.f = async (name) => { const plugin = ${call}; plugin.load(); };`,
          'plugins/a.cjs': `const fs = require('fs');\nexports.load = () => fs.readFileSync('x');`,
        },
      ],
    ),
    [
      'a configuration that is none of a tool',
      {
        'main.js': `import { load } from './server-config.js';\nexport async function f() { load(); }`,
        'server-config.js': HELPER,
      },
    ],
    [
      'a module that a function chooses and returns',
      {
        'main.js': `import { getStore } from './stores.cjs';\nexport async function f(name) { getStore(name).load(); }`,
        'stores.cjs': `/* eslint-disable unblocked/no-lazy-require */ exports.getStore = (name) => { if (name === 'disk') return require('./disk.cjs'); return require('./other.cjs'); };`,
        'disk.cjs': `const fs = require('fs');\nmodule.exports = class { static load() { return fs.readFileSync('x'); } };`,
        'other.cjs': `exports.load = () => '';`,
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
      'a tsconfig path, where what the configuration extends is not installed',
      {
        'main.ts': `import { load } from '@/helper';\nexport async function f() { load(); }`,
        'src/helper.ts': HELPER,
        'tsconfig.json': `{\n  // as our other servers\n  "extends": ["@tsconfig/absent", "./config/paths"],\n}`,
        'config/paths.json': `{ "compilerOptions": { /* "x" */ "baseUrl": "..", // "lib": [],\n "paths": { "@/*": ["./src/*"], }, }, }`,
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
  ])('follows %s', async (_, files) => {
    expect(await lint(files)).toEqual(FOLLOWED);
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
});
