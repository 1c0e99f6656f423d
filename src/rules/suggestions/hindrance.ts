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
  if (parent.type === 'MethodDefinition' ? isOverloadedMethod(parent) : isOverloaded(node)) return 'has overloads';
  const result = node.returnType?.typeAnnotation.type;
  if (result === 'TSTypePredicate') return 'is a type guard';
  if (result === 'TSNeverKeyword') return 'never returns, which its callers rely on';
  return returnsPromise(node) ? 'returns a promise already, in its own way' : undefined;
}

/** Signatures of their own, which would all have to become promises. */
function isOverloaded({ type, id, parent }: TSESTree.FunctionLike): boolean {
  if (type !== 'FunctionDeclaration' || !id) return false;
  const around = parent.type.startsWith('Export') ? parent.parent : parent;
  if (!around || !('body' in around) || !Array.isArray(around.body)) return false;
  return (around.body as TSESTree.Statement[])
    .map((statement) => ('declaration' in statement ? statement.declaration : statement))
    .some((statement) => statement?.type === 'TSDeclareFunction' && statement.id?.name === id.name);
}

function isOverloadedMethod({ parent, key }: TSESTree.MethodDefinition): boolean {
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
