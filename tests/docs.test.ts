import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import tsParser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { useProject } from './rules/project.ts';

/** An example, and in the next code block what is reported in it. */
const PRINTED =
  /^```(?:js|ts)\n\/\/ ❌(?: (?<path>\S+))?\n(?<code>(?:(?!```)[^])*)^```\n(?:(?!```)[^])*^```\n(?<output>(?:(?!```)[^])*)^```/gm;

const folder = new URL('../docs/rules/', import.meta.url);
const pages = (await readdir(folder)).map((file) => file.replace('.md', ''));

describe.each(pages)('docs/rules/%s.md', async (rule) => {
  const text = await readFile(new URL(`${rule}.md`, folder), 'utf8');
  const examples = [...text.matchAll(/^```(js|ts)\n\/\/ (❌|✅)(?: (?<path>\S+))?\n(?<code>[^]*?)^```/gm)];

  it('has examples of both kinds', () => {
    expect(new Set(examples.map(([, , kind]) => kind))).toEqual(new Set(['❌', '✅']));
  });

  it.each(examples.map((match) => [match[2] ?? '', match.groups?.['code'] ?? '']))('%s %s', (kind, code) => {
    const messages = new Linter().verify(code, [
      { plugins: { unblocked: plugin }, rules: { [`unblocked/${rule}`]: 'error' } },
      { linterOptions: { reportUnusedDisableDirectives: 'off' } },
    ]);
    expect(messages.filter((message) => message.fatal)).toEqual([]);
    expect(messages.length > 0).toBe(kind === '❌');
  });

  const printed = [...text.matchAll(PRINTED)].map(({ groups = {} }) => groups);

  it.runIf(printed.length > 0).each(printed)('prints what is shown below $path', ({ path: filename, code, output }) => {
    const config: Linter.Config[] = [
      { plugins: { unblocked: plugin }, rules: { [`unblocked/${rule}`]: 'error' } },
      { settings: { unblocked: { fix: output?.includes('Not fixed:') === true } } },
    ];
    const messages = new Linter({ cwd: '/' }).verify(code ?? '', config, {
      filename: filename ? `/${filename}` : 'a.js',
    });
    expect(messages.map(({ message }) => message).join('\n')).toBe(output?.trim());
  });

  it('has the sections of every page', () => {
    expect(text).toMatch(/^## Examples$[^]*^## Options$[^]*^## Known gaps$[^]*^## When not to use it$/m);
  });
});

describe('docs/from-no-sync.md', () => {
  const project = useProject(plugin.configs.recommended);

  it('shows what the preset `recommended` prints for its two files', async () => {
    const text = await readFile(new URL('../docs/from-no-sync.md', import.meta.url), 'utf8');
    const [server = '', render = ''] = [...text.matchAll(/^```js\n([^]*?)^```/gm)].map(([, code]) => code ?? '');
    const shown = [...text.matchAll(/^ +(\d+):\d+ +error +(.+?) +unblocked\/(\S+)$/gm)];
    const printed = await project.lint({ 'server.js': server, 'render.js': render });
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.map(([, line, message, rule]) => `server.js:${line} ${rule}: ${message}.`)).toEqual(printed);
  });
});

describe('README.md', () => {
  it('shows what the preset `recommended` prints for the broken chat server', async () => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const cwd = fileURLToPath(new URL('../examples/chat', import.meta.url));
    const shown = [...text.matchAll(/^ +(\d+:\d+) +error +(.+?) +unblocked\/(\S+)$/gm)].map(([, ...parts]) => parts);
    const languageOptions = { parser: tsParser };
    const eslint = new ESLint({
      cwd,
      overrideConfigFile: true,
      overrideConfig: [
        { files: ['**/*.ts'], languageOptions },
        { ...plugin.configs.recommended, files: ['**/*.ts'] },
      ],
    });
    const results = await eslint.lintFiles(['src/broken/*.ts']);
    const printed = results.flatMap(({ messages }) =>
      messages.map(({ line, column, message, ruleId }) => [
        `${line}:${column}`,
        message.replace(/\.$/, ''),
        ruleId?.replace('unblocked/', ''),
      ]),
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.toSorted()).toEqual(printed.toSorted());
  });
});
