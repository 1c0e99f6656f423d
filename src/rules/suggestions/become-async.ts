/**
 * Which functions become async so that `await` may stand in one of them, and which of their calls are awaited for it, in
 * all files of the project? Only what is proved: every use of such a function is a call that can wait as well, or hands
 * it to a framework that waits.
 */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import { getPassedRole } from '../../analysis/contexts/roles.ts';
import type { ParsedFile } from '../../analysis/facts/draft.ts';
import { isFunction } from '../../analysis/facts/names.ts';
import type { Target } from '../../analysis/references/targets.ts';
import { getScopes } from '../../analysis/uses/mentions.ts';
import { findCall, findUses, type Use } from '../../analysis/uses/uses.ts';
import { awaitNode, getAwaiting } from './await-position.ts';
import { awaitsHandler, describeWaiting, givesNext } from './awaiting-frameworks.ts';
import { isGuardable } from './guarded-handlers.ts';
import { getHindrance } from './hindrance.ts';
import { createObstacle, type Obstacle } from './obstacles.ts';
import { findTableCalls } from './tables.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** What changes around a call that becomes awaited, and in which file. */
export interface AsyncChange {
  readonly functions: Map<TSESTree.FunctionLike, ParsedFile>;
  /** Those of them that hand on their errors themselves from now on, because nobody waits for them. */
  readonly guarded: Map<TSESTree.FunctionLike, ParsedFile>;
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
  /** What keeps it from being carried out. */
  obstacle?: Obstacle;
}

function createPlan(place: Place, extent: Extent): Plan {
  return { place, extent, change: { functions: new Map(), guarded: new Map(), calls: new Map() } };
}

/** Undefined where `await` cannot come to stand in place of `node`. */
export function planAsync(
  place: Place,
  extent: Extent,
  node: TSESTree.Node,
  file = place.analysis.files.linted,
): AsyncChange | undefined {
  const plan = createPlan(place, extent);
  return allowAwait(plan, file, node) ? plan.change : undefined;
}

/** The same for a call of a function that is to become async: it is awaited already now. */
export function planAwaiting(place: Place, extent: Extent, call: TSESTree.CallExpression): AsyncChange | undefined {
  const plan = createPlan(place, extent);
  const isPossible = awaitCall(plan, place.analysis.files.linted, call);
  return isPossible && plan.change.calls.size > 0 ? plan.change : undefined;
}

/** What keeps a call from being awaited ahead of what it calls; undefined where nothing does. */
export function findObstacleAhead(place: Place, call: TSESTree.CallExpression): Obstacle | undefined {
  const plan = createPlan(place, 'file');
  return awaitCall(plan, place.analysis.files.linted, call) ? undefined : plan.obstacle;
}

/** What keeps `await` from standing in place of `node`; undefined where nothing does. */
export function findObstacle(
  place: Place,
  node: TSESTree.Node,
  file = place.analysis.files.linted,
): Obstacle | undefined {
  const plan = createPlan(place, 'project');
  if (!allowAwait(plan, file, node)) return plan.obstacle;
  const calls = [...plan.change.calls];
  const [untouched] = calls.filter(([, other]) => !place.analysis.getFacts(other.path));
  if (untouched)
    return createObstacle(untouched[1], untouched[0], 'stands in a test or a worker, which no fix changes');
  const [other] = calls.filter(([, caller]) => caller !== file);
  return other && createObstacle(other[1], other[0], 'is to be awaited first');
}

function allowAwait(plan: Plan, file: ParsedFile, node: TSESTree.Node): boolean {
  const { functions } = plan.change;
  const owner = getAwaiting(node);
  if (owner === undefined) return stop(plan, file, node, 'stands where `await` may not');
  if (owner.async || functions.has(owner)) return true;
  const hindrance = getHindrance(owner);
  if (hindrance !== undefined) return stop(plan, file, owner, hindrance);
  functions.set(owner, file);
  const obstacle = findObstacleOfUse(plan.place, file, owner);
  if (!obstacle) return true;
  const uses = findUses(plan.place.analysis, file, owner) ?? [];
  const all = uses.length > 0 ? uses : [{ file, node: owner }];
  if (isGuardable(file, owner) && all.every((use) => isGivenNext(plan.place, use.file, use.node))) {
    plan.change.guarded.set(owner, file);
    return true;
  }
  if (uses.length === 0) plan.obstacle = obstacle;
  return uses.length > 0 && uses.every((use) => allowUse(plan, use));
}

function allowUse(plan: Plan, { file, node, call }: Use): boolean {
  const calls = call ? [call] : findTableCalls(file, node);
  if (calls) return calls.every((one) => awaitCall(plan, file, one));
  const obstacle = findObstacleOfUse(plan.place, file, node);
  if (obstacle) plan.obstacle = obstacle;
  return !obstacle;
}

function stop(plan: Plan, file: ParsedFile, node: TSESTree.Node, why: string): false {
  plan.obstacle = createObstacle(file, node, why);
  return false;
}

function awaitCall(plan: Plan, file: ParsedFile, call: TSESTree.CallExpression): boolean {
  const { analysis, sourceCode } = plan.place;
  const { parent } = call;
  if (parent.type === 'AwaitExpression') return true;
  if (call.optional || parent.type === 'ChainExpression') return stop(plan, file, call, 'is an optional call');
  if (isUsedAsPromise(file, call)) return stop(plan, file, call, 'is used as a promise already');
  const isHere = file === analysis.files.linted;
  if (plan.extent === 'file' && !isHere) return stop(plan, file, call, 'is to be awaited first');
  if (isHere && !awaitNode(sourceCode, call)) return stop(plan, file, call, 'stands behind a line without a semicolon');
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

/** Undefined where a function, or its name, is handed to something that waits for its promise. */
function findObstacleOfUse(place: Place, file: ParsedFile, node: TSESTree.Node): Obstacle | undefined {
  const taking = findTaking(place, file, node);
  if (!taking) return createObstacle(file, node, describeUse(node));
  const { call, callees, method, isDeferred } = taking;
  if (isDeferred ? REACTIONS.has(method) : awaitsHandler(callees, method, place.cwd)) return undefined;
  return createObstacle(file, call, describeWaiting(callees, method) ?? 'is not known to wait for its callback');
}

/** Whether a function, or its name, is handed to a framework that does not wait for it, but gives it a `next`. */
function isGivenNext(place: Place, file: ParsedFile, node: TSESTree.Node): boolean {
  const { callees = [], method = '' } = findTaking(place, file, node) ?? {};
  return givesNext(callees, method) && !awaitsHandler(callees, method, place.cwd);
}

interface Taking {
  readonly call: TSESTree.CallExpression;
  readonly callees: readonly Target[];
  readonly method: string;
  readonly isDeferred: boolean;
}

/** The call to which a function, or its name, is handed. */
function findTaking({ analysis }: Place, file: ParsedFile, node: TSESTree.Node): Taking | undefined {
  const call = node.parent;
  if (call?.type !== 'CallExpression' || call.callee === node) return undefined;
  const facts = analysis.getFacts(file.path);
  const fact = facts && findCall(facts, call);
  const callees = fact ? analysis.resolveIn(facts, fact.callee) : [];
  const method = fact?.callee.kind === 'member' ? fact.callee.name : '';
  const isDeferred = fact !== undefined && getPassedRole(fact, callees, analysis.declared) === 'deferred';
  return { call, callees, method, isDeferred };
}

/** What is said of a function, or of its name, that is not called where it stands, nor handed to a call. */
function describeUse(node: TSESTree.Node): string {
  const { parent } = node;
  if (parent?.type === 'ArrayExpression' || parent?.type === 'Property') return 'stands in a table of functions';
  return isFunction(node) ? 'may have callers that are not known' : 'is handed on';
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
