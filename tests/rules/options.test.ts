import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { ESLint as ESLint9 } from 'eslint9';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';

let cwd: string;

beforeAll(async () => {
  cwd = await mkdtemp(path.join(os.tmpdir(), 'unblocked-options-'));
  await mkdir(path.join(cwd, 'node_modules/acme'), { recursive: true });
  await writeFile(path.join(cwd, 'node_modules/acme/package.json'), '{ "name": "acme", "version": "1.0.0" }');
  await writeFile(path.join(cwd, 'node_modules/acme/index.js'), 'export function query() {}');
  await writeFile(path.join(cwd, 'broken.js'), 'export async function f( {');
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

const CODE = `import { existsSync } from 'fs'; export async function f() { existsSync('x'); }`;

describe.each([
  ['ESLint 10', ESLint],
  ['ESLint 9', ESLint9 as unknown as typeof ESLint],
])('%s', (_, Engine) => {
  async function lint(config: Linter.Config, code = CODE): Promise<Linter.LintMessage[]> {
    const eslint = new Engine({ cwd, overrideConfigFile: true, overrideConfig: [plugin.configs.strict, config] });
    const [result] = await eslint.lintText(code, { filePath: 'file.js' });
    return result?.messages ?? [];
  }

  function lintWithSettings(unblocked: unknown): Promise<Linter.LintMessage[]> {
    return lint({ settings: { unblocked } });
  }

  it.each([
    [{ minSeverity: 'hihg' }, /settings\.unblocked\.minSeverity is wrong: .*low.*medium.*high.*Got "hihg"/s],
    [{ minSeverty: 'high' }, /settings\.unblocked\.minSeverty is not a setting; there are minSeverity, allow/],
    [{ allow: 'fs.existsSync' }, /settings\.unblocked\.allow is wrong: .*array.*Got "fs.existsSync"/s],
    [{ allowLazyInit: 1 }, /settings\.unblocked\.allowLazyInit is wrong: .*boolean.*Got 1/s],
    [{ entry: 'boot.js' }, /settings\.unblocked\.entry is wrong: .*array.*Got "boot.js"/s],
    [{ contexts: { handler: [] } }, /contexts\.handler is not a setting; there are handlers, registrars/],
    [{ contexts: { graphql: 'yes' } }, /settings\.unblocked\.contexts\.graphql is wrong: .*boolean.*Got "yes"/s],
    [{ contexts: { startup: [{ name: 'f' }] } }, /settings\.unblocked\.contexts\.startup.* is wrong: /],
    [
      { contexts: { registrars: [{ from: 'package', package: 'acme', name: 'Client#qurey' }] } },
      /"Client#qurey" of the package "acme", which is installed and has no such export/,
    ],
    ['strict', /settings\.unblocked must be an object; got "strict"/],
    [{ allow: ['fs.exitsSync'] }, /"allow" has "fs\.exitsSync", which is no call that the catalog/],
    [
      { blocking: [{ from: 'package', package: 'acme', name: 'qurey' }] },
      /"qurey" of the package "acme", which is installed and has no such export/,
    ],
  ])('names the setting that is wrong: %j', async (settings, error) => {
    await expect(lintWithSettings(settings)).rejects.toThrow(error);
  });

  it('accepts a function that an installed package exports', async () => {
    const settings = { blocking: [{ from: 'package', package: 'acme', name: 'query' }] };
    const code = `import { query } from 'acme'; export async function f() { query('x'); }`;
    const messages = await lint({ settings: { unblocked: settings } }, code);
    expect(messages.map((message) => message.message)).toEqual([expect.stringContaining('`acme.query` blocks')]);
  });

  it('leaves it to ESLint to say that an option of the rule is wrong', async () => {
    const rules: Linter.RulesRecord = { 'unblocked/no-blocking-call': ['error', { minSeverty: 'high' }] };
    await expect(lint({ rules })).rejects.toThrow(/unblocked\/no-blocking-call.*minSeverty/s);
  });

  it('leaves it to ESLint to report a file that does not parse', async () => {
    const eslint = new Engine({ cwd, overrideConfigFile: true, overrideConfig: [plugin.configs.strict] });
    const [result] = await eslint.lintFiles(['broken.js']);
    expect(result?.messages).toEqual([expect.objectContaining({ fatal: true, ruleId: null })]);
  });

  it('reports from the severity that the preset sets', async () => {
    const eslint = new Engine({ cwd, overrideConfigFile: true, overrideConfig: [plugin.configs.recommended] });
    const [low] = await eslint.lintText(CODE, { filePath: 'file.js' });
    const [medium] = await eslint.lintText(CODE.replaceAll('existsSync', 'readFileSync'), { filePath: 'file.js' });
    expect([low?.errorCount, medium?.errorCount]).toEqual([0, 1]);
  });

  it('is silent where the preset off follows', async () => {
    const overrideConfig = [plugin.configs.strict, { files: ['**/*.js'], ...plugin.configs.off }];
    const eslint = new Engine({ cwd, overrideConfigFile: true, overrideConfig });
    const [result] = await eslint.lintText(CODE, { filePath: 'file.js' });
    expect(result?.errorCount).toBe(0);
  });
});
