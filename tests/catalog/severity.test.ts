import { describe, expect, it } from 'vitest';
import type { Condition, Severity, Trigger } from '../../src/catalog/define.ts';
import { findApi } from '../../src/catalog/index.ts';
import { getRewrite, getSeverity, type ArgumentView } from '../../src/catalog/severity.ts';

const unknown: ArgumentView = { type: 'unknown' };
const callback: ArgumentView = { type: 'function' };
const other: ArgumentView = { type: 'other' };
const spread: ArgumentView = { type: 'spread' };

describe('the severity of a call', () => {
  describe('is none where the arguments make it harmless', () => {
    it.each<[module: string, path: string, args: readonly ArgumentView[]]>([
      ['node:crypto', 'createDiffieHellman', [unknown, text('hex')]],
      ['node:crypto', 'createDiffieHellman', []],
      ['node:crypto', 'generateKeyPairSync', [text('ed25519')]],
      ['node:crypto', 'generateKeyPairSync', [text('x25519'), object({})]],
      ['node:crypto', 'randomBytes', [number(16)]],
      ['node:crypto', 'randomBytes', [unknown]],
      ['node:crypto', 'randomBytes', [number(2 ** 30), unknown]],
      ['node:crypto', 'sign', [text('sha256'), unknown, unknown, callback]],
      ['node:crypto', 'verify', [text('sha256'), unknown, unknown, unknown, unknown]],
      ['node:crypto', 'sign', [spread]],
      ['global', 'Atomics.wait', [unknown, number(0), number(0), number(0)]],
      ['global', 'JSON.parse', [text('{"a":1}')]],
      ['node:inspector', 'open', [number(9229)]],
      ['node:inspector/promises', 'Session#post', [text('Profiler.enable')]],
      ['jsonwebtoken', 'sign', [unknown, unknown, unknown]],
      ['jsonwebtoken', 'sign', [unknown, unknown]],
      ['jsonwebtoken', 'sign', [unknown, unknown, object({ expiresIn: text('1h') }), callback]],
      ['jsonwebtoken', 'sign', [unknown, unknown, object({ algorithm: text('HS256') })]],
      ['ssh2', 'utils.generateKeyPairSync', [text('ed25519')]],
      ['shelljs', 'exec', [text('a'), object({ async: boolean(true) })]],
      ['shelljs', 'exec', [text('b'), callback]],
      ['shelljs', 'exec', [text('b'), object({ silent: boolean(true) }), callback]],
      ['tar', 'x', [object({ file: text('a.tgz') })]],
      ['tar', 'x', [unknown]],
      ['tar', 'create', [object({ sync: boolean(false) })]],
      ['canvas', 'Canvas#toBuffer', [callback]],
    ])('%s %s %j', (module, path, args) => {
      expect(severityOf(module, path, args)).toBe('none');
    });
  });

  describe('grows with what the arguments ask for', () => {
    it.each<[severity: Severity, module: string, path: string, args: readonly ArgumentView[], trigger?: Trigger]>([
      ['high', 'node:crypto', 'createDiffieHellman', [number(2048)]],
      ['high', 'node:crypto', 'generateKeyPairSync', [text('rsa'), object({ modulusLength: number(4096) })]],
      ['high', 'node:crypto', 'generateKeyPairSync', [unknown]],
      ['medium', 'node:crypto', 'generateKeyPairSync', [text('rsa'), object({ modulusLength: number(1024) })]],
      ['low', 'node:crypto', 'generateKeyPairSync', [text('ec'), object({ namedCurve: text('P-256') })]],
      ['low', 'node:crypto', 'pbkdf2Sync', [unknown, unknown, number(1000), number(32), text('sha256')]],
      ['medium', 'node:crypto', 'pbkdf2Sync', [unknown, unknown, number(10_000), number(32), text('sha256')]],
      ['high', 'node:crypto', 'pbkdf2Sync', [unknown, unknown, number(100_000), number(32), text('sha256')]],
      ['high', 'node:crypto', 'pbkdf2Sync', [unknown, unknown, unknown, number(32), text('sha256')]],
      ['high', 'node:crypto', 'scryptSync', [unknown, unknown, number(64)]],
      ['medium', 'node:crypto', 'scryptSync', [unknown, unknown, number(64), object({ cost: number(8192) })]],
      ['medium', 'node:crypto', 'randomBytes', [number(64 * 2 ** 20)]],
      ['low', 'node:crypto', 'randomBytes', [number(2 ** 20)]],
      ['low', 'node:crypto', 'sign', [text('sha256'), unknown, unknown]],
      ['high', 'global', 'Atomics.wait', [unknown, number(0), number(0)]],
      ['high', 'global', 'Atomics.wait', [unknown, number(0), number(0), unknown]],
      ['medium', 'global', 'Atomics.wait', [unknown, number(0), number(0), number(5)]],
      ['medium', 'global', 'JSON.parse', [unknown]],
      ['high', 'node:fs', 'rmSync', [unknown, object({ recursive: boolean(true), force: boolean(true) })]],
      ['medium', 'node:fs', 'rmSync', [unknown, unknown]],
      ['high', 'node:inspector', 'Session#post', [text('HeapProfiler.takeHeapSnapshot')]],
      ['low', 'jsonwebtoken', 'sign', [unknown, unknown, object({ algorithm: text('RS256') })]],
      ['low', 'jsonwebtoken', 'sign', [unknown, unknown, object({ algorithm: text('RS256') }), callback]],
      ['low', 'jsonwebtoken', 'verify', [unknown, unknown]],
      ['high', 'ssh2', 'utils.generateKeyPairSync', [text('rsa'), object({ bits: number(4096) })]],
      ['high', 'shelljs', 'exec', [text('c')]],
      ['high', 'shelljs', 'exec', [text('c'), object({ async: unknown })]],
      ['high', 'tar', 'x', [object({ file: text('a.tgz'), sync: boolean(true) })]],
      ['high', 'node-rsa', '', [object({ b: number(2048) })], 'new'],
      ['low', 'node:sqlite', 'DatabaseSync', [text('a.db')], 'new'],
      ['none', 'node:sqlite', 'DatabaseSync', [text(':memory:')], 'new'],
    ])('to %s: %s %s %j', (severity, module, path, args, trigger) => {
      expect(severityOf(module, path, args, trigger)).toBe(severity);
    });
  });

  it('is that of the row where no case holds', () => {
    expect(getSeverity({ severity: 'medium', cases: [{ arg: 0, is: [1], severity: 'none' }] }, [])).toBe('medium');
  });

  it('is that of the first case that holds', () => {
    const cases = [
      { arg: 0, atMost: 10, severity: 'low' },
      { arg: 0, atMost: 100, severity: 'medium' },
    ] as const;
    expect([5, 50, 500].map((value) => getSeverity({ severity: 'high', cases }, [number(value)]))).toEqual([
      'low',
      'medium',
      'high',
    ]);
  });
});

describe('a condition', () => {
  it.each<[what: string, condition: Condition, args: readonly ArgumentView[]]>([
    ['a value', { arg: 0, is: ['a', null] }, [{ type: 'null', value: null }]],
    ['a number at its upper bound', { arg: 0, atMost: 2 }, [number(2)]],
    ['a number at its lower bound', { arg: 0, atLeast: 2 }, [number(2)]],
    ['a number within both bounds', { arg: 0, atLeast: 1, atMost: 3 }, [number(2)]],
    ['the type of an argument', { arg: 0, type: 'object' }, [object({})]],
    ['a missing argument', { arg: 1, type: 'missing' }, [unknown]],
    ['a missing property', { arg: 0, property: 'a', type: 'missing' }, [object({ b: unknown })]],
    ['a property of a missing argument', { arg: 0, property: 'a', type: 'missing' }, []],
    ['the last argument', { arg: -1, callback: true }, [number(1), callback]],
    ['a function', { arg: 0, callback: true }, [callback]],
    ['what may be a function', { arg: 0, callback: true }, [unknown]],
    ['a function that may come with a spread', { arg: 3, callback: true }, [unknown, spread]],
    ['a property named like a method of all objects', { arg: 0, property: 'toString', type: 'missing' }, [object({})]],
  ])('holds for %s', (_what, condition, args) => {
    expect(holds(condition, args)).toBe(true);
  });

  it.each<[what: string, condition: Condition, args: readonly ArgumentView[]]>([
    ['another value', { arg: 0, is: ['a'] }, [text('b')]],
    ['a value of another type', { arg: 0, is: ['1'] }, [number(1)]],
    ['an unknown value', { arg: 0, is: ['a'] }, [unknown]],
    ['an unknown number', { arg: 0, atMost: 2 }, [unknown]],
    ['digits in a string', { arg: 0, atMost: 2 }, [text('1')]],
    ['a number beyond the bound', { arg: 0, atLeast: 2 }, [number(1)]],
    ['an argument of unknown type', { arg: 0, type: 'number' }, [unknown]],
    ['an argument that may come with a spread', { arg: 1, type: 'missing' }, [spread]],
    ['an argument after a spread', { arg: 1, is: [1] }, [spread, number(1)]],
    ['a property that may come with a spread', { arg: 0, property: 'a', type: 'missing' }, [object({}, true)]],
    ['a property of an unknown argument', { arg: 0, property: 'a', type: 'missing' }, [unknown]],
    ['a property of an instance', { arg: 0, property: 'a', type: 'missing' }, [other]],
    ['a callback that is not given', { arg: 0, callback: true }, []],
    ['an array instead of a callback', { arg: 0, callback: true }, [other]],
    ['an object instead of a callback', { arg: 0, callback: true }, [object({})]],
    ['a part of its fields', { arg: 0, type: 'number', atLeast: 10 }, [number(5)]],
  ])('does not hold for %s', (_what, condition, args) => {
    expect(holds(condition, args)).toBe(false);
  });
});

describe('the rewrite of a call', () => {
  const rewrite = { module: 'node:fs/promises', form: 'promise' };

  it('is that of the row', () => {
    expect(rewriteOf('statSync', [unknown])).toMatchObject({ ...rewrite, name: 'stat' });
    expect(rewriteOf('readFileSync', [unknown, text('utf8')])).toMatchObject({ ...rewrite, name: 'readFile' });
  });

  it('is left out where the replacement would do something else', () => {
    expect(rewriteOf('statSync', [unknown, object({ throwIfNoEntry: boolean(false) })])).toBeUndefined();
    expect(rewriteOf('readFileSync', [number(0), text('utf8')])).toBeUndefined();
  });

  it('is left out where none is known', () => {
    expect(rewriteOf('globSync', [unknown])).toBeUndefined();
  });
});

function severityOf(module: string, path: string, args: readonly ArgumentView[], trigger: Trigger = 'call'): Severity {
  const api = findApi(module, path, trigger);
  if (!api) throw new Error(`${module} ${path} is not in the catalog`);
  return getSeverity(api, args);
}

function rewriteOf(path: string, args: readonly ArgumentView[]): unknown {
  const api = findApi('node:fs', path, 'call');
  if (!api) throw new Error(`${path} is not in the catalog`);
  return getRewrite(api, args);
}

function holds(condition: Condition, args: readonly ArgumentView[]): boolean {
  return getSeverity({ severity: 'none', cases: [{ ...condition, severity: 'high' }] }, args) === 'high';
}

function text(value: string): ArgumentView {
  return { type: 'string', value };
}

function number(value: number): ArgumentView {
  return { type: 'number', value };
}

function boolean(value: boolean): ArgumentView {
  return { type: 'boolean', value };
}

function object(properties: Record<string, ArgumentView>, open?: boolean): ArgumentView {
  return open === undefined ? { type: 'object', properties } : { type: 'object', properties, open };
}
