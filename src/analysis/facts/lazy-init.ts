/**
 * Is this call made only while something is still empty, which it fills? Then what the start of the program has filled
 * is not filled again.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { ANYTHING, EMPTY, getSource, isAssigned, isNothing, matchAssignment, RESET, VALUE } from './assigned.ts';
import type { Draft } from './draft.ts';
import { findEmptying } from './emptying.ts';
import { getStatementsBefore, leaves } from './guards.ts';
import { getStaticName, isFunction } from './names.ts';
import type { LazyInit } from './types.ts';

/**
 * - `result`: `x ??= f()`, `if (!x) x = f()`, `f()` between `if (x) return` and `x = …`, or anywhere behind `if (!x)` in a
 *   block that assigns to `x`
 * - `callee`: `if (!x) f()`, where `f` assigns to `x`
 * - `entry`: as `result`, where `x` is one of many, such as `cache[key]`
 */
export function getLazyInit(draft: Draft, node: TSESTree.Node): LazyInit | undefined {
  const filled = getFilled(draft, node) ?? getFilledBehindReturn(draft, node);
  if (filled) return getKind(draft, filled, node);
  let inner = node;
  for (let outer = node.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    const empty = getGuarding(outer, inner);
    if (!empty || !outlives(draft, empty, node)) continue;
    const name = getSource(draft, empty);
    if (isAssigned(draft, name, inner.range, VALUE)) return getKind(draft, empty, node);
    // What is set back is no sign that something is filled, but that something is under way.
    const written = isAssigned(draft, name, [0, draft.file.text.length], RESET) ? VALUE : ANYTHING;
    if (findCallees(draft, node).some(({ range }) => isAssigned(draft, name, range, written)))
      return { fills: 'callee', emptiedBy: findEmptying(draft, empty, node) };
  }
  return undefined;
}

function getKind(draft: Draft, filled: TSESTree.Node, node: TSESTree.Node): LazyInit | undefined {
  if (isSetBack(draft, getSource(draft, filled), getFunction(node)?.range)) return undefined;
  return { fills: isEntry(draft, filled) ? 'entry' : 'result', emptiedBy: findEmptying(draft, filled, node) };
}

/** Whether it is emptied when the work is done: it tells what is under way, `running ??= run().finally(() => { running = undefined; })`. */
function isSetBack(draft: Draft, name: string, [start, end]: readonly [number, number] = [0, 0]): boolean {
  const cleanups = draft.file.text.slice(start, end).match(/\bfinally\s*(?:\([^{}]*)?\{[^{}]*\}/g) ?? [];
  return cleanups.some((cleanup) => matchAssignment(name, EMPTY).test(cleanup));
}

/** What must be empty for `inner` to run: `if (x === null) inner`, `!x && inner`. */
function getGuarding(outer: TSESTree.Node, inner: TSESTree.Node): TSESTree.Node | undefined {
  if (outer.type === 'IfStatement' && outer.consequent === inner) return getEmptyTest(outer.test);
  const isAnd = outer.type === 'LogicalExpression' && outer.operator === '&&' && outer.right === inner;
  return isAnd ? getEmptyTest(outer.left) : undefined;
}

/** Whether the next run finds it as this one leaves it: `this.x`, or a variable from outside the function. */
function outlives(draft: Draft, target: TSESTree.Node, node: TSESTree.Node): boolean {
  let root = target;
  while (root.type === 'MemberExpression') root = root.object;
  if (root.type !== 'Identifier') return root.type === 'ThisExpression';
  const owner = draft.scopes.variables.get(root)?.owner;
  return owner !== undefined && owner !== getFunction(node);
}

function getFunction(node: TSESTree.Node): TSESTree.Node | undefined {
  let outer = node.parent;
  while (outer && !isFunction(outer)) outer = outer.parent;
  return outer;
}

/** The functions of this file that the call may run, also through a wrapper: `const load = once(read)`. */
function findCallees(draft: Draft, node: TSESTree.Node): TSESTree.Node[] {
  if (node.type !== 'CallExpression') return [];
  const { callee } = node;
  if (callee.type === 'Identifier') return findFunctions(draft, callee);
  if (callee.type !== 'MemberExpression') return [];
  const name = getStaticName(draft, callee);
  return findMembers(draft, callee.object).flatMap((member) => {
    const { value } = member;
    return value && isFunction(value) && getStaticName(draft, member) === name ? [value] : [];
  });
}

function findFunctions(draft: Draft, identifier: TSESTree.Identifier, depth = 0): TSESTree.Node[] {
  return (draft.scopes.variables.get(identifier)?.definitions ?? []).flatMap(({ name, node }) => {
    if (isFunction(node)) return node.id === name ? [node] : [];
    const init = node.type === 'VariableDeclarator' ? node.init : undefined;
    const parts = init?.type === 'CallExpression' ? init.arguments : [init];
    return parts.flatMap((part) => {
      if (part && isFunction(part)) return [part];
      return part?.type === 'Identifier' && depth === 0 ? findFunctions(draft, part, depth + 1) : [];
    });
  });
}

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.Property;

function findMembers(draft: Draft, object: TSESTree.Node): Member[] {
  const holders = object.type === 'Identifier' ? findHolders(draft, object) : [getHolder(object)];
  const parts = holders.flatMap((holder): TSESTree.Node[] => {
    if (holder?.type === 'ObjectExpression') return holder.properties;
    return holder?.type === 'ClassBody' ? holder.body : [];
  });
  return parts.filter((part) => ['MethodDefinition', 'PropertyDefinition', 'Property'].includes(part.type)) as Member[];
}

/** The class or object that a name of this file stands for. */
function findHolders(draft: Draft, identifier: TSESTree.Identifier): (TSESTree.Node | null | undefined)[] {
  const nodes = draft.scopes.variables.get(identifier)?.definitions.map(({ node }) => node) ?? [];
  return nodes.map((node) =>
    node.type === 'ClassDeclaration' ? node.body : node.type === 'VariableDeclarator' ? node.init : null,
  );
}

/** The class or object of which `this` is one. */
function getHolder(object: TSESTree.Node): TSESTree.Node | undefined {
  if (object.type !== 'ThisExpression') return undefined;
  let outer = object.parent as TSESTree.Node | undefined;
  while (outer && outer.type !== 'ClassBody' && outer.type !== 'ObjectExpression') outer = outer.parent;
  return outer;
}

function getFilledBehindReturn(draft: Draft, node: TSESTree.Node): TSESTree.Node | undefined {
  let inner = node;
  for (let outer = node.parent; outer && !isFunction(inner); inner = outer, outer = outer.parent) {
    const [, end] = outer.range;
    for (const guard of getStatementsBefore(outer, inner)) {
      if (!leaves(guard) || guard.consequent.type === 'ThrowStatement') continue;
      const filled = getFilledTest(guard.test);
      if (!filled) continue;
      const name = getSource(draft, filled);
      // What the same function sets back is under way: `if (busy) return; busy = true; …; busy = false`.
      const written = isAssigned(draft, name, getFunction(node)?.range ?? outer.range, RESET) ? VALUE : ANYTHING;
      if (isAssigned(draft, name, [guard.range[1], end], written)) return filled;
    }
  }
  return undefined;
}

/** `x`, `x != null`, `x !== undefined`: what is not empty when the test holds. */
function getFilledTest(test: TSESTree.Expression): TSESTree.Node | undefined {
  if (test.type === 'Identifier' || test.type === 'MemberExpression') return test;
  const isUnequal = test.type === 'BinaryExpression' && ['!=', '!=='].includes(test.operator) && isNothing(test.right);
  return isUnequal ? test.left : undefined;
}

/** What the call's result is assigned to, if only while that is empty. */
function getFilled(draft: Draft, node: TSESTree.Node): TSESTree.Node | undefined {
  const assignment = getAssignment(node);
  if (assignment?.operator !== '=') return assignment?.left;
  const target = getSource(draft, assignment.left);
  const { right } = assignment;
  // `x = x || f()`
  if (right.type === 'LogicalExpression' && getSource(draft, right.left) === target) return assignment.left;
  let inner: TSESTree.Node = assignment;
  for (let outer: TSESTree.Node | undefined = assignment.parent; outer && !isFunction(outer); outer = outer.parent) {
    const empty = outer.type === 'IfStatement' && inner === outer.consequent ? getEmptyTest(outer.test) : undefined;
    const isElse =
      outer.type === 'LogicalExpression' && inner === outer.right && getSource(draft, outer.left) === target;
    if (isElse || (empty && getSource(draft, empty) === target)) return assignment.left;
    inner = outer;
  }
  return undefined;
}

/** Whether it is one of many, of which each is filled by itself: `cache[key]`. */
function isEntry(draft: Draft, filled: TSESTree.Node): boolean {
  if (filled.type !== 'MemberExpression') return false;
  return getStaticName(draft, filled) === undefined || isEntry(draft, filled.object);
}

/** The assignment `x = node`, `x ??= node` or `x ||= node`. */
function getAssignment(node: TSESTree.Node): TSESTree.AssignmentExpression | undefined {
  let inner = node;
  while (inner.parent && TRANSPARENT.has(inner.parent.type)) inner = inner.parent;
  const parent = inner.parent;
  if (parent?.type !== 'AssignmentExpression' || parent.right !== inner) return undefined;
  return ['=', '??=', '||='].includes(parent.operator) ? parent : undefined;
}

/**
 * What a variable is filled with may be made of the values of several calls: `JSON.parse(fs.readFileSync(p).toString())`,
 * `hasFile() || hasEntry()`.
 */
const TRANSPARENT = new Set([
  'ArrayExpression',
  'AwaitExpression',
  'BinaryExpression',
  'CallExpression',
  'ChainExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'MemberExpression',
  'NewExpression',
  'ObjectExpression',
  'Property',
  'SpreadElement',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TemplateLiteral',
  'UnaryExpression',
]);

/** What is empty when the test holds: `!x`, `x === undefined`, `x == null`, `typeof x === 'undefined'`. */
function getEmptyTest(test: TSESTree.Node): TSESTree.Node | undefined {
  if (test.type === 'UnaryExpression') return test.operator === '!' ? test.argument : undefined;
  if (test.type !== 'BinaryExpression' || !['==', '==='].includes(test.operator) || !isNothing(test.right))
    return undefined;
  const { left } = test;
  return left.type === 'UnaryExpression' && left.operator === 'typeof' ? left.argument : left;
}
