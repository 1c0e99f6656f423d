/** The broken chat server of the examples, migrated by `eslint --fix`: it compiles, and serves as before. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import tsParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { type Program, start } from '../runtime/program.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLE = path.join(ROOT, 'examples/chat');

let copy = '';
let left: readonly string[] = [];
let compiled: unknown;
let program: Program | undefined;
beforeAll(async () => {
  copy = await mkdtemp(path.join(os.tmpdir(), 'unblocked-migration-'));
  for (const name of ['data', 'public', 'src/app', 'src/broken']) {
    await cp(path.join(EXAMPLE, name), path.join(copy, name), { recursive: true });
  }
  await writeFile(path.join(copy, 'package.json'), '{ "name": "chat", "type": "module" }');
  const compilerOptions = { noEmit: false, rootDir: 'src', outDir: 'dist' };
  const config = { extends: path.join(ROOT, 'tsconfig.json'), compilerOptions, include: ['src'] };
  await writeFile(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
  await linkPackages(path.join(copy, 'node_modules'));
  left = await migrate();
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  compiled = await promisify(execFile)(process.execPath, [tsc, '-p', copy]).catch((error: unknown) => error);
}, 120_000);
afterAll(async () => {
  program?.child.kill('SIGKILL');
  await rm(copy, { recursive: true, force: true });
});

/** All that this package has installed, and this package itself. */
async function linkPackages(folder: string): Promise<void> {
  await mkdir(folder);
  await symlink(ROOT, path.join(folder, 'unblocked'));
  for (const name of await readdir(path.join(ROOT, 'node_modules'))) {
    if (name !== 'unblocked') await symlink(path.join(ROOT, 'node_modules', name), path.join(folder, name));
  }
}

/** `eslint --fix` until nothing changes any more; what is reported then. */
async function migrate(): Promise<string[]> {
  const { settings, ...preset } = plugin.configs['recommended-type-checked'];
  const eslint = new ESLint({
    cwd: copy,
    fix: true,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tsParser }, ...preset },
      { settings: { unblocked: { ...(settings?.['unblocked'] as object), fix: true } } },
    ],
  });
  for (;;) {
    const results = await eslint.lintFiles(['src/**/*.ts']);
    await ESLint.outputFixes(results);
    if (results.every(({ output }) => output === undefined)) {
      return results.flatMap(({ messages }) => messages.map(({ message }) => message));
    }
  }
}

describe('the broken chat server', () => {
  it('has nothing left to report', () => {
    expect(left).toEqual([]);
  });

  it('compiles', () => {
    expect(compiled).toEqual({ stdout: '', stderr: '' });
  });

  it('lets users log in, turns others away, and answers', async () => {
    program = start(path.join(copy, 'dist/broken/server.js'), { env: { PORT: '0' } });
    const { text } = await program.said('listening on ');
    const url = text.replace('listening on ', '').trim();
    const logIn = (password: string) =>
      fetch(`${url}/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Ada', password }),
      });
    expect((await logIn('wrong')).status).toBe(401);
    const { token } = (await (await logIn('open sesame')).json()) as { token: string };
    const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false });
    try {
      const reply: unknown = await socket.emitWithAck('message', 'What is the event loop?');
      expect(reply).toEqual({ text: expect.stringMatching(/\w/) as string, tokens: expect.any(Number) as number });
    } finally {
      socket.close();
    }
  });
});
