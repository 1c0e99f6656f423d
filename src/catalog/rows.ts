/** Shorthands for rows that differ in nothing but a name. */
import { displayName, type Row } from './define.ts';

/** The same row for each of these paths. */
export function each(paths: readonly string[], row: Row): Record<string, Row> {
  return Object.fromEntries(paths.map((path) => [path, row]));
}

/**
 * Rows for functions whose asynchronous sibling takes the same arguments and returns a promise of the same result:
 * `{ globSync: 'glob' }`.
 */
export function promised(module: string, siblings: Readonly<Record<string, string>>, row: Row): Record<string, Row> {
  return withSiblings(module, siblings, row, 'promise');
}

/** Rows for functions whose asynchronous sibling takes the same arguments, then a callback. */
export function calledBack(module: string, siblings: Readonly<Record<string, string>>, row: Row): Record<string, Row> {
  return withSiblings(module, siblings, row, 'promisify');
}

/**
 * A row for the member `sync` of a function that takes the same arguments and returns a promise of the same result:
 * `globby.sync` beside `globby`.
 */
export function besideItself(module: string, row: Row): Record<string, Row> {
  return { sync: { ...row, instead: module, rewrite: { module, name: '', form: 'promise' } } };
}

/** `['globSync', 'readSync']` → `{ globSync: 'glob', readSync: 'read' }` */
export function withoutSuffix(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name.replace(/Sync$/, '')]));
}

function withSiblings(
  module: string,
  siblings: Readonly<Record<string, string>>,
  row: Row,
  form: 'promise' | 'promisify',
): Record<string, Row> {
  const rows = Object.entries(siblings).map(([path, sibling]): [string, Row] => {
    const instead = displayName(module, sibling);
    // Only a plain name can be imported; `Database#all` and `pki.rsa.generate` are named, but not rewritten to.
    if (!/^\w+$/.test(sibling)) return [path, { ...row, instead }];
    return [path, { ...row, instead, rewrite: { module, name: sibling, form } }];
  });
  return Object.fromEntries(rows);
}
