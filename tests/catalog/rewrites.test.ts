import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApi } from '../../src/catalog/index.ts';
import { load } from './running-node.ts';

type AnyFunction = (...args: unknown[]) => unknown;

let folder = '';
let file = '';
let descriptor = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unblocked-rewrites-'));
  file = join(folder, 'some.txt');
  writeFileSync(file, 'some text');
  descriptor = openSync(file, 'r+');
});

afterAll(() => {
  closeSync(descriptor);
  rmSync(folder, { recursive: true });
});

describe('a rewrite resolves to what the synchronous call returns', () => {
  it.each<[module: string, name: string, args: () => unknown[]]>([
    ['node:fs', 'readFileSync', () => [file, 'utf8']],
    ['node:fs', 'readdirSync', () => [folder]],
    ['node:fs', 'readdirSync', () => [folder, { recursive: true }]],
    ['node:fs', 'realpathSync', () => [file]],
    ['node:fs', 'writeFileSync', () => [file, 'other text']],
    ['node:fs', 'mkdirSync', () => [folder, { recursive: true }]],
    ['node:fs', 'accessSync', () => [file]],
    ['node:fs', 'fsyncSync', () => [descriptor]],
    ['node:fs', 'fdatasyncSync', () => [descriptor]],
    ['node:fs', 'futimesSync', () => [descriptor, 1, 1]],
    ['node:zlib', 'gzipSync', () => ['some text']],
    ['node:zlib', 'brotliCompressSync', () => ['some text', {}]],
    ['node:crypto', 'pbkdf2Sync', () => ['password', 'salt', 10, 16, 'sha256']],
    ['node:crypto', 'scryptSync', () => ['password', 'salt', 16, { N: 16 }]],
    ['node:crypto', 'hkdfSync', () => ['sha256', 'key', 'salt', 'info', 16]],
    ['node:crypto', 'checkPrimeSync', () => [97n]],
  ])('%s %s', async (module, name, getArguments) => {
    const { call, replacement } = getPair(module, name);
    expect(await replacement(...getArguments())).toEqual(call(...getArguments()));
  });

  it.each([
    ['node:fs', 'statSync', () => [file]],
    ['node:fs', 'fstatSync', () => [descriptor]],
    ['node:crypto', 'generateKeyPairSync', () => ['ed25519']],
  ] as const)('%s %s, of the same shape', async (module, name, getArguments) => {
    const { call, replacement } = getPair(module, name);
    const [expected, actual] = [call(...getArguments()), await replacement(...getArguments())];
    expect(Object.keys(actual as object)).toEqual(Object.keys(expected as object));
  });
});

function getPair(module: string, name: string): { call: AnyFunction; replacement: AnyFunction } {
  const rewrite = findApi(module, name, 'call')?.rewrite;
  const [call, target] = [load(module)?.[name], load(rewrite?.module ?? '')?.[rewrite?.name ?? '']] as AnyFunction[];
  if (!call || !target) throw new Error(`No rewrite of ${name}`);
  return { call, replacement: rewrite?.form === 'promisify' ? promisify(target) : target };
}
