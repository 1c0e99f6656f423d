import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';

const { lint } = useProject({
  plugins: { unblocked: plugin },
  rules: { 'unblocked/no-blocking-call': 'error' },
});

const DATABASE = `import Database from 'better-sqlite3';\n`;
const FS = `import fs from 'node:fs';\n`;
const READ = `.readFileSync('x'); }`;
const FIND = `.prepare('select 1').get(); }`;

/** What another file gives is called where nothing shows what it is. */
describe('a module or an open database that comes from another file', () => {
  it.each<[way: string, files: Files]>([
    ['all of a module under a name', { 'files.js': `export * as fs from 'node:fs';`, 'main.js': use('fs', READ) }],
    ['a default export', { 'files.js': `export { default as fs } from 'node:fs';`, 'main.js': use('fs', READ) }],
    [
      'all exports of a module',
      {
        'files.js': `export * from 'node:fs';`,
        'main.js': `import { readFileSync } from './files.js';\nexport async function f() { readFileSync('x'); }`,
      },
    ],
    ['a list of exports', { 'files.js': `${FS}export { fs };`, 'main.js': use('fs', READ) }],
    [
      'the export itself',
      {
        'files.js': `${FS}export default fs;`,
        'main.js': `import disk from './files.js';\nexport async function f() { disk${READ}`,
      },
    ],
    [
      'a list of modules',
      {
        'files.cjs': `const fs = require('node:fs');\nmodule.exports = { fs };`,
        'main.cjs': `const list = require('./files.cjs');\nexports.f = async () => { list.fs${READ};`,
      },
    ],
    [
      'a module that extends another',
      {
        'files.cjs': `const fs = require('node:fs');\nObject.assign(exports, fs);`,
        'main.cjs': `const disk = require('./files.cjs');\nexports.f = async () => { disk${READ};`,
      },
    ],
    [
      'over two files',
      { 'base.js': `${FS}export { fs };`, 'files.js': `export * from './base.js';`, 'main.js': use('fs', READ) },
    ],
    [
      'a member of the class that it extends',
      {
        'files.js': `${FS}export class Base { constructor() { this.fs = fs; } }`,
        'main.js': `import { Base } from './files.js';\nexport class Api extends Base { async f() { this.fs${READ} }`,
      },
    ],
    [
      'a static member',
      { 'files.js': `${FS}export class Env { static fs = fs; }`, 'main.js': use('Env', `.fs${READ}`) },
    ],
    ['an open database', { 'files.js': `${DATABASE}export const db = new Database('x');`, 'main.js': use('db', FIND) }],
    [
      'what a function returns',
      {
        'files.js': `${DATABASE}const db = new Database('x');\nexport const getDb = () => db;`,
        'main.js': use('getDb', `()${FIND}`),
      },
    ],
    [
      'a prepared statement',
      {
        'files.js': `${DATABASE}const db = new Database('x');\nexport const one = db.prepare('select 1');`,
        'main.js': use('one', '.get(); }'),
      },
    ],
  ])('%s', async (_, files) => {
    expect(await lint(files)).toEqual([expect.stringMatching(/^main\.c?js:2/)]);
  });

  it('is followed to a file that only gets it passed', async () => {
    const reports = await lint({
      'db.cjs': `const Database = require('better-sqlite3');\nexports.db = new Database('x');`,
      'users.cjs': `module.exports = (db) => ({\n  async one() { return db${FIND} });`,
      'main.cjs': `const { db } = require('./db.cjs');\nexports.users = require('./users.cjs')(db);`,
    });
    expect(reports).toEqual([expect.stringMatching(/^users\.cjs:2/)]);
  });

  it('is no cause to report what awaits', async () => {
    const main = `import { disk } from './files.js';\nexport async function f() { await disk.readFile('x'); }`;
    expect(await lint({ 'files.js': `${FS}export const disk = fs.promises;`, 'main.js': main })).toEqual([]);
  });
});

function use(name: string, rest: string): string {
  return `import { ${name} } from './files.js';\nexport async function f() { ${name}${rest}`;
}
