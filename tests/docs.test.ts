import { readdir, readFile } from 'node:fs/promises';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';

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

  it('has the sections of every page', () => {
    expect(text).toMatch(/^## Examples$[^]*^## Options$[^]*^## Known gaps$[^]*^## When not to use it$/m);
  });
});
