/** What does a file give to others that has members which block: a whole module, an open database? */
import path from 'node:path';
import { getNames, hasRowsBelow } from '../../catalog/names.ts';
import { WHOLE_MODULE } from '../facts/exports.ts';
import type { CallFact, FileFacts, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';
import { WHOLE } from './names.ts';
import { getParts, type Parts } from './parts.ts';

/** `export * as fs from 'node:fs'`, `this.db = db` */
export interface Given {
  /** The names by which the file itself knows it. */
  readonly names: ReadonlySet<string>;
  /** The names by which others get it. */
  readonly holders: ReadonlySet<string>;
  /** The names by which its members block. */
  readonly members: ReadonlySet<string>;
}

export function findGiven(file: FileFacts, resolve: Resolve): Given {
  const stars = file.exports.stars.filter((module) => hasRowsBelow(module, '', OWNER));
  const modules = new Set(stars);
  const holders = new Set(stars.map(() => WHOLE));
  const names = new Set<string>();
  const parts = new Map<object, Parts>();
  for (const [holder, value] of [...getKept(file), ...getHandedOver(file, resolve)]) {
    const apis = resolve(file, value).filter((target) => target.kind === 'api');
    const held = apis.filter(({ module, path }) => hasRowsBelow(module, path, OWNER));
    if (held.length === 0) continue;
    holders.add(holder);
    for (const { module } of held) modules.add(module);
    for (const name of getParts(file, value, parts).names) names.add(name);
  }
  return { names, holders, members: new Set([...modules].flatMap((module) => [...getNames(module, OWNER)])) };
}

const OWNER = 'no-blocking-call';

type Named = readonly [name: string, value: Value];

export function getPassed(calls: readonly CallFact[]): Value[] {
  return calls.flatMap((call) => call.arguments.map(({ value }) => value));
}

/** What is passed to functions of other files, or becomes part of what they may have. */
function getHandedOver(file: FileFacts, resolve: Resolve): Named[] {
  return file.calls.flatMap((call) => {
    if (EXTENDS.test(call.text)) return getPassed([call]).map((value): Named => [WHOLE, value]);
    const isOut = isOfOthers(file, call.callee, resolve(file, call.callee));
    return isOut ? getPassed([call]).map((value): Named => [getLastWord(call.text), value]) : [];
  });
}

const EXTENDS = /(?:^|\.)(?:assign|extend)$/;

/** What is exported or returned, or a member of something. */
export function getKept(file: FileFacts): Named[] {
  return [
    ...[...file.exports.named].map(([name, value]): Named => [EXPORTS_ALL.has(name) ? WHOLE : name, value]),
    ...file.objects.flatMap(({ members }) => [...members]),
    ...file.classes.flatMap(({ members, statics }) => [...members, ...statics]),
    ...file.assignments.map(({ name, value }): Named => [name, value]),
    ...file.functions.map(({ name, returns }): Named => [getLastWord(name), returns]),
  ];
}

const EXPORTS_ALL = new Set([WHOLE_MODULE, 'default']);

function getLastWord(name: string): string {
  return /[\w$]*$/.exec(name)?.[0] ?? '';
}

/** It is passed, or comes from another file. */
export function isOfOthers(file: FileFacts, value: Value, targets: readonly Target[]): boolean {
  const given = value.kind === 'variable' ? file.variables[value.id] : value;
  if (targets.length === 0) return given?.kind === 'parameter';
  return targets.every((target) => target.kind === 'api' && path.isAbsolute(target.module));
}
