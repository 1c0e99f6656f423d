/** Runs that follow each other, editors, threads, directives. */
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';
import { HELPER } from './helper.ts';

const project = useProject(plugin.configs.strict);
const { write, lint, createESLint } = project;

describe('no-transitive-blocking-call', () => {
  it('counts a directive at the call that blocks as used, and ends the ways there', async () => {
    const eslint = createESLint();
    const helper = `import fs from 'node:fs';\nexport function load() {\n  // eslint-disable-next-line unblocked/no-blocking-call -- 20 bytes\n  return fs.readFileSync('x');\n}`;
    const main = `import { load } from './helper.js';\nexport async function f() { return load(); }`;
    expect(await lint({ 'main.js': main, 'helper.js': helper }, eslint)).toEqual([]);
  });

  it('follows an edit of another file on the next lint in the same process', async () => {
    const main = { 'main.js': `import { load } from './helper.js';\nexport async function f() { return load(); }` };
    const eslint = createESLint();
    expect(await lint({ ...main, 'helper.js': HELPER }, eslint)).toHaveLength(1);
    await write({ 'helper.js': `export function load() { return 1; }` });
    expect(await lint(main, eslint)).toEqual([]);
    await write({ 'helper.js': `\n${HELPER}` });
    expect(await lint(main, eslint)).toEqual([expect.stringContaining('fs.readFileSync (helper.js:3)')]);
  });

  it('takes the text of the linted file as it is in the editor', async () => {
    await write({ 'main.js': '', 'helper.js': HELPER });
    const unsaved = `import { load } from './helper.js';\nexport async function f() { return load(); }`;
    const [result] = await createESLint().lintText(unsaved, { filePath: path.join(project.cwd, 'main.js') });
    expect(result?.messages).toEqual([expect.objectContaining({ line: 2 })]);
  });

  it('looks anew for who runs what blocks in the eyes of another file alone', async () => {
    const files = {
      'start.js': `import { load, check } from './helper.js'; await load(); await check();`,
      'helper.js': `/* eslint unblocked/no-blocking-call: [2, { minSeverity: 'low' }] */ import fs from 'node:fs';\nexport async function load() { fs.readFileSync('x'); }\nexport async function check() { fs.existsSync('x'); }`,
      'routes.js': `import express from 'express'; import { check } from './helper.js';\nexpress().get('/', async () => { await check(); });`,
    };
    expect(await lint(files, createESLint({ baseConfig: plugin.configs.recommended, overrideConfig: [] }))).toEqual([
      expect.stringContaining('helper.js:3 no-blocking-call: `fs.existsSync`'),
    ]);
  });

  it('takes a file that cannot be parsed as unknown', async () => {
    const reports = await lint({
      'main.js': `import { load } from './helper.js';\nexport async function f() { return load(); }`,
      'helper.js': `import fs from 'node:fs'; export function load( {`,
    });
    expect(reports).toEqual([expect.stringMatching(/^helper\.js:1 parser: Parsing error/)]);
  });

  it('works with several ESLint threads', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 8 }, (__, i) => [
        `main${i}.js`,
        `import { load } from './helper.js';\nexport async function f() { return load(); }`,
      ]),
    );
    await write({
      ...files,
      'helper.js': HELPER,
      'eslint.config.js': `import unblocked from ${JSON.stringify(new URL('../../../dist/index.js', import.meta.url).href)};\nexport default [unblocked.configs.strict];`,
    });
    const eslint = new ESLint({ cwd: project.cwd, concurrency: 2 });
    const results = await eslint.lintFiles(['main*.js']);
    expect(results.map((result) => result.errorCount)).toEqual(Array.from({ length: 8 }, () => 1));
  });
});

it('reports who hands over a callback that blocks, and not who hands over another one', async () => {
  const files = {
    'users.js': `import { find } from './database.js';\nconst fetch = (query, handler) => { find(query, (error, user) => { handler(error, user); }); };\nexport function fetchUser(id, done) { fetch({ id }, (error, user) => { done(user); }); }`,
    'reset.js': `import { fetchUser } from './users.js';\nimport { load } from './load.js';\nexport function reset(id) { fetchUser(id, () => { load(); }); }`,
    'app.js': `import { reset } from './reset.js';\nexport async function forget(id) {\n  reset(id);\n}`,
    'main.js': `import { fetchUser } from './users.js';\nexport async function show(id, response) {\n  fetchUser(id, (user) => { response.end(user.name); });\n}`,
    'load.js': HELPER,
  };
  expect(await lint(files)).toEqual([expect.stringContaining('app.js:3 ')]);
});

it('says of nobody that it runs the callbacks which others give, whatever else may be given in their place', async () => {
  const store = `import fs from 'fs'; import { raw } from 'engine';
function query(text, values, done) {
  if (typeof values === 'function') { var done = values; var values = []; }
  if (!done) { done = function () {}; }
  raw(text, values).asCallback((error, rows) => { if (done) done(error, rows); });
}
export async function log() { query('insert', []); }
export async function load() { query('select', () => {\n  fs.readFileSync('x'); }); }`;
  expect(await lint({ 'store.js': store })).toEqual([expect.stringMatching(/^store\.js:9 no-blocking-call/)]);
});

describe('what runs in a callback of who was given it', () => {
  const use = (take: string): string => `import fs from 'fs'; import http from 'http'; import { connect } from 'engine';
${take}
take((row) => {
  fs.readFileSync(row);
});
http.createServer(() => { take((row) => row); }).listen(1);`;

  it.each([
    ['what answers a call', `function take(done) { connect((error, row) => { done(row); }); }`],
    [
      'what answers after others',
      `function take(done) { connect((e, db) => { db.find((f, row) => { done(row); }); }); }`,
    ],
    ['a promise', `function take(done) { return new Promise((resolve) => { resolve(done(1)); }); }`],
    ['a callback of the project', `function get(f) { f(1); } function take(done) { get((row) => { done(row); }); }`],
  ])('is part of the start where that gives it, though handlers give others: %s', async (_, take) => {
    expect(await lint({ 'main.js': use(take) })).toEqual([]);
  });

  it.each([
    ['a listener', `function take(done) { connect().on('row', (row) => { done(row); }); }`],
    ['a timer that goes on', `function take(done) { setInterval(() => { done(1); }, 9); }`],
    ['an async callback', `function take(done) { connect(async (row) => { done(row); }); }`],
    [
      'what is kept',
      `const kept = []; function take(done) { kept.push((row) => { done(row); }); for (const f of kept) f(); }`,
    ],
  ])('serves in %s', async (_, take) => {
    expect(await lint({ 'main.js': use(take) })).toEqual([expect.stringMatching(/^main\.js:4 no-blocking-call/)]);
  });
});
