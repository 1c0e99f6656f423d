/** Under which names do others find what a file holds: what it exports, its members, and what it adds to others? */
import { ALL_MEMBERS, ELEMENT, type FileFacts, type Value } from '../facts/types.ts';
import { getDecorated } from '../references/requests.ts';
import { createOwnTest } from './leaving.ts';
import { isExports } from './modules.ts';
import { WHOLE } from './names.ts';
import { getOwnName, strip } from './recipients.ts';

/** A name under which others find it. */
export interface Binding {
  readonly kind: 'binding';
  /** {@link WHOLE} for what the file exports as a whole. */
  readonly name: string;
  readonly reach: Reach;
  readonly as: Nature;
}

/** What leads on: its call, the use of it as a property, or the call of one of its members. */
export type Nature = 'function' | 'property' | 'holder';

/** Where others find what has a name: in the `exports` of the file, in what they pass to it, or in `anything`. */
export type Reach = 'exports' | 'passed' | 'anything';

export function* findBindings(file: FileFacts): Generator<readonly [value: Value, binding: Binding]> {
  for (const { name, value, reach } of findAllNamed(file)) {
    if (NAMELESS.has(name)) continue;
    const stripped = strip(file, value);
    const as = getNature(file, stripped, reach);
    yield [value, { kind: 'binding', name, reach, as }];
    const construct = stripped?.kind === 'class' ? file.classes[stripped.id]?.construct : undefined;
    if (construct !== undefined) {
      yield [
        { kind: 'function', id: construct },
        { kind: 'binding', name, reach, as: 'function' },
      ];
    }
  }
  for (const fact of file.functions) {
    const name = getOwnName(fact);
    if (name !== '') yield [fact.returns, { kind: 'binding', name, reach: 'exports', as: 'holder' }];
  }
}

interface Named {
  readonly name: string;
  readonly value: Value;
  readonly reach: Reach;
}

/** Besides what is named for others, the functions that get to them some other way: those go by their own names. */
function* findAllNamed(file: FileFacts): Generator<Named> {
  const bound = new Map<number, string>();
  for (const named of findNamed(file)) {
    const value = strip(file, named.value);
    if (value?.kind === 'function') bound.set(value.id, named.name);
    yield named;
  }
  for (const fact of file.functions) {
    const name = getOwnName(fact);
    if (fact.escapes && bound.get(fact.id) !== name) {
      yield { name, value: { kind: 'function', id: fact.id }, reach: 'anything' };
    }
  }
}

function* findNamed(file: FileFacts): Generator<Named> {
  const isOwn = createOwnTest(file);
  for (const [name, value] of file.exports.named) {
    // The members of an object have names of their own.
    if (!isWhole(name)) yield { name, value, reach: 'exports' };
    else if (strip(file, value)?.kind !== 'object') yield { name: WHOLE, value, reach: 'exports' };
  }
  for (const { id, members } of file.objects) {
    for (const [name, value] of members) yield { name, value, reach: isOwn(id) ? 'exports' : 'anything' };
  }
  for (const { id, name, members, statics } of file.classes) {
    yield { name, value: { kind: 'class', id }, reach: 'anything' };
    for (const [member, value] of members) yield { name: member, value, reach: 'anything' };
    for (const [member, value] of statics) yield { name: member, value, reach: 'exports' };
  }
  for (const { name, value } of file.calls.flatMap(getDecorated)) yield { name, value, reach: 'anything' };
  for (const { type, value } of file.typed) {
    const name = type.kind === 'interface' ? file.interfaces[type.id]?.name : undefined;
    if (name !== undefined) yield { name, value, reach: 'anything' };
  }
  for (const { name, target, value } of file.assignments) yield { name, value, reach: getReach(file, target) };
}

function getReach(file: FileFacts, target: Value): Reach {
  if (isExports(file, target)) return 'exports';
  return strip(file, target)?.kind === 'parameter' ? 'passed' : 'anything';
}

/** What stands for many, or is found by other names. */
const NAMELESS: ReadonlySet<string> = new Set(['', 'exports', 'prototype', ELEMENT, ALL_MEMBERS]);

function isWhole(name: string): boolean {
  return name === 'default' || name === '=' || name === 'exports';
}

function getNature(file: FileFacts, value: Value | undefined, reach: Reach): Nature {
  switch (value?.kind) {
    case 'function': {
      const kind = file.functions[value.id]?.kind;
      return kind === 'getter' || kind === 'setter' ? 'property' : 'function';
    }
    case 'class':
    case 'instance':
    case 'object':
      return 'holder';
    case 'result':
    case 'awaited':
      return reach === 'anything' ? 'holder' : 'function';
    default:
      return 'function';
  }
}
