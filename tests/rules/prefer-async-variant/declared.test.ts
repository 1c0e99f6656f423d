/** Pairs of installed packages, as their declarations show them to code that is linted without types. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';

const project = useProject(plugin.configs['recommended-type-checked']);

/** What is reported of a server's file, beside a package `acme` that declares this. */
async function lint(declarations: Files | string, code: string): Promise<string[]> {
  await install(declarations);
  const reports = await project.lint({ 'server.js': code });
  return reports.map((report) => /: (.*)/.exec(report)?.[1] ?? '');
}

async function install(declarations: Files | string): Promise<void> {
  const files = typeof declarations === 'string' ? { 'acme/index.d.ts': declarations } : declarations;
  await project.write({
    'node_modules/acme/package.json': '{ "name": "acme", "version": "1.0.0", "main": "index.js" }',
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`node_modules/${name}`, text])),
  });
}

const found = (callee: string, sibling: string): string =>
  `\`${callee}()\` blocks the event loop until it returns. Await \`${sibling}()\` instead.`;

const STORE = `export declare class Store {
  constructor(path: string);
  load(key: string): string;
  loadAsync(key: string): Promise<string>;
  static open(path: string): Store;
  static openAsync(path: string): Promise<Store>;
}
`;
const READ = `export declare function read(key: string): string | undefined;
export declare function readAsync(key: string): Promise<string | null>;
`;

describe('a pair that a package declares is reported', () => {
  it.each([
    ['a method', STORE, `import { Store } from 'acme';`, `new Store('/data').load('x')`, 'load'],
    ['a static one', STORE, `import * as acme from 'acme';`, `acme.Store.open('x')`, 'open'],
    ['a function', READ, `import { read as get } from 'acme';`, `get('x')`, 'read'],
    ['taken out of it', READ, `import * as acme from 'acme'; const { read } = acme;`, `read('x')`, 'read'],
    ['required', READ, `const { read } = require('acme');`, `read('x')`, 'read'],
    [
      'of the default export',
      `declare const acme: { read(key: string): string; readAsync: (key: string) => Promise<string> };\nexport default acme;`,
      `import acme from 'acme';`,
      `acme.read('x')`,
      'read',
    ],
    [
      'of what a module is',
      `declare class Store { load(key: string): string; loadAsync(key: string): Promise<string> }\nexport = Store;`,
      `import Store from 'acme';`,
      `new Store().load('x')`,
      'load',
    ],
    [
      'of a namespace',
      `declare namespace acme { function read(key: string): string; function readAsync(key: string): Promise<string> }\nexport = acme;`,
      `const acme = require('acme');`,
      `acme.read('x')`,
      'read',
    ],
    [
      'of a result',
      `${STORE}export declare function connect(): Promise<Store>;`,
      `import { connect } from 'acme'; const store = await connect();`,
      `store.load('x')`,
      'load',
    ],
    [
      'of what a class extends',
      `${STORE}export declare class Cache extends Store {}`,
      `import { Cache } from 'acme';`,
      `new Cache('x').load('x')`,
      'load',
    ],
    [
      'of what an interface extends',
      `interface Base { load(key: string): string; loadAsync(key: string): Promise<string> }
interface Store extends Base { close(): void }
export declare const store: Store;`,
      `import { store } from 'acme';`,
      `store.load('x')`,
      'load',
    ],
  ])('%s', async (_, declarations, imports, call, name) => {
    const reports = await lint(declarations, `${imports}\nexport async function f() { return ${call}; }`);
    expect(reports).toEqual([expect.stringContaining(`${name}Async()\` instead.`)]);
  });

  it('in another file of the package', async () => {
    const code = `import { Store } from 'acme';\nexport async function f() { return new Store().load('y'); }`;
    const message = [found('new Store().load', 'new Store().loadAsync')];
    const inOther = { 'acme/index.d.ts': `export * from './lib/store.js';`, 'acme/lib/store.d.ts': STORE };
    expect(await lint(inOther, code)).toEqual(message);
  });

  it('in the types that are installed beside it', async () => {
    const code = `import { Store } from 'acme';\nexport async function f() { return new Store().load('y'); }`;
    const beside = {
      '@types/acme/package.json': '{ "name": "@types/acme", "types": "main.d.ts" }',
      '@types/acme/main.d.ts': `declare module 'acme' {\n${STORE.replace('declare ', '')}}`,
    };
    expect(await lint(beside, code)).toEqual([found('new Store().load', 'new Store().loadAsync')]);
  });

  it('where the object was made in another file', async () => {
    await install(STORE);
    const reports = await project.lint({
      'store.js': `import { Store } from 'acme';\nexport const store = new Store('/data');`,
      'handler.js': `import { store } from './store.js';\nexport async function f() { return store.load('x'); }`,
    });
    expect(reports).toEqual([`handler.js:2 prefer-async-variant: ${found('store.load', 'store.loadAsync')}`]);
  });

  it('without a suggestion, where the sibling takes a callback', async () => {
    const pair = `export declare function hashSync(text: string): string;
export declare function hash(text: string, callback: (error: Error | null, hash: string) => void): void;`;
    expect(await lint(pair, `import { hashSync } from 'acme';\nexport async function f() { hashSync('x'); }`)).toEqual([
      '`hashSync()` blocks the event loop until it returns. Use `hash()` instead, which takes a callback.',
    ]);
  });
});

describe('nothing is reported where', () => {
  const call = `import { read } from 'acme';\nexport async function f() { return read('x'); }`;

  it.each([
    ['the sibling needs more', `read(key: string): string; readAsync(key: string, page: number): Promise<string>;`],
    ['it takes something else', `read(key: string): string; readAsync(key: number): Promise<string>;`],
    ['it gives something else', `read(key: string): string; readAsync(key: string): Promise<number>;`],
    ['it gives no promise', `read(key: string): string; readAsync(key: string): string;`],
    ['it is deprecated', `read(key: string): string;\n/** @deprecated */ readAsync(key: string): Promise<string>;`],
    [
      'the function gives a promise itself',
      `read(key: string): Promise<string>; readAsync(key: string): Promise<string>;`,
    ],
    [
      'the function takes a callback',
      `read(key: string, callback?: () => void): void; readAsync(key: string): Promise<void>;`,
    ],
  ])('%s', async (_, members) => {
    const pair = members.replaceAll(/\b(?=read)/g, 'export declare function ');
    expect(await lint(pair, call)).toEqual([]);
  });

  it('the program starts up', async () => {
    expect(await lint(READ, `import { read } from 'acme';\nexport const x = read('x');`)).toEqual([]);
  });

  it('the package declares nothing', async () => {
    expect(await lint({}, call)).toEqual([]);
  });

  it('declarations lead in a circle', async () => {
    expect(await lint(`export * from './index.js';\nexport declare const readAsync: typeof readAsync;`, call)).toEqual(
      [],
    );
  });

  it('declarations are no code', async () => {
    expect(await lint('readAsync( {{{', call)).toEqual([]);
  });

  it('both do the same work on the same thread', async () => {
    const zod = { 'zod/package.json': '{ "name": "zod" }', 'zod/index.d.ts': READ };
    expect(await lint(zod, call.replace('acme', 'zod'))).toEqual([]);
  });
});
