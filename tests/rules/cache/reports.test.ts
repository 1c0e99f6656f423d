/** What was reported is remembered from one run of ESLint to the next. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { at, CONFIG, cwd, HELPER, lint, list, MAIN, REPOSITORY, write } from './installed.ts';

describe('what was reported', () => {
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

/** Marks the reports that are kept; of several threads, some have kept none. */
async function forge(): Promise<void> {
  const saved = await Promise.all((await list()).map(async (file) => [file, await readFile(file, 'utf8')] as const));
  const loud = saved.filter(([, text]) => text.includes('"callee":"load"'));
  expect(loud).not.toEqual([]);
  for (const [file, text] of loud) await writeFile(file, text.replaceAll('"callee":"load"', '"callee":"remembered"'));
}
