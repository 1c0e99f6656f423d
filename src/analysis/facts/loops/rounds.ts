/** What happens in one round of a loop: what it calls, awaits, writes, and where it may leave. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { CallNode } from '../calls.ts';
import { type Draft, getChildren } from '../draft.ts';
import { isFunction } from '../names.ts';

export type Loop = TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement;

/** A test that decides whether a loop ends. `unknown`: something decides that cannot be read, such as an exception. */
export type Guard = TSESTree.Expression | 'unknown';

export interface Write {
  /** The variable or member. */
  readonly target: TSESTree.Node;
  /** What the new value is made from; undefined where no expression says so. */
  readonly from: TSESTree.Expression | undefined;
  /** The new value is made from the old one as well: `x += 1`. */
  readonly adds: boolean;
}

export interface Rounds {
  readonly calls: CallNode[];
  /** What is awaited; undefined where others decide how long it takes: `yield`, `for await`. */
  readonly pauses: (TSESTree.Expression | undefined)[];
  readonly writes: Write[];
  readonly guards: Guard[];
  /** There is a way out that no test guards: it is no loop. */
  once: boolean;
}

/** Where a statement stands within the loop. */
interface Place {
  readonly guards: readonly Guard[];
  /** A `break` without a label leaves the loop here; a `continue` begins its next round. */
  readonly breaks: boolean;
  readonly continues: boolean;
}

export function readRounds(draft: Draft, loop: Loop): Rounds {
  const rounds: Rounds = { calls: [], pauses: [], writes: [], guards: [], once: false };
  const walker: Walker = { draft, rounds, label: getLabel(loop), inner: new Set(), continued: false };
  const place: Place = { guards: [], breaks: true, continues: true };
  if (loop.test) {
    rounds.guards.push(loop.test);
    walk(walker, loop.test, place);
  }
  walk(walker, loop.body, place);
  if (loop.type === 'ForStatement' && loop.update) walk(walker, loop.update, place);
  return rounds;
}

interface Walker {
  readonly draft: Draft;
  readonly rounds: Rounds;
  readonly label: string | undefined;
  /** The labels within the loop. */
  readonly inner: Set<string>;
  /** A test was met that decides whether the rest of the round is skipped. */
  continued: boolean;
}

function getLabel({ parent }: Loop): string | undefined {
  return parent.type === 'LabeledStatement' ? parent.label.name : undefined;
}

function walk(walker: Walker, node: TSESTree.Node, place: Place): void {
  if (isFunction(node) || node.type === 'ClassBody') return;
  note(walker, node, place);
  for (const [part, within] of getParts(walker, node, place)) walk(walker, part, within);
}

function note(walker: Walker, node: TSESTree.Node, place: Place): void {
  const { rounds } = walker;
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      rounds.calls.push(node);
      break;
    case 'MemberExpression':
      if (walker.draft.calls.ids.has(node)) rounds.calls.push(node);
      break;
    case 'AwaitExpression':
      rounds.pauses.push(node.argument);
      break;
    case 'YieldExpression':
      rounds.pauses.push(undefined);
      break;
    case 'ForOfStatement':
      if (node.await) rounds.pauses.push(undefined);
      rounds.writes.push(...getLoopWrites(node));
      break;
    case 'LabeledStatement':
      walker.inner.add(node.label.name);
      break;
    case 'ReturnStatement':
    case 'ThrowStatement':
      leave(walker, place);
      break;
    case 'BreakStatement':
      if (node.label ? !walker.inner.has(node.label.name) : place.breaks) leave(walker, place);
      break;
    case 'ContinueStatement':
      if (node.label ? node.label.name === walker.label : place.continues) goOn(walker, place);
      else if (node.label && !walker.inner.has(node.label.name)) leave(walker, place);
      break;
    default:
      rounds.writes.push(...getWrites(node));
  }
}

function leave({ rounds, continued }: Walker, { guards }: Place): void {
  if (guards.length === 0 && !continued) rounds.once = true;
  rounds.guards.push(...guards);
}

/** Behind an `if (…) continue`, what that tests decides whether the loop is left. */
function goOn(walker: Walker, { guards }: Place): void {
  walker.continued ||= guards.length > 0;
  walker.rounds.guards.push(...guards);
}

function getWrites(node: TSESTree.Node): Write[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return writesTo(node.left, node.right, node.operator !== '=');
    case 'VariableDeclarator':
      return node.init ? writesTo(node.id, node.init) : [];
    case 'UpdateExpression':
      return writesTo(node.argument, undefined);
    case 'UnaryExpression':
      return node.operator === 'delete' ? writesTo(node.argument, undefined) : [];
    case 'ForInStatement':
      return getLoopWrites(node);
    case 'CatchClause':
      return node.param ? writesTo(node.param, undefined) : [];
    default:
      return [];
  }
}

function getLoopWrites({ left }: TSESTree.ForInStatement | TSESTree.ForOfStatement): Write[] {
  const targets = left.type === 'VariableDeclaration' ? left.declarations.map(({ id }) => id) : [left];
  return targets.flatMap((target) => writesTo(target, undefined));
}

function writesTo(pattern: TSESTree.Node, from: TSESTree.Expression | undefined, adds = false): Write[] {
  return getTargets(pattern).map((target) => ({ target, from, adds }));
}

/** The variables and members that a pattern writes to. */
function getTargets(pattern: TSESTree.Node): TSESTree.Node[] {
  switch (pattern.type) {
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? getTargets(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) => getTargets(part.type === 'Property' ? part.value : part.argument));
    case 'AssignmentPattern':
      return getTargets(pattern.left);
    case 'RestElement':
      return getTargets(pattern.argument);
    default:
      return [pattern];
  }
}

/** The parts of a node, each with the place where it stands. */
function getParts({ draft }: Walker, node: TSESTree.Node, place: Place): [TSESTree.Node, Place][] {
  const guarded = (guard: Guard): Place => ({ ...place, guards: [...place.guards, guard] });
  const parts = getChildren(draft, node);
  switch (node.type) {
    case 'IfStatement':
      return parts.map((part) => [part, part === node.test ? place : guarded(node.test)]);
    case 'SwitchStatement':
      return parts.map((part) => [part, { ...guarded(node.discriminant), breaks: false }]);
    case 'TryStatement':
      return parts.map((part) => [part, node.handler && part !== node.finalizer ? guarded('unknown') : place]);
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parts.map((part) => [
        part,
        { ...(node.test ? guarded(node.test) : place), breaks: false, continues: false },
      ]);
    case 'ForInStatement':
    case 'ForOfStatement':
      return parts.map((part) => [part, { guards: [...place.guards, 'unknown'], breaks: false, continues: false }]);
    default:
      return parts.map((part) => [part, place]);
  }
}
