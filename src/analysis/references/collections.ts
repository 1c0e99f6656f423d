/** Lists, sets, maps and tables: which of their methods give an element, and which the same elements again? */
import { type CallFact, ELEMENT, type Value } from '../facts/types.ts';
import type { Target } from './targets.ts';

/** `map.get(name)`, `list.find(isFree)` */
const GIVES_ELEMENT = new Set(['at', 'find', 'findLast', 'get', 'pop', 'shift']);

/** `map.values()`, `list.filter(isFree)` */
const GIVES_ELEMENTS = new Set(['concat', 'filter', 'reverse', 'slice', 'sort', 'toReversed', 'toSorted', 'values']);

export function getGiven({ callee, trigger }: CallFact): 'element' | 'elements' | undefined {
  if (trigger !== 'call' || callee.kind !== 'member') return undefined;
  if (GIVES_ELEMENT.has(callee.name)) return 'element';
  return GIVES_ELEMENTS.has(callee.name) ? 'elements' : undefined;
}

const elements = new WeakMap<Value, Value>();

/** What is the same value is one object, and resolved once. */
export function getElement(of: Value): Value {
  let element = elements.get(of);
  if (!element) elements.set(of, (element = { kind: 'member', of, name: ELEMENT }));
  return element;
}

export function isCollection(target: Target): boolean {
  return target.kind === 'array' || isMadeCollection(target);
}

/** `new Map(…)`, `new Set(…)` */
export function isMadeCollection(target: Target): target is Extract<Target, { kind: 'api' }> {
  return target.kind === 'api' && target.module === 'global' && MADE.has(target.path) && target.made !== undefined;
}

const MADE = new Set(['Map#', 'WeakMap#', 'Set#', 'WeakSet#', 'Array#']);
