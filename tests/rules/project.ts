/** A folder with files of its own for each test, and ESLint over it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import tsParser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';
import { afterEach, beforeEach } from 'vitest';

export type Files = Readonly<Record<string, string>>;

const FILES = ['**/*.{js,ts,cjs}'];

export interface TestProject {
  /** Of the running test. */
  readonly cwd: string;
  readonly write: (files: Files) => Promise<void>;
  readonly createESLint: (options?: ESLint.Options) => ESLint;
  /** Writes the files and lints them: `file:line rule: message` of every report, over all of them. */
  readonly lint: (files: Files, eslint?: ESLint) => Promise<string[]>;
}

/** @param config what holds for all source files, with their parser */
export function useProject(...config: readonly Linter.Config[]): TestProject {
  let cwd = '';
  const write: TestProject['write'] = async (files) => {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(cwd, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  };
  const createESLint: TestProject['createESLint'] = (options = {}) => {
    const overrideConfig = [{ languageOptions: { parser: tsParser } }, ...config].map((one) => ({
      ...one,
      files: FILES,
    }));
    return new ESLint({ cwd, overrideConfigFile: true, overrideConfig, ...options });
  };
  beforeEach(async () => {
    cwd = await mkdtemp(path.join(os.tmpdir(), 'unblocked-project-'));
    await write({ 'package.json': '{ "name": "server", "type": "module" }' });
  });
  afterEach(() => rm(cwd, { recursive: true, force: true }));
  return {
    get cwd() {
      return cwd;
    },
    write,
    createESLint,
    async lint(files, eslint = createESLint()) {
      await write(files);
      const results = await eslint.lintFiles(Object.keys(files).filter((name) => /\.(?:js|ts|cjs)$/.test(name)));
      return results.flatMap(({ filePath, messages }) =>
        messages.map(({ line, ruleId, message }) => {
          const rule = ruleId?.replace('unblocked/', '') ?? 'parser';
          return `${path.relative(cwd, filePath)}:${line} ${rule}: ${message}`;
        }),
      );
    },
  };
}
