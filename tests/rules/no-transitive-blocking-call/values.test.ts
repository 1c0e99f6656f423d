/** Ways through lists, maps, callbacks and iterators. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { type Files, useProject } from '../project.ts';
import { FOLLOWED, HELPER } from './helper.ts';

const { lint } = useProject(plugin.configs.strict);

describe('no-transitive-blocking-call', () => {
  it.each<[name: string, files: Files]>([
    [
      'a map of commands',
      {
        'main.js': `import { load } from './helper.js'; const commands = new Map(); commands.set('load', load);\nexport async function f(name) { commands.get(name)(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a map that is made with its commands',
      {
        'main.js': `import { load } from './helper.js'; const commands = new Map([['load', load]]);\nexport async function f(name) { commands.get(name)(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a list of plugins',
      {
        'main.js': `import { load } from './helper.js'; const plugins = []; plugins.push({ load });\nexport async function f() { plugins.filter(Boolean).forEach((plugin) => plugin.load()); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a table that a name is looked up in',
      {
        'main.js': `import { load } from './helper.js'; const table = {}; table.other = load; table['l' + process.pid] = load;\nexport async function f(name) { table[name](); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'members that a loop copies',
      {
        'main.js': `import * as helper from './helper.js'; const api = { load: () => 1 }; for (const name in helper) api[name] = helper[name];\nexport async function f() { api.load(); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'a callback of a function of the project',
      {
        'main.js': `import fs from 'fs'; function each(xs, fn) { for (const x of xs) fn(x); }\nexport async function f(xs) { each(xs, (x) => { fs.rmSync(x); }); }`,
      },
    ],
    [
      'a reference that is handed to an array method',
      {
        'main.js': `import { load } from './helper.js';\nexport async function f(xs) { xs.map(load); }`,
        'helper.js': HELPER,
      },
    ],
    [
      'an iterator that a loop drains, in another file',
      {
        'main.js': `import { Lines } from './lines.js';\nexport async function f() { for (const line of new Lines()) console.log(line); }`,
        'lines.js': `import fs from 'fs'; export class Lines { *[Symbol.iterator]() { yield fs.readFileSync('x'); } }`,
      },
    ],
    [
      'an iterator that is spread',
      {
        'main.js': `import fs from 'fs'; const lines = { [Symbol.iterator]() { return fs.readdirSync('x').values(); } };\nexport async function f() { console.log(...lines); }`,
      },
    ],
    [
      'an iterator that a generator hands on',
      {
        'main.js': `import fs from 'fs'; export class Lines { *[Symbol.iterator]() { yield fs.readFileSync('x'); } } function* all() { yield* new Lines(); }\nexport async function f() { all(); }`,
      },
    ],
    [
      'a method that gives an asynchronous iterator',
      {
        'main.js': `import fs from 'fs'; class Feed { [Symbol.asyncIterator]() { fs.statSync('x'); return open(); } }\nexport async function f() { for await (const part of new Feed()) console.log(part); }`,
      },
    ],
    [
      'functions that call each other',
      {
        'main.js': `import { b } from './b.js'; export function a(n) { return n ? b(n - 1) : 1; }\nexport async function f() { return b(2); }`,
        'b.js': `import { a } from './main.js'; import fs from 'node:fs';\nexport function b(n) { fs.statSync('x'); return a(n); }`,
      },
    ],
  ])('follows %s', async (_, files) => {
    expect(await lint(files)).toEqual(FOLLOWED);
  });
});
