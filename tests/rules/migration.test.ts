/** With `settings.unblocked.fix`, functions become async across files: callers first, and each step leaves code that works. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { type Files, useProject } from './project.ts';

const project = useProject(plugin.configs.recommended);
const { write } = project;

function createFixing(): ESLint {
  return project.createESLint({ fix: true, baseConfig: { settings: { unblocked: { fix: true } } } });
}

/** `eslint --fix` of these files; the texts of all that changed. */
async function fix(names: readonly string[]): Promise<Files> {
  const results = await createFixing().lintFiles([...names]);
  await ESLint.outputFixes(results);
  const changed = results.filter(({ output }) => output !== undefined).map(({ filePath }) => filePath);
  const texts = changed.map(async (file) => [path.relative(project.cwd, file), await readFile(file, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** `eslint --fix` until nothing changes any more. */
async function migrate(files: Files): Promise<Files> {
  await write(files);
  const texts: Record<string, string> = {};
  const names = Object.keys(files).filter((name) => !name.includes('test'));
  for (let changed = await fix(names); Object.keys(changed).length > 0; changed = await fix(names)) {
    Object.assign(texts, changed);
  }
  return texts;
}

const LOAD = `import fs from 'node:fs';\nexport function load(path) { return fs.readFileSync(path, 'utf8'); }\n`;
const LOAD_ASYNC = `import fs from 'node:fs';\nexport async function load(path) { return await fs.promises.readFile(path, 'utf8'); }\n`;
const ROUTE = `import { load } from './load.js';\nexport async function get() { return load('a').length; }\n`;
const ROUTE_AWAITING = ROUTE.replace(`load('a')`, `(await load('a'))`);

describe('a helper that other files call', () => {
  it('becomes async together with its callers', async () => {
    expect(await migrate({ 'load.js': LOAD, 'route.js': ROUTE })).toEqual({
      'load.js': LOAD_ASYNC,
      'route.js': ROUTE_AWAITING,
    });
  });

  it('becomes async where it stands in a table, if all that is taken out of that can be awaited', async () => {
    const table = `import { load } from './load.js';\nconst loaders = { text: load, none: () => '' };\n`;
    const before = `export async function get(type) { const run = loaders[type]; return run ? run('a') : loaders['text']('b'); }\n`;
    const after = `export async function get(type) { const run = loaders[type]; return run ? await run('a') : await loaders['text']('b'); }\n`;
    expect(await migrate({ 'load.js': LOAD, 'table.js': table + before })).toEqual({
      'load.js': LOAD_ASYNC,
      'table.js': table + after,
    });
  });

  it('does not become async before its callers wait, whichever file is fixed first', async () => {
    await write({ 'load.js': LOAD, 'route.js': ROUTE });
    expect(await fix(['load.js'])).toEqual({});
    expect(await fix(['route.js'])).toEqual({ 'route.js': ROUTE_AWAITING });
    expect(await fix(['load.js'])).toEqual({ 'load.js': LOAD_ASYNC });
  });

  it('takes the functions between with it, one file after another', async () => {
    const parse = `import { load } from './load.js';\nconst parse = (path) => JSON.parse(load(path));\nexport { parse };\n`;
    const route = `import { parse } from './parse.js';\nexport async function get() { return parse('a'); }\n`;
    expect(await migrate({ 'load.js': LOAD, 'parse.js': parse, 'route.js': route })).toEqual({
      'load.js': LOAD_ASYNC,
      'parse.js': `import { load } from './load.js';\nconst parse = async (path) => JSON.parse(await load(path));\nexport { parse };\n`,
      'route.js': route.replace('parse(', 'await parse('),
    });
  });

  it('is awaited by an async function that only starts the program, too', async () => {
    const start = `import { load } from './load.js';\nasync function main() { console.log(load('b')); }\nvoid main();\n`;
    expect(await migrate({ 'load.js': LOAD, 'route.js': ROUTE, 'start.js': start })).toEqual({
      'load.js': LOAD_ASYNC,
      'route.js': ROUTE_AWAITING,
      'start.js': start.replace('load(', 'await load('),
    });
  });

  it('is awaited through a function that only the start calls, too', async () => {
    const load = `${LOAD}export function first() { const a = fs.readFileSync('a'); return a + load('b'); }\n`;
    const start = `import { first } from './load.js';\nasync function main() { console.log(first()); }\nvoid main();\n`;
    expect(await migrate({ 'load.js': load, 'route.js': ROUTE, 'start.js': start })).toEqual({
      'load.js': `${LOAD_ASYNC}export async function first() { const a = fs.readFileSync('a'); return a + await load('b'); }\n`,
      'route.js': ROUTE_AWAITING,
      'start.js': start.replace('first()', 'await first()'),
    });
  });

  it('becomes async in CommonJS', async () => {
    const load = `const fs = require('fs');\nfunction load(path) { return fs.readFileSync(path, 'utf8'); }\nmodule.exports = { load };\n`;
    const route = `const { load } = require('./load');\nexports.get = async () => load('a');\n`;
    const other = `const files = require('./load');\nexports.post = async () => { files.load('a'); };\n`;
    await write({ 'package.json': '{ "name": "server" }' });
    expect(await migrate({ 'load.js': load, 'route.js': route, 'other.js': other })).toEqual({
      'load.js': `const fs = require('fs');\nasync function load(path) { return await fs.promises.readFile(path, 'utf8'); }\nmodule.exports = { load };\n`,
      'route.js': route.replace('load(', 'await load('),
      'other.js': other.replace('files.load(', 'await files.load('),
    });
  });
});

/** [why, another file, its name]: beside one that could wait. */
const KEPT: readonly (readonly [why: string, code: string, name?: string])[] = [
  ['a callback calls it', `export async function all(paths) { return paths.map((path) => load(path)); }`],
  ['the start of a module calls it', `export const text = load('b');`],
  ['it is handed on', `export async function all(paths) { return paths.map(load); }`],
  ['it is kept', `export const loaders = { text: load };`],
  ['it is called by another name', `const read = load;\nexport async function f() { return read('b'); }`],
  ['a constructor calls it', `export class Page { constructor() { this.text = load('b'); } }`],
  ['a generator calls it', `export function* texts() { yield load('b'); }`],
  ['an optional call may call it', `export async function f() { return load?.('b'); }`],
  ['a test calls it', `it('loads', () => { expect(load('b')).toBe('b'); });`, 'load.test.js'],
];

describe('a helper stays as it is, and so do its callers, where', () => {
  it.each(KEPT)('%s', async (_, code, name = 'other.js') => {
    const other = `import { load } from './load.js';\n${code}\n`;
    expect(await migrate({ 'load.js': LOAD, 'route.js': ROUTE, [name]: other })).toEqual({});
  });

  it('it is imported by another name', async () => {
    const other = `import { load as read } from './load.js';\nexport async function f() { return read('b'); }\n`;
    expect(await migrate({ 'load.js': LOAD, 'route.js': ROUTE, 'other.js': other })).toEqual({});
  });

  it('a worker calls it', async () => {
    const worker = `import { parentPort } from 'node:worker_threads';\nimport { load } from './load.js';\nparentPort.postMessage(load('b'));\n`;
    expect(await migrate({ 'load.js': LOAD, 'route.js': ROUTE, 'worker.js': worker })).toEqual({});
  });

  it('a directive permits the call that blocks', async () => {
    const load = LOAD.replace('{ return', '{\n// eslint-disable-next-line unblocked/no-blocking-call\nreturn');
    expect(await migrate({ 'load.js': load, 'route.js': ROUTE })).toEqual({});
  });

  it('another function of that name takes part in it', async () => {
    const other = `function load() { return 1; }\nexport const texts = [1, 2].map(load);\n`;
    const files = { 'load.js': LOAD, 'route.js': ROUTE, 'other.js': other };
    expect(Object.keys(await migrate(files)).toSorted()).toEqual(['load.js', 'route.js']);
  });
});

const STORE = `import fs from 'node:fs';
export class Store {
  private read(path: string): string { return fs.readFileSync(path, 'utf8'); }
  all(): string[] { return [this.read('a'), this.read('b')]; }
}
`;
const STORE_ASYNC = `import fs from 'node:fs';
export class Store {
  private async read(path: string): Promise<string> { return await fs.promises.readFile(path, 'utf8'); }
  async all(): Promise<string[]> { return [await this.read('a'), await this.read('b')]; }
}
`;
const PAGE = `import { Store } from './store.ts';\nconst store = new Store();\nexport async function get(): Promise<string[]> { return store.all(); }\n`;

describe('a method', () => {
  it('becomes async with the methods that call it, and their callers', async () => {
    expect(await migrate({ 'store.ts': STORE, 'page.ts': PAGE })).toEqual({
      'store.ts': STORE_ASYNC,
      'page.ts': PAGE.replace('store.all', 'await store.all'),
    });
  });

  it.each([
    ['its class implements what others rely on', STORE.replace('class Store', 'class Store implements Reader'), ''],
    ['its class extends another', STORE.replace('class Store', 'class Store extends Base'), ''],
    ['its class is decorated', STORE.replace('export class', '@Controller()\nexport class'), ''],
    ['a type says that it is synchronous', STORE, 'export interface Reader { all(): string[] }\n'],
    ['something unknown has one of that name', STORE, 'export const read = (x: any): string[] => x.all();\n'],
    ['it is replaced in another class', STORE, 'export class Other extends Base { all(): string[] { return []; } }\n'],
  ])('does not where %s', async (_, store, other) => {
    expect(await migrate({ 'store.ts': store, 'page.ts': PAGE, 'other.ts': other })).toEqual({});
  });

  it('of an object becomes async with its callers', async () => {
    const store = `import fs from 'node:fs';\nexport const store = {\n  load(path) { return fs.readFileSync(path); },\n  twice: (path) => [store.load(path)],\n};\n`;
    const page = `import { store } from './store.js';\nexport async function get() { return store.twice('a'); }\n`;
    expect(await migrate({ 'store.js': store, 'page.js': page })).toEqual({
      'store.js': `import fs from 'node:fs';\nexport const store = {\n  async load(path) { return await fs.promises.readFile(path); },\n  twice: async (path) => [await store.load(path)],\n};\n`,
      'page.js': page.replace('store.twice', 'await store.twice'),
    });
  });

  it('of an object that is handed on does not', async () => {
    const store = `import fs from 'node:fs';\nconst store = { load(path) { return fs.readFileSync(path); } };\nregister(store);\nexport async function get() { return store.load('a'); }\n`;
    expect(await migrate({ 'store.js': store })).toEqual({});
  });
});

describe('without the setting', () => {
  async function getSuggestions(files: Files): Promise<string[]> {
    await write(files);
    const results = await project.createESLint().lintFiles(Object.keys(files));
    return results.flatMap(({ messages }) =>
      messages.flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc)),
    );
  }

  it('the caller is offered to go first', async () => {
    expect(await getSuggestions({ 'load.js': LOAD, 'route.js': ROUTE })).toEqual([
      'Await it, so that `load` (load.js:2) can become async.',
    ]);
  });

  it('the callers in other files are named where a function is offered to become async', async () => {
    const load = `${LOAD}export async function first() { return load('a'); }\n`;
    expect(await getSuggestions({ 'load.js': load, 'route.js': ROUTE })).toEqual([
      'Await `fs.promises.readFile` instead, and make `load` async. Callers elsewhere have to await that: route.js:2.',
      'Await it, so that `load` (load.js:2) can become async.',
    ]);
  });

  it('so are those in tests', async () => {
    const load = `${LOAD}export async function first() { return load('a'); }\n`;
    await write({ 'load.test.js': `import { load } from './load.js';\n\nload('b');\n` });
    expect(await getSuggestions({ 'load.js': load })).toEqual([
      'Await `fs.promises.readFile` instead, and make `load` async. Callers elsewhere have to await that: load.test.js:3.',
    ]);
  });
});
