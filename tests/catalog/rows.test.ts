import { describe, expect, it } from 'vitest';
import { ALL_MODULES } from '../../src/catalog/index.ts';
import { isAtLeast, SEVERITIES, type BlockingApi } from '../../src/catalog/define.ts';

const rows = ALL_MODULES.flatMap(({ apis }) => apis);
const blocking = rows.filter(({ severity, cases }) =>
  [severity, ...cases.map((one) => one.severity)].some((one) => one !== 'none'),
);

/** A name, or the `()` of a call, then members by `.` or `#`. A class without a name starts with `#`. */
const PATH = /^(?:|(?:[\w$]+|\(\)|#)(?:\(\)|(?<=#)[\w$]+|[.#][\w$]+)*)$/;

describe('every row', () => {
  it.each(rows)('$name has a well-formed path', ({ path }) => {
    expect(path).toMatch(PATH);
    expect(path).not.toMatch(/^default\b/);
  });

  it('has a name that no other row of the same trigger has', () => {
    expect(getRepeated(rows.map(({ name, trigger }) => `${trigger} ${name}`))).toEqual([]);
  });

  it('has a name by which a reader finds it: that of the module, without node:, then the path', () => {
    expect(rows.filter(({ name }) => name === '' || name.startsWith('node:') || /\.[#(]/.test(name))).toEqual([]);
  });

  it.each(blocking)('$name says what to do instead', ({ instead, advice }) => {
    expect(instead ?? advice).toBeTypeOf('string');
  });

  it.each(rows.filter(({ advice }) => advice !== undefined))('$name gives its advice as a sentence', ({ advice }) => {
    expect(advice).toMatch(/^[A-Z].*\.$/);
  });

  it.each(rows.filter(({ instead }) => instead !== undefined))('$name names one API as instead', ({ instead }) => {
    expect(instead).not.toMatch(/^node:|\s/);
  });

  it.each(rows.filter(({ rewrite }) => rewrite !== undefined))(
    '$name is rewritten to an importable name, or to the module itself',
    (api) => {
      expect(api.rewrite?.name).toMatch(/^[\w$]*$/);
      expect(api.rewrite?.name).not.toBe('default');
      expect(api.trigger).toBe('call');
    },
  );

  it.each(rows.filter(({ since }) => since !== undefined))('$name gives a full version as since', ({ since }) => {
    expect(since).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(rows.filter(({ cases }) => cases.length > 0))('$name has cases that ask for something', ({ cases }) => {
    for (const { arg, property: _property, severity, ...conditions } of cases) {
      expect(Number.isInteger(arg)).toBe(true);
      expect(SEVERITIES).toContain(severity);
      expect(Object.keys(conditions)).not.toEqual([]);
    }
  });

  it.each(rows.filter(({ owner }) => owner === 'no-large-sync-work'))(
    '$name, owned by no-large-sync-work, is medium',
    (api) => {
      expect(api.severity).toBe('medium');
    },
  );
});

describe('every module', () => {
  it('is defined once', () => {
    expect(getRepeated(ALL_MODULES.map(({ module }) => module))).toEqual([]);
  });

  it('mirrors only a module of the catalog', () => {
    const known = new Set(ALL_MODULES.map(({ module }) => module));
    expect(ALL_MODULES.filter(({ mirrors }) => mirrors !== undefined && !known.has(mirrors))).toEqual([]);
  });

  it('returns only what leads to rows, or to more calls', () => {
    const dead = ALL_MODULES.flatMap(({ module, apis, returns }) =>
      Object.values(returns)
        .filter(
          (path) => ![...apis.map((api) => api.path), ...Object.keys(returns)].some((other) => other.startsWith(path)),
        )
        .map((path) => `${module} ${path}`),
    );
    expect(dead).toEqual([]);
  });
});

describe('the severities', () => {
  it.each<[name: string, severity: BlockingApi['severity']]>([
    ['fs.existsSync', 'low'],
    ['fs.statSync', 'low'],
    ['fs.readFileSync', 'medium'],
    ['fs.writeFileSync', 'medium'],
    ['fs.rmSync', 'medium'],
    ['zlib.gzipSync', 'medium'],
    ['child_process.execSync', 'high'],
    ['crypto.scryptSync', 'high'],
    ['Atomics.wait', 'high'],
    ['prompt', 'high'],
    ['bcryptjs.hash', 'high'],
    ['react-dom.flushSync', 'none'],
    ['effect.Effect.runSync', 'none'],
    ['CSSStyleSheet#replaceSync', 'none'],
    ['dgram.Socket#bindSync', 'none'],
  ])('%s is %s', (name, severity) => {
    expect(rows.find((api) => api.name === name)?.severity).toBe(severity);
  });

  it('are ordered from harmless to worst', () => {
    expect(SEVERITIES.filter((severity) => isAtLeast(severity, 'medium'))).toEqual(['medium', 'high']);
  });
});

function getRepeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
