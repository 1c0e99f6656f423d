import { describe, expect, it } from 'vitest';
import type { Trigger } from '../../src/catalog/define.ts';
import { findApi, findModule, getReturned } from '../../src/catalog/index.ts';
import { hasRowsBelow } from '../../src/catalog/names.ts';

describe('findModule', () => {
  it('knows a module of Node by both of its names', () => {
    expect(findModule('fs')).toBe(findModule('node:fs'));
    expect(findModule('fs')?.module).toBe('node:fs');
  });

  it('takes a bare sqlite, sea or ffi for a package', () => {
    expect(findModule('node:sqlite')).toBeDefined();
    expect(['sqlite', 'sea', 'ffi'].map(findModule)).toEqual([undefined, undefined, undefined]);
  });

  it.each(['constructor', 'node:fs-extra', './fs', 'fs/', 'node:path', ''])('does not know %j', (specifier) => {
    expect(findModule(specifier)).toBeUndefined();
  });
});

describe('findApi', () => {
  it.each<[module: string, path: string, trigger: Trigger, name: string]>([
    ['fs', 'readFileSync', 'call', 'fs.readFileSync'],
    ['node:fs', 'realpathSync.native', 'call', 'fs.realpathSync.native'],
    ['global', 'JSON.parse', 'call', 'JSON.parse'],
    ['global', 'WebAssembly.Module', 'new', 'WebAssembly.Module'],
    ['node:module', 'createRequire()', 'call', 'module.createRequire()'],
    ['node:sqlite', 'DatabaseSync#exec', 'call', 'sqlite.DatabaseSync#exec'],
    ['node:sqlite', 'SQLTagStore#all', 'tag', 'sqlite.SQLTagStore#all'],
    ['cross-spawn', 'sync', 'call', 'cross-spawn.sync'],
    ['which', 'sync', 'call', 'which.sync'],
    ['fast-glob', 'sync', 'call', 'fast-glob.sync'],
    ['csv-parse/sync', 'parse', 'call', 'csv-parse/sync.parse'],
    ['react-dom/server', 'renderToString', 'call', 'react-dom/server.renderToString'],
    ['execa', 'execaSync', 'call', 'execa.execaSync'],
    ['execa', '$.sync', 'tag', 'execa.$.sync'],
    ['execa', '$.sync()', 'tag', 'execa.$.sync()'],
    ['zx', '$.sync', 'tag', 'zx.$.sync'],
    ['postcss', '().process().css', 'get', 'postcss().process().css'],
    ['better-sqlite3', '#exec', 'call', 'better-sqlite3#exec'],
    ['sync-request', '', 'call', 'sync-request'],
    ['deasync', '()', 'call', 'deasync()'],
    ['bcryptjs', 'hash', 'call', 'bcryptjs.hash'],
  ])('finds %s %s used as %s, and calls it %s', (module, path, trigger, name) => {
    expect(findApi(module, path, trigger)?.name).toBe(name);
  });

  it.each<[module: string, path: string, trigger: Trigger]>([
    ['execa', '$.sync', 'call'],
    ['execa', '$', 'tag'],
    ['node:sqlite', 'DatabaseSync#prepare', 'call'],
    ['node:sqlite', 'DatabaseSync', 'call'],
    ['node:crypto', 'getDiffieHellman', 'call'],
    ['node:fs', 'readFile', 'call'],
    ['node:fs', 'promises.readFile', 'call'],
    ['node:fs/promises', 'readFile', 'call'],
    ['global', 'Atomics.waitAsync', 'call'],
    ['global', 'readFileSync', 'call'],
    ['csv-parse', 'parse', 'call'],
    ['cross-spawn', '', 'call'],
    ['which', '', 'call'],
    ['fs-extra/esm', 'readFileSync', 'call'],
    ['fs-extra', 'ensureDir', 'call'],
    ['unknown', 'readFileSync', 'call'],
  ])('finds nothing for %s %s used as %s', (module, path, trigger) => {
    expect(findApi(module, path, trigger)).toBeUndefined();
  });

  it('finds the rows of a mirrored module, under the name of the mirroring one', () => {
    const api = findApi('graceful-fs', 'readFileSync', 'call');
    expect(api).toMatchObject({ module: 'graceful-fs', name: 'graceful-fs.readFileSync', severity: 'medium' });
    expect(findApi('graceful-fs', 'readFileSync', 'call')).toBe(api);
    expect(findApi('node:fs', 'readFileSync', 'call')?.name).toBe('fs.readFileSync');
  });

  it('prefers the rows of a module to those that it mirrors', () => {
    expect(findApi('fs-extra', 'ensureDirSync', 'call')?.instead).toBe('fs-extra.ensureDir');
    expect(findApi('fs-extra', 'existsSync', 'call')?.name).toBe('fs-extra.existsSync');
  });
});

describe('getReturned', () => {
  it.each([
    ['node:sqlite', 'DatabaseSync#prepare', 'StatementSync#'],
    ['sqlite3', 'Database', undefined],
    ['fs', 'opendirSync', 'Dir#'],
    ['fs-extra', 'opendirSync', 'Dir#'],
    ['better-sqlite3', '', '#'],
    ['libsql', '#prepare', 'Statement#'],
    ['postcss', '().use', '()'],
    ['postcss', '().process', undefined],
    ['node:fs', 'toString', undefined],
  ])('of %s %s is %s', (module, path, returned) => {
    expect(getReturned(module, path)).toBe(returned);
  });

  it('leads from a database to the one call that blocks', () => {
    const prepared = getReturned('node:sqlite', 'DatabaseSync#prepare') ?? '';
    expect(findApi('node:sqlite', `${prepared}all`, 'call')?.severity).toBe('medium');
  });
});

describe('hasRowsBelow', () => {
  it.each<[module: string, path: string, has: boolean]>([
    ['fs', '', true],
    ['node:sqlite', 'DatabaseSync', true],
    ['node:sqlite', 'DatabaseSync#', true],
    ['better-sqlite3', '#', true],
    // `statSync` begins like `stat`, and is no member of it.
    ['node:fs', 'stat', false],
    ['node:fs', 'readFileSync', false],
    ['node:path', '', false],
  ])('of %s %s is %s', (module, path, has) => {
    expect(hasRowsBelow(module, path, 'no-blocking-call')).toBe(has);
  });
});
