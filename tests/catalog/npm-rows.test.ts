import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { BlockingApi } from '../../src/catalog/define.ts';
import { findApi, NPM_MODULES } from '../../src/catalog/index.ts';

const require = createRequire(import.meta.url);

/** Packages that this project installs. */
const INSTALLED = ['esbuild', 'typescript'];

const plain = NPM_MODULES.filter(({ module }) => INSTALLED.includes(module))
  .flatMap(({ apis }) => apis)
  .filter(({ path }) => /^[\w.]+$/.test(path));

describe('the rows of npm packages', () => {
  it.each(plain)('$name is a function of the installed package', (api) => {
    expect(locate(api)).toBeTypeOf('function');
  });

  it('are checked against each package named here', () => {
    expect(new Set(plain.map(({ module }) => module))).toEqual(new Set(INSTALLED));
  });

  it.each(plain.filter(({ rewrite }) => rewrite !== undefined))('$name is rewritten to an export', ({ rewrite }) => {
    expect((require(rewrite?.module ?? '') as Record<string, unknown>)[rewrite?.name ?? '']).toBeTypeOf('function');
  });

  it('warn of functions that are asynchronous in name only', () => {
    expect(findApi('bcryptjs', 'hash', 'call')).toMatchObject({ severity: 'high', instead: 'bcrypt.hash' });
    expect(findApi('bcryptjs', 'compare', 'call')?.reason).toContain('computes on the calling thread');
    expect(findApi('bcrypt-nodejs', 'hash', 'call')?.reason).toContain('off by a tick');
    expect(findApi('bcrypt', 'hash', 'call')).toBeUndefined();
  });

  it('send those who use a synchronous form to the asynchronous one of the same package', () => {
    const rewrite = (module: string, path: string): unknown => findApi(module, path, 'call')?.rewrite;
    expect(rewrite('bcrypt', 'hashSync')).toEqual({ module: 'bcrypt', name: 'hash', form: 'promise' });
    expect(rewrite('@swc/core', 'transformSync')).toMatchObject({ name: 'transform' });
    expect(rewrite('fflate', 'gzipSync')).toMatchObject({ name: 'gzip', form: 'promisify' });
  });

  it('send nobody to an asynchronous form that computes on the calling thread', () => {
    for (const [module, path] of [
      ['sass', 'compile'],
      ['@babel/core', 'transformSync'],
      ['preact-render-to-string', 'renderToString'],
      ['react-dom/server', 'renderToString'],
      ['jsonwebtoken', 'sign'],
    ] as const) {
      const api = findApi(module, path, 'call');
      expect(api).not.toHaveProperty('instead');
      expect(api).not.toHaveProperty('rewrite');
      expect(api?.advice).toMatch(/worker pool|when you build|jose/);
    }
  });

  it('leave JSON-like work to the rule that asks for the size of its input', () => {
    expect(findApi('react-dom/server', 'renderToString', 'call')?.owner).toBe('no-large-sync-work');
    expect(findApi('csv-parse/sync', 'parse', 'call')?.owner).toBe('no-blocking-call');
  });
});

function locate({ module, path }: BlockingApi): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], require(module));
}
