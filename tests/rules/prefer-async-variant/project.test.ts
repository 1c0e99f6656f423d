import type { RuleTester } from 'eslint';
import rule from '../../../src/rules/prefer-async-variant.ts';
import { testRule } from '../rule-tester.ts';

const MODEL = `class Model {
  invoke(messages) { return infer(messages); }
  async ainvoke(messages, options = {}) { return pool.run(messages, options); }
}
const model = new Model();
`;

testRule('prefer-async-variant, by the code of the project', rule, {
  valid: [
    silent('it does not run while the program serves', `${MODEL}model.invoke(['warm up']);`),
    silent(
      'it does not run while the program serves (2)',
      `${MODEL}function main() { model.invoke(['warm up']); } main();`,
    ),
    silent(
      'it is awaited already',
      `${MODEL}export async function answer(text) { return await model.ainvoke([text]); }`,
    ),
    silent(
      'the sibling is made of it',
      `export class Store { load(key) { return disk(key); } async loadAsync(key) { return this.load(key); } }`,
    ),
    silent(
      'the sibling is made of it (2)',
      `export class Lazy { async ainvoke(text) { return run(() => this.inner.invoke(text)); } }`,
    ),
    silent(
      'the sibling is made of it, whoever calls it',
      `class Store { load(key) { return disk(key); } async loadAsync(key) { await turn(); return this.load(key); } }
     export async function f() { return new Store().load('x'); }`,
    ),
    silent(
      'it is made of the sibling, and leaves the work to it',
      `class Bus { send(text, options) { this.sendAsync(text).then(log); } async sendAsync(text) { return await post(text); } }
     export async function f() { new Bus().send('x'); }`,
    ),
    silent(
      'the sibling awaits nothing: it does its work on the same thread',
      `const walk = (list) => list.length;
     class Index { find(list) { return count(list); } async findAsync(list) { return walk(list); } }
     export async function f(list) { return new Index().find(list); }`,
    ),
    silent(
      'it is no work: nothing that it calls is unknown',
      `const getView = (user) => ({ id: user.id, email: user.email });
     const views = { build(user) { return getView(user); }, async buildAsync(id) { return getView(await users.find(id)); } };
     export async function f(user) { return views.build(user); }`,
    ),
    silent(
      'it looks something up in a map, or throws an error',
      `class MissingError extends Error {}
     class Users { byId = new Map(); find(id) { const user = this.byId.get(id); if (!user) throw new MissingError(id); return user; }
       getView(id) { return { name: this.find(id).name }; } async getViewAsync(id) { return { name: (await load(id)).name }; } }
     export async function f(id) { return new Users().getView(id); }`,
    ),
    silent(
      'the sibling is no promise',
      `class Bus { emit(event) { deliver(event); } emitAsync(event) { queue.push(event); } }
     export async function f() { new Bus().emit('x'); }`,
    ),
    silent(
      'the sibling does something else: it needs more',
      `class Repo { get() { return all(); } async getAsync(id) { return one(id); } }
     export async function f() { return new Repo().get(); }`,
    ),
    silent(
      'the sibling takes less',
      `class Repo { get(key, fallback) { return read(key) ?? fallback; } async getAsync(key) { return read(key); } }
     export async function f() { return new Repo().get('x', 0); }`,
    ),
    silent(
      'nobody knows how much is given',
      `class Repo { get(key) { return read(key); } async getAsync(key, more) { return read(key, more); } }
     export async function f(all) { return new Repo().get(...all); }`,
    ),
    silent(
      'the sibling is on its way out',
      `class Repo { get(key) { return read(key); } /** @deprecated */ async getAsync(key) { return read(key); } }
     export async function f() { return new Repo().get('x'); }`,
    ),
    silent(
      'both return promises',
      `class Repo { find(key) { return this.query(key); } async findAsync(key) { return await ask(key); } async query(key) { return await ask(key); } }
     export async function f() { return new Repo().find('x'); }`,
    ),
    silent(
      'both return promises (2)',
      `import axios from 'axios';
     class Api { get(url) { return axios.get(url); } async getAsync(url) { return axios.get(url); } }
     export async function f() { return new Api().get('/'); }`,
    ),
    silent(
      'what takes a callback goes on before its work is done',
      `const bus = { send(text, callback, options) { post(text, callback, options); }, async sendAsync(text) { await post(text); } };
     export async function f(text, done) { bus.send(text, done); bus.send(text); }`,
    ),
    silent('a name alone is no evidence', `export async function f(store) { return store.load('x'); }`),
    silent(
      'a name alone is no evidence (2)',
      `class Store { load(key) { return disk(key); } } class Other { async loadAsync(key) { return await disk(key); } }
     export async function f() { return new Store().load('x'); }`,
    ),
    silent("the language's own pair is none", `export async function f(list) { return Array.from(list); }`),
    silent(
      'what the catalog knows belongs to the rules that report it',
      `import fs from 'node:fs'; export async function f() { return fs.readFileSync('x'); }`,
    ),
    silent(
      'what the catalog knows belongs to the rules that report it (2)',
      `import { hashSync } from 'bcrypt'; export async function f() { return hashSync('x', 10); }`,
    ),
    {
      name: 'a chain is reported by the rule for chains',
      code: `import fs from 'node:fs';
        class Store { load(key) { return fs.readFileSync(key); } async loadAsync(key) { return fs.promises.readFile(key); } }
        export async function f() { return new Store().load('x'); }`,
    },
    {
      name: 'annotations that differ: the operation is another one',
      filename: 'file.ts',
      code: `class Repo { find(id: number): string { return read(id); } async findAsync(name: string): Promise<string> { return await ask(name); } }
        export async function f() { return new Repo().find(1); }`,
    },
  ],
  invalid: [
    {
      name: 'the call that started it all: a synchronous model call in an async handler',
      code: `${MODEL}socket.on('message', async (text) => { const { content } = model.invoke([text]); socket.emit('answer', content); });`,
      errors: [
        {
          messageId: 'siblingToAwait',
          data: { callee: 'model.invoke', sibling: 'model.ainvoke' },
          line: 6,
          column: 60,
          suggestions: [
            {
              messageId: 'awaitSibling',
              data: { sibling: 'model.ainvoke' },
              output: `${MODEL}socket.on('message', async (text) => { const { content } = await model.ainvoke([text]); socket.emit('answer', content); });`,
            },
          ],
        },
      ],
    },
    {
      name: 'a synchronous handler cannot await',
      code: `${MODEL}socket.on('message', (text) => { socket.emit('answer', model.invoke([text])); });`,
      errors: [{ messageId: 'siblingToAwait', suggestions: [] }],
    },
    {
      name: 'what follows the call binds to what is awaited',
      code: `${MODEL}export async function f(text) { return model.invoke([text]).content; }`,
      errors: [
        {
          messageId: 'siblingToAwait',
          suggestions: [
            {
              messageId: 'awaitSibling',
              output: `${MODEL}export async function f(text) { return (await model.ainvoke([text])).content; }`,
            },
          ],
        },
      ],
    },
    {
      name: 'an `await` that waited for nothing is not written twice',
      code: `${MODEL}export async function f(text) { return await model.invoke([text]); }`,
      errors: [
        {
          messageId: 'siblingToAwait',
          suggestions: [
            {
              messageId: 'awaitSibling',
              output: `${MODEL}export async function f(text) { return await model.ainvoke([text]); }`,
            },
          ],
        },
      ],
    },
    {
      code: `export class Store { readSync(key) { return disk(key); } async read(key) { return await remote(key); } async get(key) { return this.readSync(key); } }`,
      errors: [
        {
          messageId: 'siblingToAwait',
          data: { callee: 'this.readSync', sibling: 'this.read' },
          suggestions: [
            {
              messageId: 'awaitSibling',
              output: `export class Store { readSync(key) { return disk(key); } async read(key) { return await remote(key); } async get(key) { return await this.read(key); } }`,
            },
          ],
        },
      ],
    },
    {
      code: `const store = { load(key) { return disk(key); }, loadAsync: (key) => new Promise((done) => done(key)) };
export async function f() { return store.load('x'); }`,
      errors: [
        {
          messageId: 'siblingToAwait',
          suggestions: [
            {
              messageId: 'awaitSibling',
              output: `const store = { load(key) { return disk(key); }, loadAsync: (key) => new Promise((done) => done(key)) };
export async function f() { return await store.loadAsync('x'); }`,
            },
          ],
        },
      ],
    },
    {
      code: `function load(key) { return disk(key); }
async function loadAsync(key) { return await remote(key); }
export async function f() { return load('x') ?? loadAsync('y'); }`,
      errors: [
        {
          messageId: 'siblingToAwait',
          suggestions: [
            {
              messageId: 'awaitSibling',
              output: `function load(key) { return disk(key); }
async function loadAsync(key) { return await remote(key); }
export async function f() { return await loadAsync('x') ?? loadAsync('y'); }`,
            },
          ],
        },
      ],
    },
    reported(
      'a loop may be long work, though it calls nothing',
      `class Codec { encode(text) { let sum = 0; for (const c of text) sum += c; return sum; } async encodeAsync(text) { return await pool(text); } }
export async function f(text) { return new Codec().encode(text); }`,
    ),
    reported(
      'what the sibling returns may be a promise',
      `class Store { load(key) { return disk(key); } async loadAsync(key) { return this.loading; } }
export async function f() { return new Store().load('x'); }`,
    ),
    reported(
      'what the sibling returns may be a promise (2)',
      `class Store { load(key) { return disk(key); } async loadAsync(key) { return remote.get(key); } }
export async function f() { return new Store().load('x'); }`,
    ),
    {
      name: 'a sibling that takes a callback is named, and left to the reader',
      code: `const lib = { hashSync(text) { return native(text); }, hash(text, callback) { native(text, callback); } };
        export async function f() { return lib.hashSync('x'); }`,
      errors: [
        { messageId: 'siblingWithCallback', data: { callee: 'lib.hashSync', sibling: 'lib.hash' }, suggestions: [] },
      ],
    },
  ],
});

function silent(name: string, code: string): RuleTester.ValidTestCase {
  return { name, code };
}

/** Reported in its last line, where the sibling is suggested. */
function reported(name: string, code: string): RuleTester.InvalidTestCase {
  const output = code.replace(/return (new \w+\(\))\.(\w+)\((.*?)\); }$/, 'return await $1.$2Async($3); }');
  return {
    name,
    code,
    errors: [{ messageId: 'siblingToAwait', suggestions: [{ messageId: 'awaitSibling', output }] }],
  };
}
