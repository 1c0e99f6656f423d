/** Does this `await` give others a turn? What is settled already lets only other promises run, no timer and no I/O. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from '../draft.ts';
import { isFunction } from '../names.ts';

/** Whether an expression is no promise, or one that settles without any timer or I/O. */
export function isImmediate(draft: Draft, node: TSESTree.Node | null | undefined): boolean {
  switch (node?.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'UpdateExpression':
    case 'ObjectExpression':
    case 'ArrayExpression':
      return true;
    case 'Identifier':
      return node.name === 'undefined';
    case 'CallExpression':
      return isSettled(draft, node);
    case 'NewExpression':
      return isGlobal(draft, node.callee, 'Promise') && settlesAtOnce(draft, node.arguments[0]);
    default:
      return false;
  }
}

/** `Promise.resolve()`, `Promise.all([])`, also with `.then()` of nothing. */
function isSettled(draft: Draft, { callee, arguments: given }: TSESTree.CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  if (!isGlobal(draft, callee.object, 'Promise')) return false;
  const [value] = given;
  if (callee.property.name === 'resolve') return !value || isImmediate(draft, value);
  const isCombined = callee.property.name === 'all' || callee.property.name === 'allSettled';
  return isCombined && value?.type === 'ArrayExpression' && value.elements.every((part) => isImmediate(draft, part));
}

/** `new Promise((resolve) => resolve())`, `new Promise((resolve) => process.nextTick(resolve))` */
function settlesAtOnce(draft: Draft, executor: TSESTree.Node | undefined): boolean {
  if (!executor) return false;
  if (!isFunction(executor)) return isMicrotask(draft, executor);
  const [resolve] = executor.params;
  const call = getOnlyCall(executor);
  if (resolve?.type !== 'Identifier' || !call) return false;
  if (isSame(draft, call.callee, resolve)) return true;
  return isMicrotask(draft, call.callee) && call.arguments.some((argument) => isSame(draft, argument, resolve));
}

function getOnlyCall({ body }: TSESTree.FunctionLike): TSESTree.CallExpression | undefined {
  const only = body?.type === 'BlockStatement' && body.body.length === 1 ? body.body[0] : body;
  const expression = only?.type === 'ExpressionStatement' ? only.expression : only;
  return expression?.type === 'CallExpression' ? expression : undefined;
}

function isMicrotask(draft: Draft, node: TSESTree.Node): boolean {
  if (isGlobal(draft, node, 'queueMicrotask')) return true;
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return false;
  return node.property.name === 'nextTick' && isGlobal(draft, node.object, 'process');
}

function isSame(draft: Draft, node: TSESTree.Node, name: TSESTree.Identifier): boolean {
  const variable = draft.scopes.variables.get(name);
  return node.type === 'Identifier' && variable !== undefined && draft.scopes.variables.get(node) === variable;
}

function isGlobal(draft: Draft, node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && !draft.scopes.variables.has(node);
}
