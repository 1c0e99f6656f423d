/** What does this expression stand for? Answered from the syntax of its own file, as a {@link Value}. */
import type { TSESTree } from '@typescript-eslint/utils';
import { viewArgument } from './arguments.ts';
import { getCallId } from './calls.ts';
import { type Draft, once } from './draft.ts';
import { getFunctionId, getReceiver } from './functions.ts';
import { getClassId, getObjectId } from './members.ts';
import { getModulePattern } from './module-patterns.ts';
import { getNamePattern, getStaticNames, getTemplatePattern } from './names.ts';
import type { Variable } from './scopes/scopes.ts';
import { ELEMENT, UNKNOWN, type Value } from './types.ts';

export function evaluate(draft: Draft, node: TSESTree.Node): Value {
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return evaluateIdentifier(draft, node);
    case 'MemberExpression':
      return evaluateMember(draft, node);
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return getResult(draft, getCallId(draft, node));
    case 'ImportExpression':
      return importedModule(draft, node.source);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return { kind: 'function', id: getFunctionId(draft, node) };
    case 'ClassExpression':
      return { kind: 'class', id: getClassId(draft, node) };
    case 'ObjectExpression':
      return { kind: 'object', id: getObjectId(draft, node) };
    case 'ArrayExpression':
      return { kind: 'array', of: node.elements.map((element) => (element ? evaluate(draft, element) : UNKNOWN)) };
    case 'MetaProperty':
      return getGlobal(draft, `${node.meta.name}.${node.property.name}`);
    case 'ThisExpression':
    case 'Super':
      return getReceiver(draft, node);
    default:
      return evaluateWrapped(draft, node);
  }
}

/** Expressions that hand on the value of a part of theirs. */
function evaluateWrapped(draft: Draft, node: TSESTree.Node): Value {
  switch (node.type) {
    case 'AwaitExpression':
      return awaited(draft, evaluate(draft, node.argument));
    case 'SpreadElement':
      return evaluate(draft, node.argument);
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return evaluate(draft, node.expression);
    case 'ConditionalExpression':
      return union([evaluate(draft, node.consequent), evaluate(draft, node.alternate)]);
    case 'LogicalExpression':
      return union([evaluate(draft, node.left), evaluate(draft, node.right)]);
    case 'AssignmentExpression':
      if (node.operator === '=') return evaluate(draft, node.right);
      return union([evaluate(draft, node.left), evaluate(draft, node.right)]);
    case 'SequenceExpression':
      return evaluateLast(draft, node.expressions);
    default:
      return UNKNOWN;
  }
}

function evaluateLast(draft: Draft, nodes: readonly TSESTree.Node[]): Value {
  const last = nodes.at(-1);
  return last ? evaluate(draft, last) : UNKNOWN;
}

function evaluateIdentifier(draft: Draft, node: TSESTree.Identifier | TSESTree.JSXIdentifier): Value {
  const variable = draft.scopes.variables.get(node);
  if (variable === undefined) {
    const imported = draft.types.get(node.name);
    if (imported) return imported();
    return node.name === 'undefined' ? UNKNOWN : getGlobal(draft, node.name);
  }
  return getVariable(draft, variable);
}

function getGlobal({ globals }: Draft, name: string): Value {
  return once(globals, name, () => ({ kind: 'global', name }));
}

function getResult({ results }: Draft, call: number): Value {
  return once(results, call, () => ({ kind: 'result', call }));
}

function evaluateMember(draft: Draft, node: TSESTree.MemberExpression): Value {
  const of = evaluate(draft, node.object);
  const names = getStaticNames(draft, node);
  if (names.length === 0) return anyMember(draft, of, getNamePattern(draft, node));
  return union(names.map((name) => member(draft, of, name)));
}

export function member(draft: Draft, of: Value, name: string): Value {
  return of.kind === 'unknown' ? UNKNOWN : once(getMembers(draft, of), name, () => ({ kind: 'member', of, name }));
}

/** Any member, or any whose name is like that: `this['on' + event]`. */
function anyMember(draft: Draft, of: Value, like: string | undefined): Value {
  if (of.kind === 'unknown' || like === undefined) return member(draft, of, ELEMENT);
  return once(getMembers(draft, of), `${ELEMENT} ${like}`, () => ({ kind: 'member', of, name: ELEMENT, like }));
}

function getMembers({ members }: Draft, of: Value): Map<string, Value> {
  let known = members.get(of);
  if (!known) members.set(of, (known = new Map<string, Value>()));
  return known;
}

function awaited(draft: Draft, of: Value): Value {
  return of.kind === 'unknown' ? UNKNOWN : once(draft.awaited, of, () => ({ kind: 'awaited', of }));
}

export function union(values: readonly Value[]): Value {
  const known = values.filter((value) => value.kind !== 'unknown');
  const [only] = known;
  if (only === undefined) return UNKNOWN;
  return known.length === 1 ? only : { kind: 'union', of: known };
}

function importedModule(draft: Draft, source: TSESTree.Expression): Value {
  const view = viewArgument(draft, source);
  if (view.type === 'string') return { kind: 'import', module: view.value, name: '*' };
  const { file } = draft;
  const template = source.type === 'TemplateLiteral' ? getTemplatePattern(source) : undefined;
  const module = getModulePattern(file.text.slice(...source.range)) ?? template;
  return module === undefined ? UNKNOWN : { kind: 'import', module, name: '*' };
}

export function getVariable(draft: Draft, variable: Variable): Value {
  let value = draft.variableValues.get(variable);
  if (!value) {
    value = { kind: 'variable', id: draft.variables.push(variable) - 1 };
    draft.variableValues.set(variable, value);
  }
  return value;
}
