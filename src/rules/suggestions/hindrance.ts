/** What in a function itself keeps it from becoming async? Said so that it ends a sentence on the function. */
import type { TSESTree } from '@typescript-eslint/utils';
import { isPromise } from '../../analysis/facts/functions.ts';

export function getHindrance(node: TSESTree.FunctionLike): string | undefined {
  const { parent } = node;
  if (parent.type === 'MethodDefinition' || parent.type === 'Property') {
    if (parent.kind === 'constructor') return 'is a constructor';
    if (parent.kind === 'get') return 'is a getter';
    if (parent.kind === 'set') return 'is a setter';
  }
  if (node.generator) return 'is a generator';
  if (parent.type === 'MethodDefinition' && isOverloaded(parent)) return 'has overloads';
  if (node.returnType?.typeAnnotation.type === 'TSTypePredicate') return 'is a type guard';
  return returnsPromise(node) ? 'returns a promise already, in its own way' : undefined;
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
