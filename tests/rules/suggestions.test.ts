import rule from '../../src/rules/no-blocking-call.ts';
import { testRule } from './rule-tester.ts';

/** [what, before, after]; without `after` there is no suggestion. */
type Case = readonly [name: string, code: string, output?: string, filename?: string];

const CASES: readonly Case[] = [
  [
    'keeps to the object that is there',
    `import fs from 'fs';\nexport async function f() { return fs.readFileSync('x', 'utf8'); }`,
    `import fs from 'fs';\nexport async function f() { return await fs.promises.readFile('x', 'utf8'); }`,
  ],
  [
    'uses the promise API that is imported',
    `import { readFileSync, promises as fsp } from 'fs';\nexport async function f() { readFileSync('x'); }`,
    `import { readFileSync, promises as fsp } from 'fs';\nexport async function f() { await fsp.readFile('x'); }`,
  ],
  [
    'uses the function that is imported',
    `import { readFileSync } from 'fs';\nimport { readFile as read } from 'fs/promises';\nexport async function f() { readFileSync('x'); }`,
    `import { readFileSync } from 'fs';\nimport { readFile as read } from 'fs/promises';\nexport async function f() { await read('x'); }`,
  ],
  [
    'adds an import, with the prefix that the file has',
    `import { readFileSync } from 'node:fs';\nexport async function f() { readFileSync('x'); }`,
    `import { readFileSync } from 'node:fs';\nimport { readFile } from 'node:fs/promises';\nexport async function f() { await readFile('x'); }`,
  ],
  [
    'adds an import, without the prefix that the file has not',
    `import { readFileSync } from 'fs';\nexport async function f() { readFileSync('x'); }`,
    `import { readFileSync } from 'fs';\nimport { readFile } from 'fs/promises';\nexport async function f() { await readFile('x'); }`,
  ],
  [
    'merges the import into one that is there',
    `import { readFileSync } from 'fs';\nimport { stat } from 'fs/promises';\nexport async function f() { readFileSync('x'); await stat('x'); }`,
    `import { readFileSync } from 'fs';\nimport { stat, readFile } from 'fs/promises';\nexport async function f() { await readFile('x'); await stat('x'); }`,
  ],
  [
    'gives the import another name where its own is taken',
    `import { readFile, readFileSync } from 'fs';\nexport async function f() { readFileSync('x'); readFile('x', () => {}); }`,
    `import { readFile, readFileSync } from 'fs';\nimport { readFile as readFileAsync } from 'fs/promises';\nexport async function f() { await readFileAsync('x'); readFile('x', () => {}); }`,
  ],
  [
    'does not use a name that is shadowed at the call',
    `import { readFileSync } from 'fs';\nimport { readFile } from 'fs/promises';\nexport async function f(readFile) { readFileSync('x'); }`,
    `import { readFileSync } from 'fs';\nimport { readFile, readFile as readFileAsync } from 'fs/promises';\nexport async function f(readFile) { await readFileAsync('x'); }`,
  ],
  [
    'adds a require',
    `'use strict';\nconst { readFileSync } = require('fs');\nexports.f = async () => readFileSync('x');`,
    `'use strict';\nconst { readFileSync } = require('fs');\nconst { readFile } = require('fs/promises');\nexports.f = async () => await readFile('x');`,
    'file.cjs',
  ],
  [
    'merges into a require that is there',
    `const { readFileSync } = require('fs');\nconst { stat } = require('fs/promises');\nexports.f = async () => [readFileSync('x'), stat];`,
    `const { readFileSync } = require('fs');\nconst { stat, readFile } = require('fs/promises');\nexports.f = async () => [await readFile('x'), stat];`,
    'file.cjs',
  ],
  [
    'promisifies a callback form',
    `import crypto from 'node:crypto';\nexport async function f() { return crypto.scryptSync('a', 'b', 64); }`,
    `import crypto from 'node:crypto';\nimport { promisify } from 'node:util';\nexport async function f() { return await promisify(crypto.scrypt)('a', 'b', 64); }`,
  ],
  [
    'promisifies a named import',
    `import { pbkdf2Sync } from 'crypto';\nimport { promisify } from 'util';\nexport async function f() { return pbkdf2Sync('a', 'b', 1e6, 64, 'sha512'); }`,
    `import { pbkdf2Sync, pbkdf2 } from 'crypto';\nimport { promisify } from 'util';\nexport async function f() { return await promisify(pbkdf2)('a', 'b', 1e6, 64, 'sha512'); }`,
  ],
  [
    'keeps the precedence',
    `import fs from 'fs';\nexport async function f() { return fs.readFileSync('x').toString(); }`,
    `import fs from 'fs';\nexport async function f() { return (await fs.promises.readFile('x')).toString(); }`,
  ],
  [
    'keeps comments',
    `import fs from 'fs';\nexport async function f() { fs.readFileSync(/* here */ 'x', // text\n 'utf8'); }`,
    `import fs from 'fs';\nexport async function f() { await fs.promises.readFile(/* here */ 'x', // text\n 'utf8'); }`,
  ],
  [
    'not in the parameters of an async function',
    `import fs from 'fs';\nexport async function f(x = fs.readFileSync('x')) {}`,
  ],
  [
    'not in a synchronous callback',
    `import fs from 'fs';\nexport async function f(xs) { return xs.map((x) => fs.readFileSync(x)); }`,
  ],
  [
    'not in a synchronous handler',
    `import fs from 'fs';\nimport http from 'http';\nhttp.createServer((req, res) => { res.end(fs.readFileSync('x')); });`,
  ],
  [
    'not where a parenthesis would continue the line before',
    `import fs from 'fs';\nexport async function f() { let a = 1\nfs.readFileSync('x').toString() }`,
  ],
  ['not for an optional call', `import fs from 'fs';\nexport async function f() { fs.readFileSync?.('x'); }`],
  [
    'not for an API that has no awaited form',
    `import fs from 'fs';\nexport async function f() { fs.existsSync('x'); }`,
  ],
  [
    'not for a file descriptor, which the promise API does not take',
    `import fs from 'fs';\nexport async function f() { fs.readFileSync(0); }`,
  ],
];

testRule('no-blocking-call: suggestions', rule, {
  valid: [],
  invalid: CASES.map(([name, code, output, filename = 'file.js']) => ({
    name,
    code,
    filename,
    errors: [
      {
        messageId: 'blockingCall',
        ...(output !== undefined && { suggestions: [{ messageId: 'awaitInstead', output }] }),
      },
    ],
  })),
});
