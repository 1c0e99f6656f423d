import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import { findApi, NODE_MODULES } from '../../src/catalog/index.ts';
import type { Trigger } from '../../src/catalog/define.ts';
import { getDescriptors, isClaimed, isThere, load } from './running-node.ts';

const rows = NODE_MODULES.flatMap(({ apis }) => apis);
const claimed = rows.filter(isClaimed);
const disclaimed = rows.filter((api) => !isClaimed(api));

describe(`the rows of Node's own modules, on Node ${process.versions.node}`, () => {
  it.each(claimed)('says that $name exists, and it does', (api) => {
    expect(isThere(api)).toBe(true);
  });

  it.each(disclaimed)('says that $name does not exist, and it does not', (api) => {
    expect(isThere(api)).toBe(false);
  });

  it('has a row for every function of Node whose name ends in Sync', () => {
    const names = getModuleNames().flatMap((module) =>
      findSyncFunctions(module).map((path) => [module, path] as const),
    );
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter(([module, path]) => !hasRow(module, path))).toEqual([]);
  });

  it('finds functions with that name on prototypes and in static members too', () => {
    expect(findSyncFunctions('node:fs')).toContain('Dir#readSync');
    const zip = rows.find(({ name }) => name === 'zlib.ZipFile.openSync');
    expect(findSyncFunctions('node:zlib').includes('ZipFile.openSync')).toBe(zip !== undefined && isClaimed(zip));
  });

  it.each(claimed.filter(({ rewrite }) => rewrite !== undefined))('can import what $name is rewritten to', (api) => {
    const { module = '', name = '' } = api.rewrite ?? {};
    expect(load(module)?.[name]).toBeTypeOf('function');
  });
});

function hasRow(module: string, path: string): boolean {
  const triggers: Trigger[] = ['call', 'new', 'tag', 'get'];
  return triggers.some((trigger) => findApi(module, path, trigger) !== undefined);
}

function getModuleNames(): string[] {
  const listed = builtinModules
    .filter((name) => !name.startsWith('_'))
    .map((name) => name.replace(/^(node:)?/, 'node:'));
  const withRows = NODE_MODULES.map(({ module }) => module).filter((name) => name !== 'global');
  return [...new Set([...listed, ...withRows])].filter((name) => load(name) !== undefined);
}

/** Loaded modules hang from these, and have no place in the exports of `node:module` and `node:process`. */
const SKIPPED = new Set(['_cache', 'cache', 'children', 'constructor', 'main', 'mainModule', 'parent']);

function findSyncFunctions(module: string): string[] {
  const seen = new Set<unknown>();
  const found: string[] = [];

  function visit(value: unknown, path: string, depth: number): void {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if (!isObject || seen.has(value) || depth > 4) return;
    seen.add(value);
    const isPrototype = path.endsWith('#');
    for (const [name, descriptor] of isPrototype
      ? getDescriptors(value)
      : Object.entries(Object.getOwnPropertyDescriptors(value))) {
      if (SKIPPED.has(name)) continue;
      const member: unknown = descriptor.get && !isPrototype ? Reflect.get(value, name) : descriptor.value;
      const here = path === '' || isPrototype ? path + name : `${path}.${name}`;
      if (typeof member === 'function' && name.endsWith('Sync')) found.push(here);
      visit(member, name === 'prototype' ? `${path}#` : here, depth + 1);
    }
  }

  visit(load(module), '', 0);
  return found;
}
