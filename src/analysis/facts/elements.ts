/** What is put into lists, maps and tables, by calls and by computed names? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';
import { evaluate } from './evaluate.ts';
import { ALL_MEMBERS, ELEMENT, type Value } from './types.ts';

/** `table[name] = handler`, and `table[name] = other[name]`, which is how all members are copied. */
export function addElement(
  draft: Draft,
  { object, property }: TSESTree.MemberExpression,
  right: TSESTree.Expression,
): void {
  const isCopy = right.type === 'MemberExpression' && right.computed && isSameName(right.property, property);
  const value = evaluate(draft, isCopy ? right.object : right);
  add(draft, object, isCopy ? ALL_MEMBERS : ELEMENT, value);
}

function isSameName(a: TSESTree.Node, b: TSESTree.Node): boolean {
  return a.type === 'Identifier' && b.type === 'Identifier' && a.name === b.name;
}

/** `list.push(handler)`, `set.add(handler)`, `map.set(name, handler)` */
export function addElements(draft: Draft, { callee, arguments: given }: TSESTree.CallExpression): void {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed) return;
  const first = PUTS_IN.get(callee.property.name);
  if (first === undefined) return;
  for (const argument of given.slice(first)) add(draft, callee.object, ELEMENT, evaluate(draft, argument));
}

/** By method: from which argument on it takes elements. */
export const PUTS_IN: ReadonlyMap<string, number> = new Map([
  ['push', 0],
  ['unshift', 0],
  ['add', 0],
  ['set', 1],
]);

function add(draft: Draft, object: TSESTree.Node, name: string, value: Value): void {
  if (value.kind === 'unknown') return;
  const target = evaluate(draft, object);
  if (target.kind !== 'unknown') draft.assignments.push({ target, name, value });
}
