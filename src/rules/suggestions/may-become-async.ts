/** May this function become async, as far as it can be told from the function itself? */
import type { TSESTree } from '@typescript-eslint/utils';
import { isPromise } from '../../analysis/facts/functions.ts';

export function mayBecomeAsync(node: TSESTree.FunctionLike): boolean {
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
    if (node.generator) return false;
  } else if (node.type !== 'ArrowFunctionExpression') return false;
  const { parent } = node;
  if (parent.type === 'MethodDefinition' && (parent.kind !== 'method' || isOverloaded(parent))) return false;
  if (parent.type === 'Property' && parent.kind !== 'init') return false;
  return node.returnType?.typeAnnotation.type !== 'TSTypePredicate' && !returnsPromise(node);
}

/** Signatures of their own, which would all have to become promises. */
function isOverloaded({ parent, key }: TSESTree.MethodDefinition): boolean {
  if (key.type !== 'Identifier') return false;
  return parent.body.some(
    (part) =>
      part.type === 'MethodDefinition' &&
      part.value.type === 'TSEmptyBodyFunctionExpression' &&
      part.key.type === 'Identifier' &&
      part.key.name === key.name,
  );
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
