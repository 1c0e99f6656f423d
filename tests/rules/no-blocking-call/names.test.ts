import rule from '../../../src/rules/no-blocking-call.ts';
import { testRule } from '../rule-tester.ts';

const FS = `import fs from 'node:fs';\n`;

function message(name: string, cure: string): string {
  return `\`${name}\` blocks the event loop. ${cure}`;
}

const GLOB = message('fs.globSync', 'Use `fs.promises.glob` instead.');

testRule('no-blocking-call: what a name refers to', rule, {
  valid: [
    {
      name: 'a function that is merely named like one',
      code: `import { x } from './x.js'; export async function f() { x.readFileSync(); }`,
    },
    { name: 'a shadowed import', code: `${FS} export async function f(fs) { fs.readFileSync('x'); }` },
    {
      name: 'a shadowed named import',
      code: `import { readFileSync } from 'fs'; export async function f(readFileSync) { readFileSync('x'); }`,
    },
    {
      name: 'the promise API of the same name',
      code: `import { promises as fs } from 'fs'; export async function f() { await fs.stat('x'); }`,
    },
    { name: 'a member that is computed at run time', code: `${FS} export async function f(name) { fs[name]('x'); }` },
    {
      name: 'the callback form',
      code: `import { pbkdf2 } from 'crypto'; export async function f(cb) { pbkdf2('a', 'b', 1e5, 32, 'sha256', cb); }`,
    },
    {
      name: 'promisify of the callback form',
      code: `${FS} import { promisify } from 'util'; const read = promisify(fs.readFile); export async function f() { await read('x'); }`,
    },
    {
      name: 'what browsers have too, in code that shows nothing of Node',
      code: `export async function f() { localStorage.setItem('x', 'y'); alert('x'); }`,
    },
    {
      name: 'what browsers have too, in code that runs on a page as well as in Node',
      code: `${FS} export async function f() { if (typeof document === 'undefined') process.exit(1); alert('x'); }`,
    },
    {
      name: 'a look-alike of severity none',
      code: `import pino from 'pino'; const log = pino(); export async function f() { log.flushSync(); }`,
    },
    {
      name: 'arguments that make it cheap',
      code: `import { generateKeyPairSync } from 'crypto'; export async function f() { generateKeyPairSync('ed25519'); }`,
    },
    {
      name: 'what an awaited result has computed already',
      code: `import postcss from 'postcss'; export async function f(css) { const result = await postcss([]).process(css); return result.css; }`,
    },
    {
      name: 'a class that extends itself',
      code: `${FS} class A extends A {} export async function f() { new A().x(); }`,
    },
    {
      name: 'objects that spread each other',
      code: `${FS} let a, b; a = { ...b }; b = { ...a, ...a }; export async function f() { a.x(); b.x(); }`,
    },
  ],
  invalid: [
    ...[
      [`import fs from 'fs';`, `fs.globSync('x')`],
      [`import * as fs from 'node:fs';`, `fs.globSync('x')`],
      [`import { globSync as read } from 'fs';`, `read('x')`],
      [`import { default as fs } from 'fs';`, `fs.globSync('x')`],
      [`import fs from 'fs'; const read = fs.globSync;`, `read('x')`],
      [`import fs from 'fs'; const { globSync: read } = fs;`, `read('x')`],
      [`import fs from 'fs'; const name = 'globSync';`, `fs[name]('x')`],
      [`import fs from 'fs';`, `fs['globSync']('x')`],
      ['import fs from "fs";', 'fs[`globSync`]("x")'],
      [`import fs from 'fs';`, `fs.globSync?.('x')`],
      [`import fs from 'fs';`, `fs?.globSync('x')`],
      [`import fs from 'fs';`, `(0, fs.globSync)('x')`],
      [`import fs from 'fs';`, `fs.globSync.call(fs, 'x')`],
      [`import fs from 'fs';`, `fs.globSync.apply(fs, ['x'])`],
      [`import fs from 'fs'; const read = fs.globSync.bind(fs);`, `read('x')`],
      [
        `import { createRequire } from 'module'; const require = createRequire(import.meta.url); const fs = require('fs');`,
        `fs.globSync('x')`,
      ],
      [`const fs = process.getBuiltinModule('fs');`, `fs.globSync('x')`],
      [`const fs = Host.require('fs');`, `fs.globSync('x')`],
      [`const fs = await import('fs');`, `fs.globSync('x')`],
      [`const { globSync } = await import('node:fs');`, `globSync('x')`],
      [`const { globSync } = await import('node:' + 'fs');`, `globSync('x')`],
      [
        `import { fs } from './x.js'; import nodeFs from 'fs'; const which = Math.random() > 0.5 ? fs : nodeFs;`,
        `which.globSync('x')`,
      ],
      [`import fs from 'fs'; const files = { read: fs.globSync };`, `files.read('x')`],
      [`import fs from 'fs'; const files = { ...fs };`, `files.globSync('x')`],
      [`import fs from 'fs'; let cached; cached = fs;`, `cached.globSync('x')`],
      [`import fs from 'fs'; class Files { static fs = fs; }`, `Files.fs.globSync('x')`],
    ].map(([prelude = '', call = '']) => ({
      name: `${prelude} ${call}`,
      code: `${prelude}\nexport async function f() { for (;;) ${call}; }`,
      errors: [{ message: GLOB, line: 2, column: 38 }],
    })),
    ...[
      [`const fs = require('fs');`, `fs.globSync('x')`],
      [`const fs = require('node:' + 'f' + 's');`, `fs.globSync('x')`],
      [`const { globSync } = require('node:fs');`, `globSync('x')`],
      [`const read = require('fs').globSync;`, `read('x')`],
      [``, `require('fs').globSync('x')`],
      [`let fs; try { fs = require('graceful-fs'); } catch { fs = require('fs'); }`, `fs.globSync('x')`],
    ].map(([prelude = '', call = '']) => ({
      name: `${prelude} ${call}`,
      filename: 'file.cjs',
      code: `${prelude}\nexports.f = async () => ${call};`,
      errors: [{ messageId: 'blockingCall', line: 2, column: 25 }],
    })),
    {
      name: 'import x = require()',
      filename: 'file.ts',
      code: `import fs = require('fs');\nexport async function f() { fs.globSync('x'); }`,
      errors: [{ message: GLOB, line: 2, column: 29 }],
    },
    {
      name: 'a field typed by an imported class, without type information',
      filename: 'file.ts',
      code: `import { DatabaseSync } from 'node:sqlite';\nexport class Repo { constructor(private readonly db: DatabaseSync) {}\n async users() { return this.db.prepare('select 1').all(); } }`,
      errors: [{ messageId: 'blockingCall', line: 3 }],
    },
    {
      name: 'a reference that is handed to an array method',
      code: `${FS}export async function f(paths) { return paths.map(fs.globSync); }`,
      errors: [{ messageId: 'blockingCall', line: 2, column: 51 }],
    },
    {
      name: 'a tagged template',
      code: `import { $ } from 'execa';\nexport async function f() { $.sync({ cwd: '/' })\`ls\`; }`,
      errors: [{ messageId: 'blockingCall', line: 2 }],
    },
    {
      name: 'the async name of a package that computes on the calling thread',
      code: `import bcrypt from 'bcryptjs';\nexport async function f(password) { return await bcrypt.hash(password, 12); }`,
      errors: [{ messageId: 'blockingCallBecause', line: 2 }],
    },
  ],
});
