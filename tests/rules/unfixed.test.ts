/** With `settings.unblocked.fix`, a report that no fix can end says what stands in the way, and where. */
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { type Files, useProject } from './project.ts';

const project = useProject(plugin.configs.recommended, { settings: { unblocked: { fix: true } } });

/** What the reports say behind the cure, each once. */
async function explain(files: Files): Promise<string[]> {
  const reports = await project.lint(files);
  expect(reports.length).toBeGreaterThan(0);
  return [...new Set(reports.map((report) => /Not fixed: (.*)$/.exec(report)?.[1] ?? 'no reason'))];
}

const LOAD = `import fs from 'node:fs';\nexport function load(path) { return fs.readFileSync(path, 'utf8'); }\n`;
const ROUTE = `import { load } from './load.js';\nexport async function get() { return load('a').length; }\n`;

describe('a report that has no fix', () => {
  it.each<[obstacle: string, reason: string, code: string]>([
    [
      'a callback',
      '`paths.map` at other.js:2',
      `export async function all(paths) { return paths.map((p) => load(p)); }`,
    ],
    [
      'a use as a callback',
      '`paths.map` at other.js:2',
      `export async function all(paths) { return paths.map(load); }`,
    ],
  ])('names %s', async (_, call, code) => {
    const other = `import { load } from './load.js';\n${code}\n`;
    expect(await explain({ 'load.js': LOAD, 'route.js': ROUTE, 'other.js': other })).toEqual([
      `${call} is not known to wait for its callback.`,
    ]);
  });

  it.each<[obstacle: string, reason: string, code: string]>([
    ['the start of a module', '`load` at other.js:2 stands where `await` may not.', `export const text = load('b');`],
    ['a table', '`load` at other.js:2 stands in a table of functions.', `export const loaders = { text: load };`],
    [
      'a table that is handed on',
      '`load` at other.js:2 stands in a table of functions.',
      `const loaders = { text: load };\nexport const f = (use) => use(loaders);`,
    ],
    [
      'a table of which one is handed on',
      '`load` at other.js:2 stands in a table of functions.',
      `const loaders = { text: load };\nexport const f = (use, type) => use(loaders[type]);`,
    ],
    [
      'another name',
      '`load` at other.js:2 is handed on.',
      `const read = load;\nexport const f = async () => read('b');`,
    ],
    [
      'a constructor',
      '`constructor` at other.js:2 is a constructor.',
      `export class Page { constructor() { this.text = load('b'); } }`,
    ],
    ['a getter', '`text` at other.js:2 is a getter.', `export class Page { get text() { return load('b'); } }`],
    ['a generator', '`texts` at other.js:2 is a generator.', `export function* texts() { yield load('b'); }`],
    ['an optional call', '`load` at other.js:2 is an optional call.', `export const f = async () => load?.('b');`],
    [
      'a helper that hands on a promise',
      '`later` at other.js:2 returns a promise already, in its own way.',
      `export const later = (path) => Promise.resolve(load(path));`,
    ],
  ])('names %s', async (_, reason, code) => {
    const other = `import { load } from './load.js';\n${code}\n`;
    expect(await explain({ 'load.js': LOAD, 'route.js': ROUTE, 'other.js': other })).toEqual([reason]);
  });

  it('names the test that calls a helper', async () => {
    const test = `import { load } from './load.js';\nit('loads', () => { load('b'); });\n`;
    await project.write({ 'load.test.js': test });
    expect(await explain({ 'load.js': LOAD, 'route.js': ROUTE })).toEqual([
      '`load` at load.test.js:2 stands in a test or a worker, which no fix changes.',
    ]);
  });

  it.each(['../load', '..'])('names the test that imports the helper by its folder, as %s', async (specifier) => {
    const test = `const { load } = require('${specifier}');\nit('loads', () => { load('b'); });\n`;
    const file = specifier === '..' ? 'load/__tests__/load.js' : '__tests__/load.js';
    await project.write({ [file]: test });
    const route = ROUTE.replace('./load.js', './load/index.js');
    expect(await explain({ 'load/index.js': LOAD, 'route.js': route })).toEqual([
      `\`load\` at ${file}:2 stands in a test or a worker, which no fix changes.`,
    ]);
  });

  it('names the version from which on a framework waits for its handlers', async () => {
    const app = `import express from 'express';\nimport fs from 'node:fs';\nconst app = express();\napp.get('/', (req, res) => res.send(fs.readFileSync('x')));\n`;
    expect(await explain({ 'app.js': app })).toEqual([
      '`app.get` at app.js:4 does not wait for its handler before express 5.',
    ]);
  });

  it('says that there is no awaited form with the same arguments', async () => {
    const code = `import { spawnSync } from 'node:child_process';\nexport async function f() { return spawnSync('ls'); }\n`;
    expect(await explain({ 'main.js': code })).toEqual([
      '`child_process.spawnSync` at main.js:2 has no awaited form that does the same.',
    ]);
  });

  it('adds nothing where the cure says that nothing could be awaited', async () => {
    const code = `import { parse } from 'csv-parse/sync';\nimport shell from 'shelljs';\nexport async function f() { shell.exec('ls'); }\n`;
    expect(await explain({ 'main.js': code })).toEqual(['no reason']);
  });

  it('names the callers in files that are not linted, which wait for theirs', async () => {
    await project.write({ 'route.js': ROUTE });
    const load = `${LOAD}export async function first() { return load('a'); }\n`;
    expect(await explain({ 'load.js': load })).toEqual(['`load` at route.js:2 is to be awaited first.']);
  });
});
