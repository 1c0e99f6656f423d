/** What is remembered from one run of ESLint to the next, by the package as it is installed. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import v8 from 'node:v8';
import type { Linter } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

const CONFIG = `import unblocked from 'unblocked';\nexport default [unblocked.configs.recommended];\n`;
const HELPER = `import fs from 'node:fs';\nexport function load() { return fs.readFileSync('x'); }\n`;
const MAIN = `import { load } from './helper.js';\nexport async function f() { return load(); }\n`;

let cwd = '';

beforeEach(async () => {
  cwd = await mkdtemp(path.join(os.tmpdir(), 'unblocked-cache-'));
  await cp(path.join(REPOSITORY, 'dist'), at('node_modules/unblocked/dist'), { recursive: true });
  await cp(path.join(REPOSITORY, 'package.json'), at('node_modules/unblocked/package.json'));
  await write({
    'package.json': '{ "name": "server", "type": "module" }',
    'eslint.config.js': CONFIG,
    'tsconfig.json': '{ "extends": "./base.json" }',
    'base.json': '{}',
    'helper.js': HELPER,
    'main.js': MAIN,
  });
});

afterEach(() => rm(cwd, { recursive: true, force: true }));

describe('the cache', () => {
  it('reports from it what was reported before, with what can be done about it', async () => {
    const first = await lint();
    expect(first).toEqual({ 'main.js': [expect.objectContaining({ line: 2, suggestions: [expect.anything()] })] });
    const second = await lint();
    // The kind of the node, which rules no longer tell ESLint.
    expect(JSON.stringify(second)).toBe(JSON.stringify(first).replace(/,"nodeType":"\w+"/, ',"nodeType":null'));
    await forge();
    const [[report] = []] = Object.values(await lint());
    expect(report?.message).toContain('`remembered()` blocks');
  });

  it('applies the changes of --fix that it remembers', async () => {
    await write({
      'eslint.config.js': CONFIG.replace(']', `, { settings: { unblocked: { fix: true } } }]`),
      'main.js': `import fs from 'node:fs';\nexport async function f() { return fs.readFileSync('x'); }\n`,
    });
    await lint();
    await lint('--fix');
    expect(await readFile(at('main.js'), 'utf8')).toContain(`return await fs.promises.readFile('x')`);
  });

  it.each([
    ['a helper in another file', 'helper.js', () => 'export function load() { return 1; }', []],
    ['a manifest', 'package.json', (text: string) => text.replace('server', 'other'), ['main.js']],
    ['what a configuration extends', 'base.json', () => '{ "compilerOptions": {} }', ['main.js']],
    ['what is installed', 'node_modules/.package-lock.json', () => '{ "packages": {} }', ['main.js']],
    ['the plugin', 'node_modules/unblocked/dist/index.js', (text: string) => `${text}\n//`, ['main.js']],
  ])('asks anew when %s has changed', async (__, name, change, reported) => {
    const before = await lint();
    await forge();
    await write({ [name]: change(await readFile(at(name), 'utf8').catch(() => '')) });
    const after = await lint();
    expect(Object.keys(after)).toEqual(reported);
    expect(before).toMatchObject(after);
  });

  it('asks anew with other options', async () => {
    await lint();
    await write({
      'eslint.config.js': CONFIG.replace(']', `, { settings: { unblocked: { allow: ['fs.readFileSync'] } } }]`),
    });
    expect(await lint()).toEqual({});
  });

  it('is complete when several threads have linted', async () => {
    const files = Object.fromEntries(Array.from({ length: 6 }, (__, index) => [`main${index}.js`, MAIN]));
    await write(files);
    const first = await lint('--concurrency=2');
    expect(Object.keys(first)).toHaveLength(7);
    await forge();
    const messages = Object.values(await lint()).flat();
    expect(messages).toHaveLength(7);
    for (const { message } of messages) expect(message).toContain('`remembered()` blocks');
  });

  it('is no loss where it is broken, or nothing can be written', async () => {
    const first = await lint();
    const [saved = ''] = await list();
    for (const text of ['{ "silent": [', '[]', 'null', '{ "silent": [], "reports": { "x": 1 } }']) {
      await writeFile(saved, text);
      expect(Object.keys(await lint())).toEqual(['main.js']);
    }
    await rm(at('node_modules/.cache'), { recursive: true });
    await write({ 'node_modules/.cache': 'no folder' });
    expect(await lint()).toEqual(first);
  });

  it('is not kept where `settings.unblocked.cache` is false', async () => {
    await write({ 'eslint.config.js': CONFIG.replace(']', `, { settings: { unblocked: { cache: false } } }]`) });
    await lint();
    expect(await list()).toEqual([]);
    expect(await list('facts')).toEqual([]);
  });

  it('does not speak for text that is not saved, nor for what was changed while ESLint runs', async () => {
    await lint();
    await write({
      'editor.mjs': `import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { ESLint } from ${JSON.stringify(path.join(REPOSITORY, 'node_modules/eslint/lib/api.js'))};
const eslint = new ESLint({ cwd: ${JSON.stringify(cwd)} });
const count = async (lint) => { const [{ messages }] = await lint; console.log(messages.length); };
await count(eslint.lintFiles('helper.js'));
await setTimeout(2100);
writeFileSync('helper.js', 'export function load() { return 1; }');
await count(eslint.lintFiles('main.js'));
writeFileSync('helper.js', ${JSON.stringify(HELPER)});
await count(eslint.lintText('export const x = 1;', { filePath: 'main.js' }));
`,
    });
    const { stdout } = await promisify(execFile)(process.execPath, ['editor.mjs'], { cwd });
    expect(stdout.trim().split('\n')).toEqual(['0', '0', '0']);
  });
});

describe('the facts of files', () => {
  it('are taken from the run before while the text is the same', async () => {
    const other = HELPER.replace('load', 'other');
    await write({ 'helper.js': `${HELPER}// 1` });
    await lint();
    const [blocking] = await readKept();
    await write({ 'helper.js': `${other}// 2` });
    expect(await lint()).toEqual({});
    const [harmless, save] = await readKept();
    // As if that text had said what the first one did.
    Object.assign(harmless.files.get(at('helper.js')) ?? {}, { content: blocking.files.get(at('helper.js'))?.content });
    await save();
    await forget('reports');
    expect(Object.keys(await lint())).toEqual(['main.js']);
  });

  it('are left out of what is kept when their file is gone', async () => {
    await write({ 'second.js': MAIN });
    await lint();
    const [{ files }] = await readKept();
    expect([...files.keys()].toSorted()).toEqual(['helper.js', 'main.js', 'second.js'].map(at));
    await rm(at('second.js'));
    await write({ 'main.js': `${MAIN}//` });
    await lint();
    const [after] = await readKept();
    expect([...after.files.keys()].toSorted()).toEqual(['helper.js', 'main.js'].map(at));
  });

  it('tell what a run without them does, after an edit by which another file takes part', async () => {
    const through = `import { load } from './helper.js';\nexport const again = () => load();\n`;
    await write({ 'through.js': through.replaceAll('load', 'nothing'), 'other.js': MAIN.replaceAll('load', 'again') });
    await write({
      'other.js': `import { again } from './through.js';\nexport async function f() { return again(); }\n`,
    });
    expect(Object.keys(await lint())).toEqual(['main.js']);
    await write({ 'through.js': through });
    const after = await lint();
    expect(Object.keys(after)).toEqual(['main.js', 'other.js']);
    await forget('reports');
    await forget('facts');
    expect(await lint()).toEqual(after);
  });

  it('are no loss where they are broken', async () => {
    const first = await lint();
    const [kept, save] = await readKept();
    for (const file of kept.files.values()) file.content = Buffer.from('x');
    await save();
    await forget('reports');
    expect(await lint()).toEqual(first);
    for (const broken of [Buffer.from('x'), v8.serialize(null), v8.serialize({ files: [], parts: [] })]) {
      const [saved = ''] = await list('facts');
      await writeFile(saved, broken);
      await forget('reports');
      expect(await lint()).toEqual(first);
    }
  });

  it('are kept beside type information, of which they know nothing', async () => {
    await write({
      'eslint.config.js': `import unblocked from 'unblocked';
import * as parser from ${JSON.stringify(path.join(REPOSITORY, 'node_modules/@typescript-eslint/parser/dist/index.js'))};
const languageOptions = { parser: parser.default, parserOptions: { projectService: true } };
export default [unblocked.configs.recommended, { languageOptions }];`,
      'tsconfig.json': '{ "compilerOptions": { "allowJs": true } }',
    });
    expect(Object.keys(await lint())).toEqual(['main.js']);
    expect(await list()).toEqual([]);
    expect(await list('facts')).toHaveLength(1);
  });
});

function at(name: string): string {
  return path.join(cwd, name);
}

interface Kept {
  readonly files: ReadonlyMap<string, { readonly text: string; content: Buffer }>;
}

/** What is kept of the files of the project, and what writes it back. */
async function readKept(): Promise<[kept: Kept, save: () => Promise<void>]> {
  const files = await list('facts');
  expect(files).toHaveLength(1);
  const [file = ''] = files;
  const kept = v8.deserialize(await readFile(file)) as Kept;
  return [kept, () => writeFile(file, v8.serialize(kept))];
}

async function forget(kind: string): Promise<void> {
  for (const file of await list(kind)) await rm(file);
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
  }
}

/** The files in which something is kept: reports, or the facts of the project's files. */
async function list(kind = 'reports'): Promise<string[]> {
  const folder = at('node_modules/.cache');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const kept = names.filter((name) => name.includes(`${path.sep}${kind}${path.sep}`) && name.endsWith('.saved'));
  return kept.map((name) => path.join(folder, name));
}

/** Marks the reports that are kept; of several threads, some have kept none. */
async function forge(): Promise<void> {
  const saved = await Promise.all((await list()).map(async (file) => [file, await readFile(file, 'utf8')] as const));
  const loud = saved.filter(([, text]) => text.includes('"callee":"load"'));
  expect(loud).not.toEqual([]);
  for (const [file, text] of loud) await writeFile(file, text.replaceAll('"callee":"load"', '"callee":"remembered"'));
}

/** The messages by file, as a process of its own gives them. */
async function lint(...args: string[]): Promise<Record<string, Linter.LintMessage[]>> {
  const command = [path.join(REPOSITORY, 'node_modules/eslint/bin/eslint.js'), '--format=json', '.', ...args];
  // With errors, ESLint ends with exit code 1.
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error)
      return error as unknown as { stdout: string };
    throw error;
  });
  const results = JSON.parse(stdout) as { filePath: string; messages: Linter.LintMessage[] }[];
  const loud = results.filter(({ messages }) => messages.length > 0);
  return Object.fromEntries(loud.map(({ filePath, messages }) => [path.relative(cwd, filePath), messages]));
}
