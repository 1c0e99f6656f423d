/** Functions that become async, with the helpers and callers around them. */
import rule from '../../../src/rules/no-blocking-call.ts';
import chains from '../../../src/rules/no-transitive-blocking-call.ts';
import { testRule } from '../rule-tester.ts';
import { type Case, toCases } from './cases.ts';

/** [what, before, after]: the suggestion makes functions async. */
const BECOMING_ASYNC: readonly Case[] = [
  [
    'the handler of a framework that waits for it',
    `import fs from 'fs';\nimport express from 'express';\nexpress().get('/', (a, b) => { b.send(fs.readFileSync('x')); });`,
    `import fs from 'fs';\nimport express from 'express';\nexpress().get('/', async (a, b) => { b.send(await fs.promises.readFile('x')); });`,
  ],
  [
    'not the listener of an emitter, which does not wait',
    `import fs from 'fs';\nprocess.on('message', () => { fs.readFileSync('x'); });`,
  ],
  [
    'not the handler of a framework that is not installed',
    `import fs from 'fs';\nimport Koa from 'koa';\nnew Koa().use((ctx) => { ctx.body = fs.readFileSync('x'); });`,
  ],
];

/** The same where the call is only deferred, which the report says. */
const BECOMING_ASYNC_LATER: readonly Case[] = [
  [
    'the reaction of a promise',
    `import fs from 'fs';\nexport const f = (x) => x.run().then(() => fs.readFileSync('x'));`,
    `import fs from 'fs';\nexport const f = (x) => x.run().then(async () => await fs.promises.readFile('x'));`,
  ],
];

/** The same for a helper and its callers. */
const HELPERS: readonly Case[] = [
  [
    'a helper and every call of it',
    `import fs from 'fs';\nfunction load(path: string): string { return fs.readFileSync(path, 'utf8'); }\nexport const f = async () => load('x').length;\nexport const g = async () => { const x = load('y'); return x; };`,
    `import fs from 'fs';\nasync function load(path: string): Promise<string> { return await fs.promises.readFile(path, 'utf8'); }\nexport const f = async () => (await load('x')).length;\nexport const g = async () => { const x = await load('y'); return x; };`,
    'file.ts',
  ],
  [
    'a helper of a helper',
    `import fs from 'fs';\nconst load = (path) => fs.readFileSync(path);\nfunction parse(path) { return JSON.parse(load(path)); }\nexport const f = async () => parse('x');`,
    `import fs from 'fs';\nconst load = async (path) => await fs.promises.readFile(path);\nasync function parse(path) { return JSON.parse(await load(path)); }\nexport const f = async () => await parse('x');`,
  ],
  [
    'not a helper with overloads',
    `import fs from 'fs';\nexport function load(path: string): string;\nexport function load(path: URL): string;\nexport function load(path: string | URL): string { return fs.readFileSync(path, 'utf8'); }\nexport const f = async () => load('x').length;`,
    undefined,
    'file.ts',
  ],
  [
    'not a helper that never returns, which the types of its callers rely on',
    `import fs from 'fs';\nfunction load(path: string): never { throw new Error(fs.readFileSync(path, 'utf8')); }\nexport const f = async (): Promise<string> => { load('x'); };`,
    undefined,
    'file.ts',
  ],
  [
    'not a helper that start-up calls too',
    `import fs from 'fs';\nconst load = (path) => fs.readFileSync(path);\nconst config = load('x');\nexport const f = async () => load(config);`,
  ],
  [
    'not a helper that a callback calls',
    `import fs from 'fs';\nconst load = (path) => fs.readFileSync(path);\nexport const f = async (paths) => paths.map((path) => load(path));`,
  ],
  [
    'not a helper that is handed on',
    `import fs from 'fs';\nconst load = (path) => fs.readFileSync(path);\nexport const f = async (use) => { use(load); return load('x'); };`,
  ],
  [
    'not a helper that other files may call',
    `import fs from 'fs';\nexport const load = (path) => fs.readFileSync(path);\nexport const f = async () => load('x');`,
  ],
  [
    'not a helper whose promise its callers react to',
    `import fs from 'fs';\nfunction load(path) { return fs.readFileSync(path) || globalThis.other(path); }\nexport const f = async () => load('x').then(String);`,
  ],
];
testRule('no-blocking-call: functions that become async', rule, toCases(BECOMING_ASYNC, 'blockingCall', 'becomeAsync'));
testRule(
  'no-blocking-call: reactions that become async',
  rule,
  toCases(BECOMING_ASYNC_LATER, 'deferredCall', 'becomeAsync'),
);
testRule('no-transitive-blocking-call: suggestions', chains, toCases(HELPERS, 'blockingChain', 'becomeAsync'));
