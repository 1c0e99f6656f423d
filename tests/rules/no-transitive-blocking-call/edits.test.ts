import path from 'node:path';
import type { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const project = useProject(plugin.configs.strict);
const { write, createESLint } = project;

const HELPER = `import fs from 'node:fs';\nexport function load() { return fs.readFileSync('x'); }\n`;
const CHAIN = 'load (helper.js:2) → fs.readFileSync (helper.js:2). Use `fs.promises.readFile` instead.';

describe('no-transitive-blocking-call after edits in the same process', () => {
  const CALLER = `import { load } from './helper.js';\nexport async function f() { return load(); }`;
  const FOUND = `2: \`load()\` blocks the event loop: ${CHAIN}`;

  /** `line: message` of every report on an unsaved text. */
  async function lintText(eslint: ESLint, name: string, text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath: path.join(project.cwd, name) });
    return (result?.messages ?? []).map(({ line, message }) => `${line}: ${message}`);
  }

  it('reports at the new lines what an edit only moved, in the edited file and in others', async () => {
    const eslint = createESLint();
    await write({ 'main.js': CALLER, 'helper.js': HELPER });
    expect(await lintText(eslint, 'main.js', CALLER)).toEqual([FOUND]);
    expect(await lintText(eslint, 'main.js', `// A note.\n\n${CALLER}`)).toEqual([FOUND.replace('2:', '4:')]);
    await lintText(eslint, 'helper.js', `\n\n\n${HELPER}`);
    expect(await lintText(eslint, 'main.js', CALLER)).toEqual([FOUND.replaceAll('helper.js:2', 'helper.js:5')]);
    await lintText(eslint, 'helper.js', HELPER);
    expect(await lintText(eslint, 'main.js', CALLER)).toEqual([FOUND]);
  });

  it('moves the line of a busy wait that another program moved', async () => {
    const eslint = createESLint();
    const helper = `export function load() {\n  const end = Date.now() + 9;\n  while (Date.now() < end);\n}`;
    await write({ 'main.js': CALLER, 'helper.js': helper });
    expect(await lintText(eslint, 'main.js', CALLER)).toEqual([expect.stringContaining('busy wait (helper.js:3)')]);
    await write({ 'helper.js': `// A longer file.\n${helper}` });
    expect(await lintText(eslint, 'main.js', CALLER)).toEqual([
      expect.stringContaining('load (helper.js:2) → busy wait (helper.js:4)'),
    ]);
  });

  it('sees that a loop left another one', async () => {
    const eslint = createESLint();
    const inside = `export function f(a, b) {\n  while (Date.now() < a) {\n    while (Date.now() < b); } }`;
    const beside = `export function f(a, b) {\n  while (Date.now() < a) {}\n    while (Date.now() < b); }`;
    await write({ 'main.js': inside });
    for (const [text, lines] of [
      [inside, ['2']],
      [beside, ['2', '3']],
      [inside, ['2']],
    ] as const) {
      const reports = await lintText(eslint, 'main.js', text);
      expect(reports.map((report) => report.split(':')[0])).toEqual(lines);
    }
  });

  it.each<[name: string, helper: string, reports: string[]]>([
    ['a body that does not block', `export function load() { return 1; }`, []],
    ['an import of something else', HELPER.replace('node:fs', './fs.js'), []],
    ['a binding of the same name', HELPER.replace('return', 'const fs = { readFileSync() {} }; return'), []],
    ['another name of the export', HELPER.replace('load', 'read'), []],
    ['a directive', HELPER.replace('export', '/* eslint-disable unblocked/no-blocking-call */ export'), []],
    ['a function that reports itself', HELPER.replace('function', 'async function'), []],
    [
      'another call',
      HELPER.replace('readFileSync', 'statSync'),
      [expect.stringContaining('→ fs.statSync (') as string],
    ],
    [
      'a longer way',
      HELPER.replace('return fs', 'return read(); }\nfunction read() { return fs'),
      [expect.stringContaining('load (helper.js:2) → read (helper.js:3) → fs.readFileSync (helper.js:3)') as string],
    ],
  ])('sees %s, and that it is taken back', async (_, helper, reports) => {
    const eslint = createESLint();
    await write({ 'main.js': CALLER, 'helper.js': HELPER, 'fs.js': `export default { readFileSync() {} };` });
    expect(await lintText(eslint, 'main.js', CALLER)).toEqual([FOUND]);
    await lintText(eslint, 'helper.js', helper);
    expect(await lintText(eslint, 'main.js', CALLER)).toEqual(reports);
    await lintText(eslint, 'helper.js', HELPER);
    expect(await lintText(eslint, 'main.js', `${CALLER}\n`)).toEqual([FOUND]);
  });

  it('sees a file that a new import without names makes part of the project', async () => {
    const eslint = createESLint();
    const main = `export function f() { globalThis.load(); }\nsetInterval(f, 9);`;
    await write({ 'main.js': main, 'helper.js': `${HELPER}globalThis.load = load;` });
    await lintText(eslint, 'main.js', main);
    expect(await lintText(eslint, 'main.js', `import './helper.js';\n${main}`)).toEqual([
      expect.stringContaining('load (helper.js:2) → fs.readFileSync (helper.js:2)'),
    ]);
  });
});
