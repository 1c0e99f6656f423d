/** What does a function do to others: does it change what they see, does it let them run, may it keep them waiting? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';
import { getEnclosingFunctionId } from './functions.ts';
import { isImmediate } from './loops/pauses.ts';

export function noteEffects(draft: Draft, node: TSESTree.Node): void {
  switch (node.type) {
    case 'AssignmentExpression':
      markChange(draft, node.left);
      break;
    case 'UpdateExpression':
      markChange(draft, node.argument);
      break;
    case 'AwaitExpression':
      if (!isImmediate(draft, node.argument)) mark(draft, node, 'pauses');
      break;
    case 'YieldExpression':
      mark(draft, node, 'pauses');
      break;
    case 'ForOfStatement':
      if (node.await) mark(draft, node, 'pauses');
      mark(draft, node, 'repeats');
      break;
    case 'DoWhileStatement':
    case 'ForInStatement':
    case 'ForStatement':
    case 'WhileStatement':
      mark(draft, node, 'repeats');
      break;
  }
}

/** A function that writes to anything but its own variables changes what others see. */
function markChange(draft: Draft, target: TSESTree.Node): void {
  const id = getEnclosingFunctionId(draft, target);
  const fact = draft.functions.facts[id];
  if (!fact || fact.changes) return;
  const variable = target.type === 'Identifier' ? draft.scopes.variables.get(target) : undefined;
  fact.changes = variable?.owner !== draft.functions.nodes[id];
}

function mark(draft: Draft, node: TSESTree.Node, effect: 'pauses' | 'repeats'): void {
  const fact = draft.functions.facts[getEnclosingFunctionId(draft, node)];
  if (fact) fact[effect] = true;
}
