/** Calls that are awaited instead, where nothing around them changes. */
import rule from '../../../src/rules/no-blocking-call.ts';
import { testRule } from '../rule-tester.ts';
import { type Case, toCases } from './cases.ts';

const CASES: readonly Case[] = [
  [
    'keeps to the object that is there',
    `import fs from 'fs';\nexport async function f() { return fs.readFileSync('x', 'utf8'); }`,
    `import fs from 'fs';\nexport async function f() { return await fs.promises.readFile('x', 'utf8'); }`,
  ],
  [
    'uses the promise API that is imported',
    `import { readFileSync, promises as fsp } from 'fs';\nexport async function f() { readFileSync('x'); }`,
    `import { promises as fsp } from 'fs';\nexport async function f() { await fsp.readFile('x'); }`,
  ],
  [
    'uses the function that is imported',
    `import { readFileSync } from 'fs';\nimport { readFile as read } from 'fs/promises';\nexport async function f() { readFileSync('x'); }`,
    `import { readFile as read } from 'fs/promises';\nexport async function f() { await read('x'); }`,
  ],
  [
    'adds an import, with the prefix that the file has',
    `import { readFileSync } from 'node:fs';\nexport async function f() { readFileSync('x'); }`,
    `import { readFile } from 'node:fs/promises';\nexport async function f() { await readFile('x'); }`,
  ],
  [
    'adds an import, without the prefix that the file has not',
    `import { readFileSync } from 'fs';\nexport async function f() { readFileSync('x'); }`,
    `import { readFile } from 'fs/promises';\nexport async function f() { await readFile('x'); }`,
  ],
  [
    'merges the import into one that is there',
    `import { readFileSync } from 'fs';\nimport { stat } from 'fs/promises';\nexport async function f() { readFileSync('x'); await stat('x'); }`,
    `import { stat, readFile } from 'fs/promises';\nexport async function f() { await readFile('x'); await stat('x'); }`,
  ],
  [
    'gives the import another name where its own is taken',
    `import { readFile, readFileSync } from 'fs';\nexport async function f() { readFileSync('x'); readFile('x', () => {}); }`,
    `import { readFile } from 'fs';\nimport { readFile as readFileAsync } from 'fs/promises';\nexport async function f() { await readFileAsync('x'); readFile('x', () => {}); }`,
  ],
  [
    'does not use a name that is shadowed at the call',
    `import { readFileSync } from 'fs';\nimport { readFile } from 'fs/promises';\nexport async function f(readFile) { readFileSync('x'); }`,
    `import { readFile, readFile as readFileAsync } from 'fs/promises';\nexport async function f(readFile) { await readFileAsync('x'); }`,
  ],
  [
    'adds a require',
    `'use strict';\nconst { readFileSync } = require('fs');\nexports.f = async () => readFileSync('x');`,
    `'use strict';\nconst { readFile } = require('fs/promises');\nexports.f = async () => await readFile('x');`,
    'file.cjs',
  ],
  [
    'merges into a require that is there',
    `const { readFileSync } = require('fs');\nconst { stat } = require('fs/promises');\nexports.f = async () => [readFileSync('x'), stat];`,
    `const { stat, readFile } = require('fs/promises');\nexports.f = async () => [await readFile('x'), stat];`,
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
    `import { pbkdf2 } from 'crypto';\nimport { promisify } from 'util';\nexport async function f() { return await promisify(pbkdf2)('a', 'b', 1e6, 64, 'sha512'); }`,
  ],
  [
    'awaits what a package exports itself, beside its `sync`',
    `import fg from 'fast-glob';\nexport async function f() { return fg.sync('*').length; }`,
    `import fg from 'fast-glob';\nexport async function f() { return (await fg('*')).length; }`,
  ],
  [
    'imports what a package exports itself in place of its `sync`',
    `import { sync as loadJsonFileSync } from 'load-json-file';\nexport async function f() { loadJsonFileSync('x', 'y'); }`,
    `import loadJsonFile from 'load-json-file';\nexport async function f() { await loadJsonFile('x', 'y'); }`,
  ],
  [
    'requires what a package exports itself',
    `const { sync } = require('load-json-file');\nexports.f = async (loadJsonFile) => { sync('x', loadJsonFile); };`,
    `const loadJsonFileAsync = require('load-json-file');\nexports.f = async (loadJsonFile) => { await loadJsonFileAsync('x', loadJsonFile); };`,
    'file.cjs',
  ],
  [
    'calls no namespace',
    `import * as atomic from 'load-json-file';\nexport async function f() { atomic.sync('x', 'y'); }`,
    `import * as atomic from 'load-json-file';\nimport loadJsonFile from 'load-json-file';\nexport async function f() { await loadJsonFile('x', 'y'); }`,
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
    'keeps the comment of the import before the new one',
    `import { readFileSync } from "fs"; // files\nexport async function f() { readFileSync('x'); }`,
    `import { readFile } from "fs/promises"; // files\nexport async function f() { await readFile('x'); }`,
  ],
  [
    'writes no semicolon where the file has none',
    `const { readFileSync } = require('fs')\nconst app = make()\nexports.f = async () => readFileSync('x')`,
    `const { readFile } = require('fs/promises')\nconst app = make()\nexports.f = async () => await readFile('x')`,
    'file.cjs',
  ],
  [
    'gives a name a line where names have lines',
    `import {\n  stat,\n} from 'fs/promises';\nimport { readFileSync } from 'fs';\nexport async function f() { readFileSync('x'); await stat('x'); }`,
    `import {\n  stat,\n  readFile,\n} from 'fs/promises';\nexport async function f() { await readFile('x'); await stat('x'); }`,
  ],
  [
    'writes names as close to their braces as the file does',
    `import {join} from 'path';\nimport fs, {constants} from 'fs';\nexport async function f(fs) { return constants && process.getBuiltinModule('fs').readFileSync(join('x')); }`,
    `import {join} from 'path';\nimport fs, {constants} from 'fs';\nimport {readFile} from 'fs/promises';\nexport async function f(fs) { return constants && await readFile(join('x')); }`,
  ],
  [
    'uses no name that is imported for its type only',
    `import type { readFile } from 'fs/promises';\nimport { readFileSync } from 'fs';\nexport async function f(read: typeof readFile) { readFileSync('x'); }`,
    `import type { readFile } from 'fs/promises';\nimport { readFile as readFileAsync } from 'fs/promises';\nexport async function f(read: typeof readFile) { await readFileAsync('x'); }`,
    'file.ts',
  ],
  [
    'merges into the promises of a required module',
    `const { stat } = require('fs').promises;\nconst { readFileSync } = require('fs');\nexports.f = async () => [stat, readFileSync('x')];`,
    `const { stat, readFile } = require('fs').promises;\nexports.f = async () => [stat, await readFile('x')];`,
    'file.cjs',
  ],
  [
    'leaves the top of the file and the documentation of the first function where they are',
    `#!/usr/bin/env node\n/* Copyright */\n\n/** Reads. */\nexport async function f() { return process.getBuiltinModule('fs/promises') ?? process.getBuiltinModule('fs').readFileSync('x'); }`,
    `#!/usr/bin/env node\n/* Copyright */\n\nimport { readFile } from 'node:fs/promises';\n/** Reads. */\nexport async function f() { return process.getBuiltinModule('fs/promises') ?? await readFile('x'); }`,
  ],
  [
    'keeps the line ends',
    `'use strict';\r\nexports.f = async () => require('fs').readFileSync('x');`,
    `'use strict';\r\nconst { readFile } = require('node:fs/promises');\r\nexports.f = async () => await readFile('x');`,
    'file.cjs',
  ],
  [
    'uses what the file has promisified, and does so once',
    `import crypto from 'node:crypto';\nimport { promisify } from 'node:util';\nconst scrypt = promisify(crypto.scrypt);\nexport async function f() { crypto.scryptSync('a', 'b', 64); }`,
    `import crypto from 'node:crypto';\nimport { promisify } from 'node:util';\nconst scrypt = promisify(crypto.scrypt);\nexport async function f() { await scrypt('a', 'b', 64); }`,
  ],
  [
    'tells TypeScript the type that it does not see',
    `import crypto from 'node:crypto';\nimport { promisify } from 'node:util';\nexport async function f() { return crypto.scryptSync('a', 'b', 64); }`,
    `import crypto from 'node:crypto';\nimport { promisify } from 'node:util';\nexport async function f() { return await promisify(crypto.scrypt)('a', 'b', 64).then((key) => key as Buffer); }`,
    'file.ts',
  ],
  [
    'not where TypeScript would see another overload',
    `import crypto from 'node:crypto';\nexport async function f() { return crypto.scryptSync('a', 'b', 64, { N: 16384 }); }`,
    undefined,
    'file.ts',
  ],
  [
    'asks for what the promise resolves to only where the result is used',
    `import fs from 'fs';\nexport async function f() { return !fs.existsSync('x'); }`,
    `import fs from 'fs';\nexport async function f() { return !await fs.promises.access('x').then(() => true, () => false); }`,
  ],
  [
    'takes the output of a process where text is expected',
    `import cp from 'child_process';\nimport { promisify } from 'util';\nexport async function f() { return cp.execSync('ls').toString().trim(); }`,
    `import cp from 'child_process';\nimport { promisify } from 'util';\nexport async function f() { return (await promisify(cp.exec)('ls').then(({ stdout }) => stdout)).toString().trim(); }`,
  ],
  [
    'not for the output of a process that may be binary',
    `import cp from 'child_process';\nexport async function f() { return cp.execSync('ls'); }`,
  ],
  [
    'not for a process that is connected to this one',
    `import cp from 'child_process';\nexport async function f() { cp.execSync('ls', { stdio: 'inherit' }); }`,
  ],
  [
    'not where a comment would be lost',
    `import fs from 'fs';\nexport async function f() { fs /* local */.readFileSync('x'); }`,
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
  ['not for an API that has no awaited form', `import fs from 'fs';\nexport async function f() { fs.globSync('x'); }`],
  [
    'not for a file descriptor, which the promise API does not take',
    `import fs from 'fs';\nexport async function f() { fs.readFileSync(0); }`,
  ],
];

testRule('no-blocking-call: suggestions', rule, toCases(CASES, 'blockingCall', 'awaitInstead'));
