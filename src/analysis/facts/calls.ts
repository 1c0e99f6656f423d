/** Which calls does this file make? Calls, `new`, tagged templates, and reads of what may be a getter. */
import type { TSESTree } from '@typescript-eslint/utils';
import { viewArgument } from './arguments.ts';
import { indexOf, type Draft } from './draft.ts';
import { evaluate, member } from './evaluate.ts';
import { getEnclosingFunctionId } from './functions.ts';
import { isAlways, isOffLoop } from './guards.ts';
import { getLazyInit } from './lazy-init.ts';
import { getTemplatePattern, getText, isFunction } from './names.ts';
import type { ArgumentFact, CallFact, CallTrigger } from './types.ts';

export type CallNode =
  TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression | TSESTree.MemberExpression;

export function getCallId(draft: Draft, node: CallNode): number {
  return indexOf(draft.calls, node, (id): CallFact => {
    const callee = getCallee(node);
    const line = draft.getLine(node.range[0]);
    return {
      id,
      trigger: getTrigger(node),
      callee: isReflectApply(node)
        ? member(draft, evaluate(draft, node.arguments[0]), 'apply')
        : evaluate(draft, callee),
      text: getText(draft, callee),
      arguments: getArguments(draft, node),
      function: getEnclosingFunctionId(draft, node),
      line,
      range: [...node.range],
      disabled: draft.directives.isDisabled(line, 'call'),
      offLoop: isOffLoop(draft, node),
      always: draft.putsOff && isAlways(draft, node),
      lazyInit: getLazyInit(draft, node),
    };
  });
}

function getCallee(node: CallNode): TSESTree.Node {
  if (node.type === 'TaggedTemplateExpression') return node.tag;
  return node.type === 'MemberExpression' ? node : node.callee;
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
    pattern: argument.type === 'TemplateLiteral' ? getTemplatePattern(argument) : undefined,
    inline: isFunction(argument),
    range: [...argument.range],
  }));
}
