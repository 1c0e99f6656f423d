/** What may end this loop, and does the loop itself change it? */
import type { TSESTree } from '@typescript-eslint/utils';
import { getCallId } from '../calls.ts';
import { type Draft, getChildren } from '../draft.ts';
import { getConstantInitializer, getStaticName, getText, isFunction } from '../names.ts';
import type { Variable } from '../scopes/scopes.ts';
import type { ExitFact } from '../types.ts';
import type { Guard, Rounds, Write } from './rounds.ts';

/** The exits of a loop, a test with `&&` and `||` taken apart; what is always true or false is none. */
export function getExits(draft: Draft, { guards, writes }: Rounds): ExitFact[] {
  return [...new Set(guards)]
    .flatMap((guard) => (guard === 'unknown' ? [guard] : splitTest(guard)))
    .flatMap((test): ExitFact[] => {
      if (test === 'unknown') return [UNREADABLE];
      const parts = read(draft, test);
      if (isConstant(parts)) return [];
      return [{ text: getText(draft, test), calls: parts.calls, ...getRenewal(draft, parts, writes) }];
    });
}

const UNREADABLE: ExitFact = { text: '', calls: [], renewedBy: [], changed: true, circular: false };

function splitTest(test: TSESTree.Expression): Guard[] {
  switch (test.type) {
    case 'LogicalExpression':
      return [...splitTest(test.left), ...splitTest(test.right)];
    case 'UnaryExpression':
      return test.operator === '!' ? splitTest(test.argument) : [test];
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
      return splitTest(test.expression);
    default:
      return [test];
  }
}

/** What an expression reads. */
interface Parts {
  readonly variables: Set<Variable>;
  /** Names of members; `undefined` is one that is computed. */
  readonly members: Set<string | undefined>;
  readonly calls: number[];
  /** Globals, `this`: things that are neither variables nor literals. */
  others: boolean;
}

function read(draft: Draft, node: TSESTree.Node, parts = createParts()): Parts {
  if (isFunction(node)) return parts;
  switch (node.type) {
    case 'Identifier': {
      const variable = draft.scopes.variables.get(node);
      const init = getConstantInitializer(draft, node);
      if (init?.type === 'Literal') return parts;
      if (variable) parts.variables.add(variable);
      else if (!CONSTANTS.has(node.name)) parts.others = true;
      return parts;
    }
    case 'MemberExpression':
      parts.members.add(getStaticName(draft, node));
      parts.calls.push(...getGetterCall(draft, node));
      read(draft, node.object, parts);
      if (node.computed) read(draft, node.property, parts);
      return parts;
    case 'CallExpression':
    case 'NewExpression':
      parts.calls.push(getCallId(draft, node));
      if (node.callee.type === 'MemberExpression') read(draft, node.callee.object, parts);
      break;
    case 'ThisExpression':
      parts.others = true;
      break;
  }
  for (const part of getOperands(draft, node)) read(draft, part, parts);
  return parts;
}

function getGetterCall({ calls }: Draft, node: TSESTree.MemberExpression): number[] {
  const id = calls.ids.get(node);
  return id === undefined ? [] : [id];
}

const CONSTANTS = new Set(['undefined', 'NaN', 'Infinity']);

function createParts(): Parts {
  return { variables: new Set(), members: new Set(), calls: [], others: false };
}

/** The expressions within an expression; the callee of a call does not count, since its call does. */
function getOperands(draft: Draft, node: TSESTree.Node): TSESTree.Node[] {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return node.arguments;
  return getChildren(draft, node);
}

function isConstant({ variables, members, calls, others }: Parts): boolean {
  return variables.size === 0 && members.size === 0 && calls.length === 0 && !others;
}

/** Whether the loop changes what is read, or renews it from calls: `now = Date.now()`. */
function getRenewal(draft: Draft, parts: Parts, writes: readonly Write[]): Omit<ExitFact, 'text' | 'calls'> {
  const renewedBy = new Set<number>();
  const pending = [parts];
  const seen = new Set<Write>();
  let changed = false;
  // Made from what the loop writes: `i = i + 1`, `[a, b] = [b, a + b]`.
  let circular = false;
  for (const next of pending) {
    for (const write of writes.filter(({ target }) => isWriteTo(draft, target, next))) {
      if (seen.has(write)) circular = true;
      if (seen.has(write)) continue;
      seen.add(write);
      const source = write.from && read(draft, write.from);
      if (!source || isConstant(source)) changed = true;
      for (const call of source?.calls ?? []) renewedBy.add(call);
      if (source) pending.push(source);
      circular ||= write.adds;
    }
  }
  return { renewedBy: [...renewedBy], changed: changed || (circular && renewedBy.size === 0), circular };
}

function isWriteTo(draft: Draft, target: TSESTree.Node, { variables, members }: Parts): boolean {
  if (target.type === 'Identifier') {
    const variable = draft.scopes.variables.get(target);
    return variable !== undefined && variables.has(variable);
  }
  if (target.type !== 'MemberExpression' || members.size === 0) return false;
  const name = getStaticName(draft, target);
  return name === undefined || members.has(undefined) || members.has(name);
}
