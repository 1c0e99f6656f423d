/** What is known of an argument without running the program? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { ArgumentView } from '../../catalog/severity.ts';
import type { Draft } from './draft.ts';
import { getConstantInitializer, getStaticName, getTemplateText } from './names.ts';

export function viewArgument(draft: Draft, node: TSESTree.Node, depth = 0): ArgumentView {
  if (depth > MAX_DEPTH) return UNKNOWN_VIEW;
  switch (node.type) {
    case 'Literal':
      return viewLiteral(node.value);
    case 'TemplateLiteral': {
      const value = getTemplateText(node);
      return value === undefined ? { type: 'other' } : { type: 'string', value };
    }
    case 'UnaryExpression':
      return viewNegative(node);
    case 'BinaryExpression':
      return viewJoined(draft, node, depth);
    case 'ObjectExpression':
      return viewObject(draft, node, depth);
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return { type: 'function' };
    case 'ArrayExpression':
    case 'NewExpression':
    case 'ClassExpression':
      return { type: 'other' };
    case 'SpreadElement':
      return { type: 'spread' };
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return viewArgument(draft, node.expression, depth + 1);
    case 'Identifier': {
      const init = getConstantInitializer(draft, node);
      return init ? viewArgument(draft, init, depth + 1) : UNKNOWN_VIEW;
    }
    default:
      return UNKNOWN_VIEW;
  }
}

const UNKNOWN_VIEW: ArgumentView = { type: 'unknown' };

const MAX_DEPTH = 5;

function viewLiteral(value: TSESTree.Literal['value']): ArgumentView {
  switch (typeof value) {
    case 'string':
      return { type: 'string', value };
    case 'number':
      return { type: 'number', value };
    case 'boolean':
      return { type: 'boolean', value };
    default:
      return value === null ? { type: 'null', value } : { type: 'other' };
  }
}

function viewNegative({ operator, argument }: TSESTree.UnaryExpression): ArgumentView {
  if (operator === '-' && argument.type === 'Literal' && typeof argument.value === 'number') {
    return { type: 'number', value: -argument.value };
  }
  return UNKNOWN_VIEW;
}

/** `'node:' + 'sqlite'`, as is written to hide an import from bundlers. */
function viewJoined(draft: Draft, { operator, left, right }: TSESTree.BinaryExpression, depth: number): ArgumentView {
  if (operator !== '+') return UNKNOWN_VIEW;
  const [first, second] = [left, right].map((side) => viewArgument(draft, side, depth + 1));
  if (first?.type !== 'string' || second?.type !== 'string') return UNKNOWN_VIEW;
  return { type: 'string', value: first.value + second.value };
}

function viewObject(draft: Draft, node: TSESTree.ObjectExpression, depth: number): ArgumentView {
  const properties: Record<string, ArgumentView> = {};
  let open = false;
  for (const part of node.properties) {
    const name = part.type === 'Property' ? getStaticName(draft, part) : undefined;
    if (part.type !== 'Property' || name === undefined) open = true;
    else properties[name] = viewArgument(draft, part.value, depth + 1);
  }
  return { type: 'object', properties, open };
}
