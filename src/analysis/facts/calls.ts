/** Which calls does this file make? Calls, `new`, tagged templates, reads of what may be a getter, and what drains. */
import type { TSESTree } from '@typescript-eslint/utils';
import { viewArgument } from './arguments.ts';
import { indexOf, type Draft } from './draft.ts';
import { evaluate, member } from './evaluate.ts';
import { getFlag } from './flags.ts';
import { getEnclosingFunctionId } from './functions.ts';
import { isAlways, getOffLoop } from './guards.ts';
import { getLazyInit } from './lazy-init.ts';
import { getModulePattern } from './module-patterns.ts';
import { getTemplatePattern, getText, isFunction } from './names.ts';
import { UNKNOWN, type ArgumentFact, type CallFact, type CallTrigger } from './types.ts';

export type CallNode =
  TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression | TSESTree.MemberExpression;

export function getCallId(draft: Draft, node: CallNode): number {
  return indexOf(draft.calls, node, (id): CallFact => {
    const callee = getCallee(node);
    return {
      id,
      trigger: getTrigger(node),
      callee: isReflectApply(node)
        ? member(draft, evaluate(draft, node.arguments[0]), 'apply')
        : evaluate(draft, callee),
      text: getText(draft, callee),
      arguments: getArguments(draft, node),
      function: getEnclosingFunctionId(draft, node),
      line: draft.getLine(getSpot(callee)),
      range: [...node.range],
      disabled: draft.directives.isDisabled(draft.getLine(node.range[0]), 'call'),
      offLoop: getOffLoop(draft, node),
      always: draft.putsOff && isAlways(draft, node),
      lazyInit: getLazyInit(draft, node),
      flag: getFlag(draft, node),
    };
  });
}

/** What takes all that something iterable gives, by a call that is not written. */
export type DrainNode = TSESTree.ForOfStatement | TSESTree.SpreadElement | TSESTree.YieldExpression;

export function addDrain(draft: Draft, node: DrainNode): void {
  const drained = getDrained(node);
  // Evaluated first: of two calls with one range, the written one is found first.
  const of = drained ? evaluate(draft, drained) : UNKNOWN;
  if (!drained || of.kind === 'unknown' || of.kind === 'array') return;
  const fact = getEnclosingFunctionId(draft, node);
  const isAsync = node.type === 'ForOfStatement' ? node.await : isAsyncGenerator(draft, node, fact);
  const name = isAsync ? '[Symbol.asyncIterator]' : '[Symbol.iterator]';
  const line = draft.getLine(drained.range[0]);
  indexOf(draft.calls, node, (id): CallFact => ({
    id,
    trigger: 'drain',
    callee: member(draft, of, name),
    text: getText(draft, drained) + name,
    arguments: [],
    function: fact,
    line,
    range: [...drained.range],
    disabled: draft.directives.isDisabled(line, 'call'),
    offLoop: getOffLoop(draft, drained),
    always: draft.putsOff && isAlways(draft, drained),
    lazyInit: getLazyInit(draft, drained),
    flag: undefined,
  }));
}

/** Neither `{ ...options }` nor a mere `yield` asks for an iterator. */
function getDrained(node: DrainNode): TSESTree.Expression | undefined {
  if (node.type === 'ForOfStatement') return node.right;
  if (node.type === 'SpreadElement') return node.parent.type === 'ObjectExpression' ? undefined : node.argument;
  return node.delegate ? node.argument : undefined;
}

function isAsyncGenerator({ functions }: Draft, { type }: DrainNode, id: number): boolean {
  return type === 'YieldExpression' && functions.facts[id]?.async === true;
}

function getCallee(node: CallNode): TSESTree.Node {
  if (node.type === 'TaggedTemplateExpression') return node.tag;
  return node.type === 'MemberExpression' ? node : node.callee;
}

/** In a chain over several lines, each call stands where its own name does, as in a stack trace. */
function getSpot(callee: TSESTree.Node): number {
  return (callee.type === 'MemberExpression' ? callee.property : callee).range[0];
}

/** `Reflect.apply(f, self, list)` is `f.apply(self, list)`. */
function isReflectApply(node: CallNode): node is TSESTree.CallExpression & { arguments: [TSESTree.Node] } {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  const names = [object, property].map((part) => (part.type === 'Identifier' ? part.name : ''));
  return names.join('.') === 'Reflect.apply' && node.arguments.length > 0;
}

function getTrigger(node: CallNode): CallTrigger {
  if (node.type === 'CallExpression') return node.callee.type === 'Super' ? 'new' : 'call';
  if (node.type === 'NewExpression') return 'new';
  if (node.type === 'TaggedTemplateExpression') return 'tag';
  return isWritten(node) ? 'set' : 'get';
}

export function isWritten(node: TSESTree.MemberExpression): boolean {
  return node.parent.type === 'AssignmentExpression' && node.parent.left === node;
}

function getArguments(draft: Draft, node: CallNode): ArgumentFact[] {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return [];
  return node.arguments.map((argument) => ({
    value: evaluate(draft, argument),
    view: viewArgument(draft, argument),
    pattern: getPattern(draft, node, argument),
    inline: isFunction(argument),
    range: [...argument.range],
  }));
}

function getPattern(
  draft: Draft,
  { callee }: TSESTree.CallExpression | TSESTree.NewExpression,
  argument: TSESTree.Node,
): string | undefined {
  const isTemplate = argument.type === 'TemplateLiteral';
  const isLoaded = callee.type === 'Identifier' && callee.name === 'require' && argument.type !== 'Literal';
  const pattern = isLoaded ? getModulePattern(draft.file.text.slice(...argument.range)) : undefined;
  return pattern ?? (isTemplate ? getTemplatePattern(argument) : undefined);
}
