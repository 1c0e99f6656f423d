/** What stands around a call in its function: a check of thread or mode, a branch, a way out before it, an end of the process behind it. */
import type { TSESTree } from '@typescript-eslint/utils';
import { getChildren, type Draft } from './draft.ts';
import { type GetBranch, getTrialBranch, getWorkerBranch } from './modes.ts';
import { isFunction } from './names.ts';
import type { OffLoop } from './types.ts';

/** What keeps a place away from the code that serves. */
export function getOffLoop(draft: Draft, node: TSESTree.Node): OffLoop | undefined {
  if (draft.checksThread && isInBranch(node, getWorkerBranch)) return 'thread';
  if (draft.checksMode && isInBranch(node, getTrialBranch)) return 'trial';
  return draft.exits && isBeforeExit(node) ? 'exit' : undefined;
}

/** Whether the place is in a branch of this kind, or behind a way out for all others. */
function isInBranch(node: TSESTree.Node, getBranch: GetBranch): boolean {
  let inner = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') {
      const branch = getBranch(outer.test);
      if (branch && inner === outer[branch]) return true;
    }
    if (outer.type === 'LogicalExpression' && outer.operator === '&&' && inner === outer.right) {
      if (getBranch(outer.left) === 'consequent') return true;
    }
    if (getStatementsBefore(outer, inner).some((before) => leaves(before) && getBranch(before.test) === 'alternate'))
      return true;
  }
  return false;
}

/** Whether `process.exit()` stands behind it in its function, without a condition. */
function isBeforeExit(node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = node.parent; outer && !isFunction(inner); inner = outer, outer = outer.parent) {
    const statements =
      outer.type === 'SwitchCase' ? outer.consequent : outer.type === 'BlockStatement' ? outer.body : [];
    if (statements.slice(statements.indexOf(inner as never) + 1).some(isExit)) return true;
  }
  return false;
}

/** `process.exit(1)`, `return process.exit()` */
function isExit(statement: TSESTree.Statement): boolean {
  const isReturn = statement.type === 'ReturnStatement';
  const call = isReturn ? statement.argument : statement.type === 'ExpressionStatement' && statement.expression;
  if (!call || call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const names = [call.callee.object, call.callee.property].map((part) => (part.type === 'Identifier' ? part.name : ''));
  return names.join('.') === 'process.exit';
}

/** The `if` statements that stand before a statement in its block. */
export function getStatementsBefore(block: TSESTree.Node, statement: TSESTree.Node): TSESTree.IfStatement[] {
  if (block.type !== 'BlockStatement' && block.type !== 'Program') return [];
  const index = block.body.findIndex((part) => part === statement);
  return block.body.slice(0, Math.max(index, 0)).filter((part) => part.type === 'IfStatement');
}

/** `if (…) return`, with or without braces. */
export function leaves({ consequent, alternate }: TSESTree.IfStatement): boolean {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return !alternate && (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement');
}

/** Whether every run of its function comes to `node`: no branch around it, no way out before it. */
export function isAlways(draft: Draft, node: TSESTree.Node): boolean {
  for (let outer = node.parent; outer && !isFunction(outer); outer = outer.parent) {
    if (DECIDES.test(outer.type)) return false;
    if (outer.type === 'BlockStatement' && getWayOut(draft, outer) < node.range[0]) return false;
  }
  return true;
}

const DECIDES = /^(?:If|Conditional|Logical|Switch|Try|Catch|While|DoWhile|For)/;

/** By block: where the first of its statements ends that may leave the function. */
const waysOut = new WeakMap<TSESTree.BlockStatement, number>();

function getWayOut(draft: Draft, block: TSESTree.BlockStatement): number {
  let end = waysOut.get(block);
  if (end === undefined) {
    end = block.body.find((statement) => mayLeave(draft, statement))?.range[1] ?? Infinity;
    waysOut.set(block, end);
  }
  return end;
}

function mayLeave(draft: Draft, node: TSESTree.Node): boolean {
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
  return !isFunction(node) && getChildren(draft, node).some((part) => mayLeave(draft, part));
}
