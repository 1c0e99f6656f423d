/** What users say of when code runs: the options `entry` and `contexts`. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';

type Files = Readonly<Record<string, string>>;

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(path.join(os.tmpdir(), 'unblocked-contexts-'));
});

afterEach(() => rm(cwd, { recursive: true, force: true }));

/** `file:line` of every report. */
async function lint(files: Files, settings: object, rules: Linter.RulesRecord = {}): Promise<string[]> {
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
    await writeFile(path.join(cwd, name), text);
  }
  const overrideConfig: Linter.Config[] = [
    { files: ['**/*.{js,ts}'], languageOptions: { parser: tsParser } },
    plugin.configs.strict,
    { settings: { unblocked: settings }, rules },
  ];
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig });
  const results = await eslint.lintFiles(Object.keys(files).filter((name) => /\.[jt]s$/.test(name)));
  const reports = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line }) => `${path.relative(cwd, filePath)}:${line}`),
  );
  return reports.toSorted();
}

const FS = `import fs from 'node:fs';`;

describe('entry', () => {
  const load = { 'boot/load.js': `${FS}\nexport async function load() {\n  return fs.readFileSync('x');\n}` };

  it.each([['boot/load.js'], ['./boot/load.js'], ['boot/*.js'], ['boot'], ['**/load.js']])(
    'is what only starts the program: %s',
    async (entry) => {
      expect(await lint(load, {})).toEqual(['boot/load.js:3']);
      expect(await lint(load, { entry: [entry] })).toEqual([]);
    },
  );

  it.each([['load.js'], ['boot/l'], ['*/boot/load.js']])('is not what a pattern does not match: %s', async (entry) => {
    expect(await lint(load, { entry: [entry] })).toEqual(['boot/load.js:3']);
  });

  it('counts what is reached only from there, and not what a handler reaches as well', async () => {
    const files = {
      'boot.js': `import { read, scan } from './disk.js';\nexport async function prepare() { await read(); await scan(); }`,
      'app.js': `import { scan } from './disk.js';\nexport async function f() { await scan(); }`,
      'disk.js': `${FS}\nexport const read = async () => fs.readFileSync('x');\nexport const scan = async () => fs.readdirSync('x');`,
    };
    expect(await lint(files, {})).toEqual(['disk.js:2', 'disk.js:3']);
    expect(await lint(files, { entry: ['boot.js'] })).toEqual(['disk.js:3']);
  });

  it('reports the handlers that an entry registers', async () => {
    const server = `${FS}\nimport http from 'node:http';\nexport async function serve() {\n  http.createServer(() => fs.readFileSync('x')).listen(1);\n}`;
    expect(await lint({ 'server.js': server }, { entry: ['server.js'] })).toEqual(['server.js:4']);
  });

  it('is taken from the rule itself before the settings', async () => {
    const rules: Linter.RulesRecord = { 'unblocked/no-blocking-call': ['error', { entry: [] }] };
    expect(await lint(load, { entry: ['boot'] }, rules)).toEqual(['boot/load.js:3']);
  });
});

describe('contexts', () => {
  it.each([
    ['a function of a package', `import { route } from '@acme/web'; route('x', () => READ);`, 'route'],
    ['a method of an instance', `import { App } from '@acme/web'; new App().method('x', () => READ);`, 'App#method'],
    ['a default export', `import app from '@acme/web'; app.method('x', { run() { READ; } });`, 'method'],
    ['a decorator', `import { Rpc } from '@acme/web'; export class Api { @Rpc() get() { return READ; } }`, 'Rpc'],
    ['a decorator of a field', `import { Rpc } from '@acme/web'; export class Api { @Rpc get = () => READ; }`, 'Rpc'],
  ])('registrars take handlers: %s', async (_, text, name) => {
    const files = { 'app.ts': `${FS} ${text.replace('READ', `fs.readFileSync('x')`)}` };
    const registrars = [{ from: 'package', package: '@acme/web', name }];
    expect(await lint(files, {})).toEqual([]);
    expect(await lint(files, { contexts: { registrars } })).toEqual(['app.ts:1']);
  });

  it('registrars may be functions and decorators of the project', async () => {
    const files = {
      'rpc.ts': `export function register(handler: () => void) { native(handler); }\nexport function Rpc() { return (method: unknown) => method; }`,
      'a.ts': `${FS} import { register } from './rpc'; register(() => fs.readFileSync('x'));`,
      'b.ts': `${FS} import { Rpc } from './rpc'; export class Api { @Rpc() get() { return fs.readFileSync('x'); } }`,
    };
    const registrars = ['register', 'Rpc'].map((name) => ({ from: 'file', path: 'rpc.ts', name }));
    expect(await lint(files, {})).toEqual([]);
    expect(await lint(files, { contexts: { registrars } })).toEqual(['a.ts:1', 'b.ts:1']);
  });

  it.each([
    ['functions/*.js', 'handler'],
    ['functions/hello.js', 'handler'],
  ])('handlers are called for each request: %s', async (files, name) => {
    const text = { 'functions/hello.js': `${FS} export const handler = (event) => fs.readFileSync(event.path);` };
    expect(await lint(text, {})).toEqual([]);
    expect(await lint(text, { contexts: { handlers: [{ from: 'file', path: files, name }] } })).toEqual([
      'functions/hello.js:1',
    ]);
  });

  it('startup runs before the program serves, with what it is given', async () => {
    const files = {
      'boot.js': `${FS}\nexport async function warmUp(load) { fs.readFileSync('x'); await load(); }`,
      'app.js': `${FS}\nimport { warmUp } from './boot.js';\nexport const start2 = async () => warmUp(async () => fs.readFileSync('y'));`,
    };
    expect(await lint(files, {})).toEqual(['app.js:3', 'boot.js:2']);
    expect(await lint(files, { contexts: { startup: [{ from: 'file', path: 'boot.js', name: 'warmUp' }] } })).toEqual(
      [],
    );
  });

  it('offLoop runs elsewhere, with what it is given', async () => {
    const files = {
      'pool.js': `${FS}\nexport async function inPool(task) { fs.readFileSync('x'); await task(); }`,
      'app.js': `${FS}\nimport { inPool } from './pool.js';\nexport const hash = async () => inPool(async () => fs.readFileSync('y'));`,
    };
    expect(await lint(files, {})).toEqual(['app.js:3', 'pool.js:2']);
    expect(await lint(files, { contexts: { offLoop: [{ from: 'file', path: 'pool.js', name: 'inPool' }] } })).toEqual(
      [],
    );
  });

  it.each([
    ['a map of resolvers', `export const resolvers = { Query: { page: (_, { id }) => READ } };`],
    ['a field of another type', `const User = { text: (user) => READ }; export default { Query: {}, User };`],
    ['a subscription', `export default { Subscription: { added: { subscribe: () => READ } } };`],
    ['a method', `export default { Mutation: { save() { return READ; } } };`],
    ['a field of graphql-js', `export const field = { type: GraphQLString, resolve: (parent) => READ };`],
  ])('graphql makes resolvers handlers: %s', async (_, text) => {
    const files = { 'app.js': `${FS} ${text.replace('READ', `fs.readFileSync('x')`)}` };
    expect(await lint(files, {})).toEqual([]);
    expect(await lint(files, { contexts: { graphql: true } })).toEqual(['app.js:1']);
  });

  it('graphql leaves alone what looks like a resolver only in part', async () => {
    const text = `${FS} export const a = { query: { page: () => fs.readFileSync('x') } }; export const b = { resolve: () => fs.readFileSync('x') };`;
    expect(await lint({ 'app.js': text }, { contexts: { graphql: true } })).toEqual([]);
  });
});
