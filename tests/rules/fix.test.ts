/** With `settings.unblocked.fix` a whole file is migrated: to code that parses, type-checks, and does the same. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import type { BlockingApi } from '../../src/catalog/define.ts';
import { ALL_MODULES } from '../../src/catalog/index.ts';
import plugin from '../../src/index.ts';

const require = createRequire(import.meta.url);

/** No other files: what a file says by itself is enough. */
const cwd = await mkdtemp(path.join(tmpdir(), 'unblocked-fix-'));

afterAll(() => rm(cwd, { recursive: true }));

function fix(code: string, filename = 'file.js', Engine = Linter): Linter.FixReport {
  const isCommonJs = filename.endsWith('.cjs');
  return new Engine({ cwd }).verifyAndFix(
    code,
    [
      { ...plugin.configs.strict, files: ['**/*'], settings: { unblocked: { fix: true } } },
      { languageOptions: { sourceType: isCommonJs ? 'commonjs' : 'module' } },
      { files: ['**/*.ts'], languageOptions: { parser: tsParser } },
    ],
    { filename },
  );
}

/** Rows whose rewrite an import by name can reach, and whose call with unknown arguments blocks. */
const REWRITTEN = ALL_MODULES.flatMap(({ apis }) => apis).filter(
  ({ rewrite, path: name, owner, severity }) =>
    rewrite && /^\w+$/.test(name) && owner === 'no-blocking-call' && severity !== 'none',
);

/** How a file comes to the function `name` of a module: [statements, expression, file]. */
type Style = (api: BlockingApi) => readonly [load: string, callee: string, filename?: string];

const STYLES: Readonly<Record<string, Style>> = {
  'a named import': ({ module, path }) => [`import { ${path} } from '${module}';`, path],
  'a renamed import': ({ module, path }) => [`import { ${path} as run } from "${module}"`, 'run'],
  'a namespace': ({ module, path }) => [`import * as all from '${module}';`, `all.${path}`],
  'a bare specifier': ({ module, path }) => [`import { ${path} } from '${module.replace('node:', '')}';`, path],
  'a require taken apart': ({ module, path }) => [`const { ${path} } = require('${module}');`, path, 'file.cjs'],
  'a required module': ({ module, path }) => [`const all = require('${module}')`, `all.${path}`, 'file.cjs'],
  'a require at the call': ({ module, path }) => [`'use strict';`, `require('${module}').${path}`, 'file.cjs'],
  TypeScript: ({ module, path }) => [`import { ${path} } from '${module}';`, path, 'file.ts'],
};

/** Where calls stand, and what must be awaited for them to mean the same. */
const POSITIONS = (call: string): string => `
  ${call};
  const value = ${call}, { length } = ${call}, [first] = ${call};
  const text = \`\${${call}}\` + ${call} + typeof ${call};
  if (!${call} || ${call}.length) throw ${call};
  for (const part of ${call}) take(part, ${call}, ...${call});
  const power = ${call} ** 2, spread = { ...${call}, [${call}]: ${call}?.length };
  take(async () => ${call});
  return ${call}.toString().trim();`;

describe('every rewrite of the catalog, however it is imported and wherever it stands', () => {
  it.each(REWRITTEN.map((api) => [api.name, api] as const))('%s', (_, api) => {
    for (const [name, style] of Object.entries(STYLES)) {
      // What TypeScript's types do not know is not rewritten there.
      if (name === 'TypeScript' && api.rewrite?.inTypeScript) continue;
      // Node's rows show that every style works, those of npm that their own names do.
      if (name !== 'a named import' && !api.module.startsWith('node:')) continue;
      const [load, callee, filename] = style(api);
      const call = `${callee}(${getArguments(api)})`;
      const exported = filename === 'file.cjs' ? 'exports.f = async function' : 'export async function f';
      const { output, messages } = fix(`${load}\n${exported} (a, b, c, take) {${POSITIONS(call)}\n}\n`, filename);
      expect([name, messages]).toEqual([name, []]);
      expect(output).not.toContain(` ${call}`);
      expect(output.match(/await /g)).toHaveLength(POSITIONS('#').split('#').length - 1);
      const loads = output.split('\n').filter((line) => /^(?:import|const \{.*require)/.test(line));
      expect(new Set(loads.map((line) => /['"].*['"]/.exec(line)?.[0])).size).toBe(loads.length);
    }
  });
});

/** Unknown ones; where a rewrite gives text, with options that ask for it. */
function getArguments({ rewrite }: BlockingApi): string {
  if (!rewrite?.yieldsText) return 'a, b, c';
  const options = Math.max(...(rewrite.unless ?? []).map(({ arg }) => arg));
  return [...['a', 'b'].slice(0, options), "{ encoding: 'utf8' }"].join(', ');
}

describe('a file with many reports', () => {
  const names = ['readFileSync', 'statSync', 'readdirSync', 'mkdirSync', 'rmSync', 'copyFileSync', 'renameSync'];
  const more = ['unlinkSync', 'realpathSync', 'accessSync', 'chmodSync', 'utimesSync', 'symlinkSync', 'lstatSync'];
  const all = [...names, ...more, ...names];
  const code = [
    `import { ${[...names, ...more].join(', ')} } from 'node:fs';`,
    `import { scryptSync, pbkdf2Sync } from 'node:crypto';`,
    `import { gzipSync } from 'node:zlib';`,
    ...all.map((name, index) => `export async function f${index}(x) { return ${name}(x, ${name}(x)); }`),
    `export async function key(x) { return gzipSync(scryptSync(pbkdf2Sync(x, x, 1e6, 64, 'sha512'), x, 64)); }`,
  ].join('\n');

  it.each([
    ['ESLint 10', Linter],
    ['ESLint 9', Linter9 as unknown as typeof Linter],
  ])('is migrated in one pass by %s', (_, Engine) => {
    const before = new Engine({ cwd }).verify(code, [plugin.configs.strict]);
    expect(before.length).toBeGreaterThan(30);
    const { output, messages } = fix(code, 'file.js', Engine);
    expect(messages).toEqual([]);
    expect(output.match(/^import .*'node:fs\/promises'/gm)).toHaveLength(1);
    expect(output.match(/^import .*'node:util'/gm)).toHaveLength(1);
    expect(fix(output, 'file.js', Engine).fixed).toBe(false);
  });
});

describe('what stays', () => {
  it.each([
    [`no-blocking-call`, `// eslint-disable-next-line unblocked/no-blocking-call`],
    [`any rule`, `// eslint-disable-next-line`],
  ])('is a call for which a directive turns off %s', (_, directive) => {
    const code = `import fs from 'fs';\nexport async function f() {\n${directive}\nfs.readFileSync('x');\nfs.statSync('x');\n}`;
    expect(fix(code).output).toBe(code.replace('fs.statSync', 'await fs.promises.stat'));
  });

  it('is what has no awaited form, beside what has one', () => {
    const { output, messages } = fix(
      `import fs from 'fs';\nexport async function f() { fs.globSync('x'); fs.rmSync('x'); }`,
    );
    expect(output).toContain(`fs.globSync('x'); await fs.promises.rm('x');`);
    expect(messages).toHaveLength(1);
  });
});

/** Calls that run anywhere, as [module, expression]. */
const RUNNING = [
  ['node:fs', `existsSync('no such file')`],
  ['node:fs', `readdirSync('/').length > 0 && existsSync('/')`],
  ['node:fs', `statSync('/').isDirectory()`],
  ['node:fs', `readFileSync('/dev/null', 'utf8').length`],
  ['node:fs', `openSync('/', 'r') > 0`],
  ['node:zlib', `gunzipSync(gzipSync('some text')).toString()`],
  ['node:zlib', `[brotliDecompressSync(brotliCompressSync('some text', {}))].join('')`],
  ['node:crypto', `scryptSync('password', 'salt', 16, { N: 1024 }).toString('hex')`],
  ['node:crypto', `scryptSync('password', 'salt', 16).toString('hex')`],
  ['node:crypto', `pbkdf2Sync('password', 'salt', 10, 16, 'sha256').toString('hex') + checkPrimeSync(97n)`],
  ['node:crypto', `Object.keys(generateKeyPairSync('rsa', { modulusLength: 1024 })).join()`],
  ['node:child_process', `execSync('echo some text').toString().trim().length ** 2`],
  ['node:child_process', `\`\${execFileSync('echo', ['some', 'text'])}!\``],
  ['node:child_process', `execFileSync('echo', ['text'], { encoding: 'utf8' })`],
] as const;

describe('what is rewritten does the same', () => {
  it.each(RUNNING)('%s %s', async (module, expression) => {
    const names = expression.match(/\w+Sync/g)?.join(', ') ?? '';
    const code = `const { ${[...new Set(names.split(', '))].join(', ')} } = require('${module}');\nexports.f = async () => ${expression};\n`;
    const { output, messages } = fix(code, 'file.cjs');
    expect(messages).toEqual([]);
    expect(output).not.toMatch(/Sync\(/);
    expect(await run(output)).toEqual(await run(code));
  });

  it('type-checks', () => {
    // The awaited form of scrypt with options is none that the types of promisify know.
    const typed = RUNNING.filter(([, expression]) => !expression.includes('N: 1024'));
    const files = typed.map(([module, expression], index) => {
      const names = [...new Set(expression.match(/\w+Sync/g))].join(', ');
      const code = `import { ${names} } from '${module}';\nexport const f = async (): Promise<unknown> => ${expression};\n`;
      return [`${import.meta.dirname}/generated-${index}.ts`, fix(code, 'file.ts').output] as const;
    });
    expect(getTypeErrors(new Map(files))).toEqual([]);
  });
});

async function run(code: string): Promise<unknown> {
  const exports: { f?: () => Promise<unknown> } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('require', 'exports', code)(require, exports);
  return exports.f?.();
}

function getTypeErrors(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, target) => {
    const text = files.get(file);
    return text === undefined ? getSourceFile(file, target) : ts.createSourceFile(file, text, target);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText, file }) => `${ts.flattenDiagnosticMessageText(messageText, '\n')} in ${file?.text ?? ''}`);
}
