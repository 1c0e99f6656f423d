/**
 * Which functions become async so that `await` may stand in one of them, and which of their calls are awaited for it, in
 * all files of the project? Only what is proved: every use of such a function is a call that can wait as well, or hands
 * it to a framework that waits.
 */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import { getPassedRole } from '../../analysis/contexts/roles.ts';
import type { ParsedFile } from '../../analysis/facts/draft.ts';
import { getScopes } from '../../analysis/uses/mentions.ts';
import { findCall, findUses, type Use } from '../../analysis/uses/uses.ts';
import { awaitNode, getAwaiting } from './await-position.ts';
import { awaitsHandler } from './awaiting-frameworks.ts';
import { mayBecomeAsync } from './may-become-async.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** What changes around a call that becomes awaited, and in which file. */
export interface AsyncChange {
  readonly functions: Map<TSESTree.FunctionLike, ParsedFile>;
  /** The calls of these functions, which are awaited from now on. */
  readonly calls: Map<TSESTree.CallExpression, ParsedFile>;
}

export interface Place {
  readonly analysis: FileAnalysis;
  readonly sourceCode: SourceCode;
  readonly cwd: string;
}

/**
 * What may change: this file, while the others wait already for what it gives them, so that everything works before and
 * after; or the whole project, in the end.
 */
export type Extent = 'file' | 'project';

interface Plan {
  readonly place: Place;
  readonly extent: Extent;
  readonly change: AsyncChange;
}

/** Undefined where `await` cannot come to stand in place of `node`. */
export function planAsync(
  place: Place,
  extent: Extent,
  node: TSESTree.Node,
  file = place.analysis.files.linted,
): AsyncChange | undefined {
  const change: AsyncChange = { functions: new Map(), calls: new Map() };
  return allowAwait({ place, extent, change }, file, node) ? change : undefined;
}

/** The same for a call of a function that is to become async: it is awaited already now. */
export function planAwaiting(place: Place, extent: Extent, call: TSESTree.CallExpression): AsyncChange | undefined {
  const change: AsyncChange = { functions: new Map(), calls: new Map() };
  const isPossible = awaitCall({ place, extent, change }, place.analysis.files.linted, call);
  return isPossible && change.calls.size > 0 ? change : undefined;
}

function allowAwait(plan: Plan, file: ParsedFile, node: TSESTree.Node): boolean {
  const { functions } = plan.change;
  const owner = getAwaiting(node);
  if (owner === undefined) return false;
  if (owner.async || functions.has(owner)) return true;
  if (!mayBecomeAsync(owner)) return false;
  functions.set(owner, file);
  if (isAwaitedCallback(plan.place, file, owner)) return true;
  const uses = findUses(plan.place.analysis, file, owner) ?? [];
  return uses.length > 0 && uses.every((use) => allowUse(plan, use));
}

function allowUse(plan: Plan, { file, node, call }: Use): boolean {
  return call ? awaitCall(plan, file, call) : isAwaitedCallback(plan.place, file, node);
}

function awaitCall(plan: Plan, file: ParsedFile, call: TSESTree.CallExpression): boolean {
  const { analysis, sourceCode } = plan.place;
  const { parent } = call;
  if (parent.type === 'AwaitExpression') return true;
  if (call.optional || parent.type === 'ChainExpression' || isUsedAsPromise(file, call)) return false;
  const isHere = file === analysis.files.linted;
  if (plan.extent === 'file' && !isHere) return false;
  if (isHere && !awaitNode(sourceCode, call)) return false;
  plan.change.calls.set(call, file);
  // Tests and workers are not looked into: whoever changes the function is told of them.
  return analysis.getFacts(file.path) === undefined || allowAwait(plan, file, call);
}

/** Whether what a call returns is a promise already, to which its caller adds reactions. */
function isUsedAsPromise(file: ParsedFile, call: TSESTree.CallExpression): boolean {
  if (isReceiverOfReaction(call)) return true;
  const { parent } = call;
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const references = getScopes(file).variables.get(parent.id)?.references ?? [];
  return references.some(({ identifier }) => isReceiverOfReaction(identifier));
}

function isReceiverOfReaction(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type !== 'MemberExpression' || parent.object !== node || parent.property.type !== 'Identifier')
    return false;
  return REACTIONS.has(parent.property.name);
}

const REACTIONS = new Set(['then', 'catch', 'finally']);

/** Whether a function is handed, right there, to something that waits for its promise. */
function isAwaitedCallback({ analysis, cwd }: Place, file: ParsedFile, node: TSESTree.Node): boolean {
  const call = node.parent;
  if (call?.type !== 'CallExpression' || call.callee === node) return false;
  const facts = analysis.getFacts(file.path);
  const fact = facts && findCall(facts, call);
  if (!fact) return false;
  const callees = analysis.resolveIn(facts, fact.callee);
  const method = fact.callee.kind === 'member' ? fact.callee.name : '';
  if (getPassedRole(fact, callees, analysis.declared) === 'deferred') return REACTIONS.has(method);
  return awaitsHandler(callees, method, cwd);
}

/** Makes a function async, and its declared result a promise. */
export function makeAsync(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  node: TSESTree.FunctionLike,
): TSESLint.RuleFix[] {
  const type = node.returnType?.typeAnnotation;
  return [
    fixer.insertTextBefore(getStart(node), 'async '),
    ...(type ? [fixer.replaceText(type, `Promise<${sourceCode.getText(type)}>`)] : []),
  ];
}

/** `async` stands before the name of a method, behind what else is said of it: `private async load()`. */
function getStart(node: TSESTree.FunctionLike): TSESTree.Node {
  const { parent } = node;
  const isMethod = parent.type === 'MethodDefinition' || (parent.type === 'Property' && parent.method);
  return isMethod ? parent.key : node;
}
