/** What the start of a program has filled, and something empties again. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const { lint } = useProject(plugin.configs.strict);

const CACHE = `let text = null;\nexport function get() { if (text === null) text = fs.readFileSync('x'); return text; }\nget();`;
const STORE = `class Store {\n  open() { if (this.text) return; this.text = fs.readFileSync('x'); }\n  drop() { this.text = undefined; }\n}\nexport const store = new Store();\nstore.open();`;

describe('no-transitive-blocking-call', () => {
  it.each([
    ['a variable that a handler empties', CACHE, `export async function drop() { text = null; }`, 'get()'],
    [
      'a variable that a handler has emptied',
      CACHE,
      `function empty() { text = undefined; }\nexport async function drop() { empty(); }`,
      'get()',
    ],
    ['a member that a handler has emptied', STORE, `export async function drop() { store.drop(); }`, 'store.open()'],
  ])('reports the filling of %s', async (_, filled, empties, call) => {
    const files = {
      'filled.js': `import fs from 'node:fs';\n${filled}\n${empties}`,
      'main.js': `import { get, store } from './filled.js';\nexport async function f() { ${call}; }`,
    };
    expect(await lint(files)).toEqual([expect.stringMatching(/^main\.js:2 .* → fs\.readFileSync \(filled\.js:3\)/)]);
  });

  it.each([
    ['a variable that only the start empties', CACHE, `function empty() { text = null; }\nempty();`, 'get()'],
    ['a variable that only the end empties', CACHE, `process.on('exit', () => { text = null; });`, 'get()'],
    ['a variable that nobody comes to empty', CACHE, `export function resetForTests() { text = null; }`, 'get()'],
    ['a variable that is given another value', CACHE, `export async function set(value) { text = value; }`, 'get()'],
    ['a member that nobody comes to empty', STORE, '', 'store.open()'],
  ])('is silent for the filling of %s', async (_, filled, empties, call) => {
    const files = {
      'filled.js': `import fs from 'node:fs';\n${filled}\n${empties}`,
      'main.js': `import { get, store } from './filled.js';\nexport async function f() { ${call}; }`,
    };
    expect(await lint(files)).toEqual([]);
  });
});
