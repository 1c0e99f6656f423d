/** What does a function take and give, by its parameters and the types that are written beside them? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { FunctionFact } from './types.ts';

export type Shape = Pick<FunctionFact, 'annotated' | 'parameters' | 'required' | 'variadic'>;

export function getShape(
  text: string,
  parameters: readonly TSESTree.Parameter[],
  result: TSESTree.TSTypeAnnotation | undefined,
): Shape {
  return {
    parameters: parameters.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : '')),
    required: parameters.findLastIndex((parameter) => !isOptional(parameter)) + 1,
    variadic: parameters.at(-1)?.type === 'RestElement',
    annotated: getAnnotated(text, parameters, result),
  };
}

function isOptional(parameter: TSESTree.Parameter): boolean {
  if (parameter.type === 'TSParameterProperty') return isOptional(parameter.parameter);
  if (parameter.type === 'AssignmentPattern' || parameter.type === 'RestElement') return true;
  // Parsers without TypeScript leave the field out.
  return (parameter.optional as boolean | undefined) === true;
}

/** The result comes last. */
function getAnnotated(
  text: string,
  parameters: readonly TSESTree.Parameter[],
  result: TSESTree.TSTypeAnnotation | undefined,
): string[] {
  const types = parameters.map((node) => ('typeAnnotation' in node ? node.typeAnnotation : undefined));
  const texts = [...types, result].map((type) =>
    type ? text.slice(...type.typeAnnotation.range).replaceAll(/\s+/g, ' ') : '',
  );
  return texts.some((written) => written !== '') ? texts : [];
}

export function isPromiseType(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return false;
  return type.typeName.name === 'Promise' || type.typeName.name === 'PromiseLike';
}
