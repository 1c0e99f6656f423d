import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import tsParser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import n from 'eslint-plugin-n';
import { describe, expect, it } from 'vitest';
import { getCure } from '../src/catalog/define.ts';
import { findApi } from '../src/catalog/index.ts';
import plugin from '../src/index.ts';
import { getRuleUrl } from '../src/links.ts';
import type { BlockRecord, ReportedEvent } from '../src/runtime/record.ts';
import { toText } from '../src/runtime/watchdog/text.ts';
import { useProject } from './rules/project.ts';
import { BLOCK } from './runtime/block-record.ts';

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
    expect(messages.map(({ message }) => message).join('\n')).toBe(unwrap(output ?? '').trim());
  });

  it('has the sections of every page', () => {
    expect(text).toMatch(/^## Examples$[^]*^## Options$[^]*^## Known gaps$[^]*^## When not to use it$/m);
  });
});

describe('docs/from-no-sync.md', async () => {
  const text = await readFile(new URL('../docs/from-no-sync.md', import.meta.url), 'utf8');
  const [server = '', render = ''] = [...text.matchAll(/^```js\n([^]*?)^```/gm)].map(([, code]) => code ?? '');
  const files = { 'render.js': render, 'server.js': server };

  describe('of unblocked', () => {
    const project = useProject(plugin.configs.recommended);

    it('shows what the preset `recommended` prints for its two files', async () => {
      const shown = getShown(text, 'unblocked');
      expect(shown.length).toBeGreaterThan(0);
      expect(await project.lint(files)).toEqual(
        shown.map(({ line, message, rule }) => `server.js:${line} ${rule}: ${message}.`),
      );
    });
  });

  describe('of eslint-plugin-n', () => {
    const project = useProject();
    const lint = (options: object, languageOptions: Linter.LanguageOptions = {}): Promise<string[]> => {
      const config: Linter.Config = { plugins: { n }, languageOptions, rules: { 'n/no-sync': ['error', options] } };
      return project.lint(files, project.createESLint({ overrideConfig: config }));
    };

    it('shows what `n/no-sync` prints for them', async () => {
      const shown = getShown(text, 'n').map(({ line, message, rule }) => `:${line} n/${rule}: ${message}.`);
      const [inRender = '', ...inServer] = shown;
      expect(await lint({})).toEqual([`render.js${inRender}`, ...inServer.map((report) => `server.js${report}`)]);
    });

    it('lists options of `n/no-sync` that mean what is said of them', async () => {
      const all = await lint({});
      const except = (line: string): string[] => all.filter((report) => !report.startsWith(line));
      expect(await lint({ allowAtRootLevel: true })).toEqual(except('server.js:7 '));
      expect(await lint({ ignores: ['pbkdf2Sync'] })).toEqual(except('server.js:12 '));
    });

    it('is right that `n/no-sync` needs type information behind the TypeScript parser', async () => {
      await expect(lint({}, { parser: tsParser })).rejects.toThrow('type information');
    });

    it.each([
      { from: 'package', package: 'node', name: [] },
      { from: 'file', path: 'server.js', name: [] },
      { from: 'lib' },
    ])('is right that `n/no-sync` takes $from specifiers, and needs types for them', async (specifier) => {
      await expect(lint({ ignores: [specifier] })).rejects.toThrow(/ts-declaration-location|parser services/);
    });
  });
});

describe('README.md', () => {
  it('shows what the preset `recommended` prints for the broken chat server', async () => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const cwd = fileURLToPath(new URL('../examples/chat', import.meta.url));
    const shown = getShown(text, 'unblocked').map(({ place, message, rule }) => [place, message, rule]);
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

  it('shows of the monitor what it prints for a call that is shown above', async () => {
    const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const report = getShown(text, 'unblocked').find(({ message }) => message.includes('`child_process.execSync`'));
    const [shown = ''] = /(?<=^```\n)unblocked: [^]*?(?=\n```$)/m.exec(text) ?? [];
    expect(unwrap(shown).split('\n')).toEqual(getMonitorLines(report?.place ?? ''));
  });
});

/** What the monitor prints while `child_process.execSync` blocks the chat server, at this line and column. */
function getMonitorLines(place: string): string[] {
  const [line = 0, column = 0] = place.split(':').map(Number);
  const block: BlockRecord = {
    ...BLOCK,
    cause: 'sync-call',
    attribution: 'api',
    api: 'child_process.execSync',
    docs: getRuleUrl('no-blocking-call'),
    frames: [{ function: 'answer', file: '/app/examples/chat/src/broken/chat.ts', line, column, share: 1 }],
  };
  const later = { time: 0, block: { ...block, durationMs: 1_000 } };
  const session = { name: 'socket.io', timeoutMs: 2_000, count: 8 };
  const events: ReportedEvent[] = [
    { event: 'block', time: 0, block },
    {
      event: 'session-at-risk',
      ...later,
      session: { ...session, level: 'warning', utilization: 0.5, remainingMs: 998 },
    },
    { event: 'block-update', ...later },
    {
      event: 'session-at-risk',
      ...later,
      session: { ...session, level: 'critical', utilization: 0.8, remainingMs: 399 },
    },
  ];
  const cure = getCure(findApi('node:child_process', 'execSync', 'call') ?? {}, '');
  return events.map((event) => toText(event, '/app', () => cure));
}

/** Lines too long for a page are broken in it, and go on indented. */
function unwrap(text: string): string {
  return text.replaceAll(/\n +(?=\S)(?!\d+:\d+ )/g, ' ');
}

interface Shown {
  readonly place: string;
  readonly line: string;
  readonly message: string;
  readonly rule: string;
}

/** The reports of a plugin in what ESLint printed. */
function getShown(text: string, plugin: string): Shown[] {
  const reports = unwrap(text).matchAll(new RegExp(`^ +((\\d+):\\d+) +error +(.+?) +${plugin}/(\\S+)$`, 'gm'));
  return [...reports].map(([, place = '', line = '', message = '', rule = '']) => ({ place, line, message, rule }));
}
