/** What stands between a call and the rest of its function: a thread check, or a variable that is filled once. */
import type { TSESTree } from '@typescript-eslint/utils';
import { getChildren, type Draft } from './draft.ts';
import { isFunction } from './names.ts';

/** Whether only a worker thread comes here: the branch of `if (!isMainThread)`, or the `else` of `if (isMainThread)`. */
export function isOffLoop(draft: Draft, node: TSESTree.Node): boolean {
  if (!draft.checksThread) return false;
  let inner = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') {
      const threads = getThreads(outer.test);
      if (threads === 'worker' && inner === outer.consequent) return true;
      if (threads === 'main' && inner === outer.alternate) return true;
    }
    if (getStatementsBefore(outer, inner).some((before) => leaves(before) && getThreads(before.test) === 'main'))
      return true;
  }
  return false;
}

/** The `if` statements that stand before a statement in its block. */
function getStatementsBefore(block: TSESTree.Node, statement: TSESTree.Node): TSESTree.IfStatement[] {
  if (block.type !== 'BlockStatement' && block.type !== 'Program') return [];
  const index = block.body.findIndex((part) => part === statement);
  return block.body.slice(0, Math.max(index, 0)).filter((part) => part.type === 'IfStatement');
}

/** `if (…) return`, with or without braces. */
function leaves({ consequent, alternate }: TSESTree.IfStatement): boolean {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return !alternate && (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement');
}

/** Which thread passes the test `isMainThread`, or `!isMainThread`. */
function getThreads(test: TSESTree.Expression): 'main' | 'worker' | undefined {
  if (test.type === 'UnaryExpression' && test.operator === '!') {
    return getThreads(test.argument) === 'main' ? 'worker' : undefined;
  }
  const name = test.type === 'MemberExpression' ? test.property : test;
  return name.type === 'Identifier' && name.name === 'isMainThread' ? 'main' : undefined;
}

/** Whether every run of its function comes to `node`: no branch around it, no way out before it. */
export function isAlways(draft: Draft, node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = node.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    if (DECIDES.test(outer.type)) return false;
    const before = outer.type === 'BlockStatement' ? outer.body.slice(0, outer.body.indexOf(inner as never)) : [];
    if (before.some((statement) => mayLeave(draft, statement))) return false;
  }
  return true;
}

const DECIDES = /^(?:If|Conditional|Logical|Switch|Try|Catch|While|DoWhile|For)/;

function mayLeave(draft: Draft, node: TSESTree.Node): boolean {
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
  return !isFunction(node) && getChildren(draft, node).some((part) => mayLeave(draft, part));
}

/**
 * Whether the call is made only while something is still empty, which it fills: `x ??= f()`, `if (!x) x = f()`, or
 * `f()` between `if (x) return` and `x = …`.
 */
export function isLazyInit(draft: Draft, node: TSESTree.Node): boolean {
  return fillsEmpty(draft, node) || isBehindReturn(draft, node);
}

function isBehindReturn(draft: Draft, node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = node.parent; outer && !isFunction(inner); inner = outer, outer = outer.parent) {
    const guards = getStatementsBefore(outer, inner).filter(
      (guard) => leaves(guard) && guard.consequent.type !== 'ThrowStatement',
    );
    if (guards.some((guard) => isAssigned(draft, getFilledTest(draft, guard.test), guard, outer))) return true;
  }
  return false;
}

/** `x`, `x != null`, `x !== undefined`: what is not empty when the test holds. */
function getFilledTest(draft: Draft, test: TSESTree.Expression): string | undefined {
  if (test.type === 'Identifier' || test.type === 'MemberExpression') return getSource(draft, test);
  const isUnequal = test.type === 'BinaryExpression' && ['!=', '!=='].includes(test.operator) && isNothing(test.right);
  return isUnequal ? getSource(draft, test.left) : undefined;
}

/** Whether something is assigned to behind its guard, in the same block. */
function isAssigned(draft: Draft, name: string | undefined, guard: TSESTree.Node, block: TSESTree.Node): boolean {
  if (name === undefined || name.includes('(')) return false;
  const rest = draft.file.text.slice(guard.range[1], block.range[1]);
  return new RegExp(String.raw`(?<![\w$.])${name.replaceAll(/[$.[\]?]/g, String.raw`\$&`)}\s*=(?!=)`).test(rest);
}

function fillsEmpty(draft: Draft, node: TSESTree.Node): boolean {
  const assignment = getAssignment(node);
  if (!assignment) return false;
  if (assignment.operator !== '=') return true;
  const target = getSource(draft, assignment.left);
  let inner: TSESTree.Node = assignment;
  for (let outer: TSESTree.Node | undefined = assignment.parent; outer && !isFunction(outer); outer = outer.parent) {
    if (outer.type === 'IfStatement' && inner === outer.consequent && isEmptyTest(draft, outer.test, target))
      return true;
    if (outer.type === 'LogicalExpression' && inner === outer.right && getSource(draft, outer.left) === target)
      return true;
    inner = outer;
  }
  return false;
}

/** The assignment `x = node`, `x ??= node` or `x ||= node`. */
function getAssignment(node: TSESTree.Node): TSESTree.AssignmentExpression | undefined {
  let inner = node;
  while (inner.parent && TRANSPARENT.has(inner.parent.type)) inner = inner.parent;
  const parent = inner.parent;
  if (parent?.type !== 'AssignmentExpression' || parent.right !== inner) return undefined;
  return ['=', '??=', '||='].includes(parent.operator) ? parent : undefined;
}

/** Where a call's value goes on through: `JSON.parse(fs.readFileSync(p).toString())` fills the variable just as well. */
const TRANSPARENT = new Set([
  'AwaitExpression',
  'CallExpression',
  'ChainExpression',
  'MemberExpression',
  'NewExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
]);

/** `!x`, `x === undefined`, `x == null`, `typeof x === 'undefined'`. */
function isEmptyTest(draft: Draft, test: TSESTree.Expression, target: string): boolean {
  if (test.type === 'UnaryExpression') return test.operator === '!' && getSource(draft, test.argument) === target;
  if (test.type !== 'BinaryExpression' || !['==', '==='].includes(test.operator)) return false;
  const { left, right } = test;
  const isTypeof = left.type === 'UnaryExpression' && left.operator === 'typeof';
  if (isTypeof) return getSource(draft, left.argument) === target && isNothing(right);
  return getSource(draft, left) === target && isNothing(right);
}

function isNothing(node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return node.value === null || node.value === 'undefined';
  return node.type === 'Identifier' && node.name === 'undefined';
}

function getSource(draft: Draft, node: TSESTree.Node): string {
  return draft.file.text.slice(...node.range);
}
