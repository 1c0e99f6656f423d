/** A project in which the package is installed: what one run of ESLint keeps there for the next. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Linter } from 'eslint';
import { afterEach, beforeEach } from 'vitest';

export const REPOSITORY = path.resolve(import.meta.dirname, '../../..');

export const CONFIG = `import unblocked from 'unblocked';\nexport default [unblocked.configs.recommended];\n`;
export const HELPER = `import fs from 'node:fs';\nexport function load() { return fs.readFileSync('x'); }\n`;
export const MAIN = `import { load } from './helper.js';\nexport async function f() { return load(); }\n`;

export let cwd = '';

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

export function at(name: string): string {
  return path.join(cwd, name);
}

export async function forget(kind: string): Promise<void> {
  for (const file of await list(kind)) await rm(file);
}

export async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
  }
}

/** The files in which something is kept: reports, or the facts of the project's files. */
export async function list(kind = 'reports'): Promise<string[]> {
  const folder = at('node_modules/.cache');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const kept = names.filter((name) => name.includes(`${path.sep}${kind}${path.sep}`) && name.endsWith('.saved'));
  return kept.map((name) => path.join(folder, name));
}

/** The messages by file, as a process of its own gives them. */
export async function lint(...args: string[]): Promise<Record<string, Linter.LintMessage[]>> {
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
