import path from 'node:path';
import type { RuleTester } from 'eslint';
import rule from '../../../src/rules/prefer-async-variant.ts';
import { testRule } from '../rule-tester.ts';

/** A class with overloads, without its `loadAsync` and its end. */
const STORE = `declare function disk(k: string): string; declare function net(k: string): Promise<string>; declare function turn(): Promise<void>;
export class Store { load(k: string): string; load(k: string, n?: number): string { return disk(k); }`;

testRule('prefer-async-variant, by types', rule, {
  valid: [
    typed(
      'the sibling returns no promise, or is deprecated',
      call(`emit(e: string): void; emitAsync(e: string): void;`, `lib.emit('x')`),
    ),
    typed(
      'the sibling returns no promise, or is deprecated (2)',
      call(`load(k: string): string;\n/** @deprecated */ loadAsync(k: string): Promise<string>;`, `lib.load('x')`),
    ),
    typed(
      'the sibling returns no promise, or is deprecated (3)',
      call(`load(k: string): string; /** @deprecated */ loadAsync(k: string): Promise<string>;`, `lib.load('x')`),
    ),
    typed(
      'what takes a callback goes on before its work is done',
      call(`send(e: string, callback?: () => void): void; sendAsync(e: string): Promise<void>;`, `lib.send('x')`),
    ),
    typed(
      'its parameters or its result do not fit',
      call(`get(): string[]; getAsync(id: number): Promise<string>;`, `lib.get()`),
    ),
    typed(
      'its parameters or its result do not fit (2)',
      call(`find(id: number): string; findAsync(name: string): Promise<string>;`, `lib.find(1)`),
    ),
    typed(
      'its parameters or its result do not fit (3)',
      call(`emit(e: string): boolean; emitAsync(e: string): Promise<unknown[]>;`, `lib.emit('x')`),
    ),
    typed(
      'its parameters or its result do not fit (4)',
      call(`start(): number; startAsync(): Promise<void>;`, `lib.start()`),
    ),
    typed(
      'its parameters or its result do not fit (5)',
      call(`mount(): string; amount(): Promise<number>;`, `lib.mount()`),
    ),
    typed(
      'it may not be there',
      call(`load(k: string): string; loadAsync?(k: string): Promise<string>;`, `lib.load('x')`),
    ),
    typed(
      'both are promises; or nobody knows',
      call(`load(k: string): Promise<string>; loadAsync(k: string): Promise<string>;`, `lib.load('x')`),
    ),
    typed(
      'both are promises; or nobody knows (2)',
      call(`load(k: string): any; loadAsync(k: string): Promise<string>;`, `lib.load('x')`),
    ),
    typed('both are promises; or nobody knows (3)', `export async function f(lib: any) { return lib.load('x'); }`),
    typed(
      "the language's own, and Node's, which the catalog knows",
      `export async function f(list: Set<string>) { return Array.from(list); }`,
    ),
    typed(
      'the sibling wraps it',
      `interface Model { invoke(text: string): string; ainvoke(text: string): Promise<string> }
export class Logged implements Model { constructor(private model: Model) {} invoke(text: string) { return this.model.invoke(text); } async ainvoke(text: string) { return this.model.invoke(text); } }`,
    ),
    typed(
      'the sibling is made of it, and awaits what it gives',
      `export class Bus {
  listeners = new Set<(e: string) => unknown>();
  emit(e: string) { return [...this.listeners].map((listener) => listener(e)); }
  async emitAsync(e: string) { return await Promise.all(this.emit(e)); }
}
const bus = new Bus();
export async function f() { return bus.emit('x'); }`,
    ),
    typed(
      'the sibling is made of it, though only the types tell whose it is',
      `${STORE} async loadAsync(k: string): Promise<string> { await turn(); return this.load(k); } }
export async function f(stores: Map<string, Store>) { return stores.get('x')?.load('y'); }`,
    ),
    typed(
      'the sibling is made of it, though only the types tell whose it is (2)',
      `${STORE} loadAsync = async (k: string): Promise<string> => { await turn(); return this.load(k); }; }
export async function f(stores: Map<string, Store>) { return stores.get('x')?.load('y'); }`,
    ),
    typed(
      'it is made of the sibling, and leaves the work to it',
      `${STORE} send(k: string) { void this.sendAsync(k).then(disk); } async sendAsync(k: string): Promise<string> { return await net(k); } }
export async function f(stores: Map<string, Store>) { stores.get('x')?.send('y'); }`,
    ),
    typed(
      'an interface whose class in the project makes the sibling of it',
      `${STORE} }
interface Loader { load(k: string): string; loadAsync(k: string): Promise<string> }
export class Disk implements Loader { load(k: string) { return disk(k); } async loadAsync(k: string) { await turn(); return this.load(k); } }
export async function f(loader: Loader) { return loader.load('x'); }`,
    ),
    typed(
      'the sibling awaits nothing',
      `${STORE} async loadAsync(k: string): Promise<string> { return twice(k); } }
const twice = (k: string): string => k + k;
export async function f(store: Store) { return store.load('x'); }`,
    ),
    typed(
      'start-up',
      `declare const lib: { load(k: string): string; loadAsync(k: string): Promise<string> }; export const x = lib.load('x');`,
    ),
  ],
  invalid: [
    reported(
      'the suffix Async',
      `load(k: string): string; loadAsync(k: string): Promise<string>;`,
      `lib.load('x')`,
      `await lib.loadAsync('x')`,
    ),
    reported(
      'the suffix Sync',
      `readSync(k: string): Uint8Array; read(k: string): Promise<Uint8Array>;`,
      `lib.readSync('x')`,
      `await lib.read('x')`,
    ),
    reported(
      'the prefix a, with an option more',
      `invoke(m: string[]): { content: string }; ainvoke(m: string[], o?: { signal?: AbortSignal }): Promise<{ content: string }>;`,
      `lib.invoke(['x']).content`,
      `(await lib.ainvoke(['x'])).content`,
    ),
    reported(
      'results that differ in what an absent value looks like',
      `find(k: string): string | undefined; findAsync(k: string): Promise<string | null>;`,
      `lib.find('x')`,
      `await lib.findAsync('x')`,
    ),
    reported(
      'one of several signatures fits',
      `read(k: string): string; readAsync(k: string, n: number): Promise<string>; readAsync(k: string): Promise<string>;`,
      `lib.read('x')`,
      `await lib.readAsync('x')`,
    ),
    reported(
      'a type parameter stands for the result',
      `get<T>(k: string): T; getAsync<T>(k: string): Promise<T>;`,
      `lib.get<number>('x')`,
      `await lib.getAsync<number>('x')`,
    ),
    reported(
      'any number of arguments',
      `log(...parts: string[]): void; logAsync(...parts: string[]): Promise<void>;`,
      `lib.log('x', 'y')`,
      `await lib.logAsync('x', 'y')`,
    ),
    reported(
      'a promise beats a callback',
      `hashSync(s: string): string; hash(s: string, cb: (e: Error | null, h: string) => void): void; hash(s: string): Promise<string>;`,
      `lib.hashSync('x')`,
      `await lib.hash('x')`,
    ),
    {
      ...typed(
        'a promise beats a callback (2)',
        call(
          `hashSync(s: string): string; hash(s: string, cb: (e: Error | null, h: string) => void): void;`,
          `lib.hashSync('x')`,
        ),
      ),
      errors: [{ messageId: 'siblingWithCallback', suggestions: [] }],
    },
    {
      ...typed(
        'functions that stand side by side in a file, or are taken out of an object',
        `declare const disk: (k: string) => string; declare const net: (k: string) => Promise<string>;
function load(k: string): string { return disk(k); }
async function loadAsync(k: string): Promise<string> { return await net(k); }
declare const lib: { read(k: string): string; readAsync(k: string): Promise<string> };
const { read: get } = lib;
export async function f() { return [load('x'), get('y'), await loadAsync('z')]; }`,
      ),
      errors: [
        { messageId: 'siblingToAwait', line: 6, suggestions: 1 },
        { messageId: 'siblingToAwait', line: 6, suggestions: [] },
      ],
    },
    {
      ...typed(
        'neither is made of the other, in the code that the types belong to',
        `${STORE} async loadAsync(k: string): Promise<string> { await turn(); return await net(k); }
  async warm(k: string) { return [this.load(k), await this.loadAsync(k)]; } }
export async function f(stores: Map<string, Store>, store: Store) { return [stores.get('x')?.load('y'), store.load('z')]; }`,
      ),
      errors: [
        { messageId: 'siblingToAwait', line: 3, suggestions: 1 },
        { messageId: 'siblingToAwait', line: 4, suggestions: [] },
        { messageId: 'siblingToAwait', line: 4, suggestions: 1 },
      ],
    },
    {
      ...typed(
        'where `?.` stands, and where no `await` may, the report says what to do and the reader does it',
        `declare class Lib { load(k: string): string; loadAsync(k: string): Promise<string>; }
export async function f(lib?: Lib) { return [lib?.load('x'), ['y'].map((k) => lib!.load(k))]; }`,
      ),
      errors: [
        { messageId: 'siblingToAwait', suggestions: [] },
        { messageId: 'siblingToAwait', suggestions: [] },
      ],
    },
  ],
});

function typed(name: string, code: string): RuleTester.ValidTestCase {
  return {
    name,
    filename: path.join(import.meta.dirname, 'typed.ts'),
    code,
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.ts'] }, tsconfigRootDir: import.meta.dirname },
    },
  };
}

/** One declaration, and a call of it on the loop. */
function call(declaration: string, code: string): string {
  return `declare class Lib { ${declaration} }\nexport async function f(lib: Lib) { return ${code}; }`;
}

function reported(name: string, declaration: string, code: string, output: string): RuleTester.InvalidTestCase {
  const suggestions = [{ messageId: 'awaitSibling', output: call(declaration, output) }];
  return { ...typed(name, call(declaration, code)), errors: [{ messageId: 'siblingToAwait', line: 2, suggestions }] };
}
