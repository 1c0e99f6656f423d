/**
 * Which functions become async so that `await` may stand in one of them, and which of their calls are awaited for it?
 * Only what this file proves: every use of such a function is a call that can wait as well, or a framework that waits.
 */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import { getPassedRole } from '../../analysis/contexts/roles.ts';
import { isPromise } from '../../analysis/facts/functions.ts';
import { awaitsHandler } from './awaiting-frameworks.ts';
import { awaitNode, getAwaiting } from './await-position.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** What changes around a call that becomes awaited. */
export interface AsyncChange {
  readonly functions: Set<TSESTree.FunctionLike>;
  /** The calls of these functions, which are awaited from now on. */
  readonly calls: Set<TSESTree.CallExpression>;
}

export interface Place {
  readonly analysis: FileAnalysis;
  readonly sourceCode: SourceCode;
  readonly cwd: string;
}

/** Undefined where `await` cannot come to stand in place of `node`. */
export function planAsync(place: Place, node: TSESTree.Node): AsyncChange | undefined {
  const change: AsyncChange = { functions: new Set(), calls: new Set() };
  return allowAwait(place, node, change) ? change : undefined;
}

function allowAwait(place: Place, node: TSESTree.Node, change: AsyncChange): boolean {
  const owner = getAwaiting(node);
  if (owner === undefined) return false;
  if (owner.async || change.functions.has(owner)) return true;
  if (!canBecomeAsync(owner)) return false;
  change.functions.add(owner);
  if (isAwaitedCallback(place, owner)) return true;
  return findCalls(place.sourceCode, owner)?.every((call) => awaitCall(place, call, change)) ?? false;
}

function awaitCall(place: Place, call: TSESTree.CallExpression, change: AsyncChange): boolean {
  const { parent } = call;
  if (parent.type === 'ChainExpression' || isUsedAsPromise(place.sourceCode, call)) return false;
  if (!awaitNode(place.sourceCode, call)) return false;
  if (parent.type !== 'AwaitExpression') change.calls.add(call);
  return allowAwait(place, call, change);
}

/** Whether what a call returns is a promise already, to which its caller adds reactions. */
function isUsedAsPromise(sourceCode: SourceCode, call: TSESTree.CallExpression): boolean {
  if (isReceiverOfReaction(call)) return true;
  if (call.parent.type !== 'VariableDeclarator') return false;
  const variables = sourceCode.getDeclaredVariables(call.parent);
  return variables.some(({ references }) => references.some(({ identifier }) => isReceiverOfReaction(identifier)));
}

function isReceiverOfReaction(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type !== 'MemberExpression' || parent.object !== node || parent.property.type !== 'Identifier')
    return false;
  return REACTIONS.has(parent.property.name);
}

const REACTIONS = new Set(['then', 'catch', 'finally']);

function canBecomeAsync(node: TSESTree.FunctionLike): boolean {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
    if (node.generator) return false;
  } else if (node.type !== 'ArrowFunctionExpression') return false;
  // Methods, getters and constructors are reached by ways that no file knows all of.
  if (['MethodDefinition', 'Property', 'PropertyDefinition'].includes(node.parent.type)) return false;
  return node.returnType?.typeAnnotation.type !== 'TSTypePredicate' && !returnsPromise(node);
}

/** Whether its callers have a promise to do with already, as they like it. */
function returnsPromise(node: TSESTree.FunctionLike): boolean {
  const type = node.returnType?.typeAnnotation;
  if (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    type.typeName.name.startsWith('Promise')
  ) {
    return true;
  }
  return node.body?.type !== 'BlockStatement' && node.body != null && isPromise(node.body);
}

/** Whether the function is written where something takes it that waits for its promise. */
function isAwaitedCallback({ analysis, cwd }: Place, node: TSESTree.FunctionLike): boolean {
  const call = node.parent;
  if (call.type !== 'CallExpression' || call.callee === node) return false;
  const fact = analysis.facts.calls.find(({ range }) => range[0] === call.range[0] && range[1] === call.range[1]);
  if (!fact) return false;
  const callees = analysis.resolve(fact.callee);
  const method = fact.callee.kind === 'member' ? fact.callee.name : '';
  if (getPassedRole(fact, callees) === 'deferred') return REACTIONS.has(method);
  return awaitsHandler(callees, method, cwd);
}

/** Every call of a function; undefined where it is used in any other way. */
function findCalls(sourceCode: SourceCode, node: TSESTree.FunctionLike): TSESTree.CallExpression[] | undefined {
  const references = getVariable(sourceCode, node)?.references.filter((reference) => !reference.init) ?? [];
  const calls = references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    return parent.type === 'CallExpression' && parent.callee === identifier ? [parent] : [];
  });
  return calls.length > 0 && calls.length === references.length ? calls : undefined;
}

/** The variable that alone holds a function, in this file alone. */
function getVariable(sourceCode: SourceCode, node: TSESTree.FunctionLike): TSESLint.Scope.Variable | undefined {
  if (node.type === 'FunctionDeclaration') {
    const isExported = node.parent.type.startsWith('Export');
    return isExported ? undefined : sourceCode.getDeclaredVariables(node)[0];
  }
  const { parent } = node;
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return undefined;
  if (parent.parent.kind !== 'const' || parent.parent.parent.type.startsWith('Export')) return undefined;
  return sourceCode.getDeclaredVariables(parent)[0];
}

/** Makes a function async, and its declared result a promise. */
export function makeAsync(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  node: TSESTree.FunctionLike,
): TSESLint.RuleFix[] {
  const type = node.returnType?.typeAnnotation;
  return [
    fixer.insertTextBefore(node, 'async '),
    ...(type ? [fixer.replaceText(type, `Promise<${sourceCode.getText(type)}>`)] : []),
  ];
}
