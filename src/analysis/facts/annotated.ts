/** What does a type annotation say that a value is? Answered by name, without type information. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';
import { evaluate, member, union } from './evaluate.ts';
import { getTypeLiteralId } from './members.ts';
import { UNKNOWN, type Value } from './types.ts';

/** `db: DatabaseSync` holds an instance of the class, `io: typeof fs` the value itself, `{ db: Db }` an object. */
export function evaluateType(draft: Draft, annotation: TSESTree.TSTypeAnnotation | undefined): Value {
  return annotation ? evaluateTypeNode(draft, annotation.typeAnnotation) : UNKNOWN;
}

function evaluateTypeNode(draft: Draft, type: TSESTree.TypeNode): Value {
  switch (type.type) {
    case 'TSTypeReference':
      return evaluateReference(draft, type);
    case 'TSTypeLiteral':
      return { kind: 'object', id: getTypeLiteralId(draft, type) };
    case 'TSTypeQuery':
      return type.exprName.type === 'Identifier' ? evaluate(draft, type.exprName) : UNKNOWN;
    case 'TSArrayType':
      return { kind: 'array', of: [evaluateTypeNode(draft, type.elementType)] };
    case 'TSUnionType':
    case 'TSIntersectionType':
      return union(type.types.map((part) => evaluateTypeNode(draft, part)));
    case 'TSTypeOperator':
      return type.typeAnnotation ? evaluateTypeNode(draft, type.typeAnnotation) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** Types that have the members of what they are given. */
const SAME_MEMBERS = new Set(['Partial', 'Readonly', 'Required', 'NonNullable', 'Pick', 'Omit']);
const ARRAYS = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet']);

function evaluateReference(draft: Draft, node: TSESTree.TSTypeReference): Value {
  const { typeName } = node;
  // Parsers name the field in two ways.
  const { typeArguments, typeParameters } = node as {
    typeParameters?: TSESTree.TSTypeParameterInstantiation;
  } & typeof node;
  const [argument] = (typeArguments ?? typeParameters)?.params ?? [];
  if (typeName.type === 'Identifier' && argument && !draft.types.has(typeName.name)) {
    if (SAME_MEMBERS.has(typeName.name)) return evaluateTypeNode(draft, argument);
    if (ARRAYS.has(typeName.name)) return { kind: 'array', of: [evaluateTypeNode(draft, argument)] };
  }
  const of = evaluateTypeName(draft, typeName);
  return of.kind === 'unknown' ? UNKNOWN : { kind: 'instance', of, annotated: true };
}

export function evaluateTypeName(draft: Draft, name: TSESTree.EntityName): Value {
  // Looked up by name: not every scope analysis knows types.
  if (name.type === 'Identifier') return draft.types.get(name.name)?.() ?? UNKNOWN;
  return name.type === 'TSQualifiedName' ? member(draft, evaluateTypeName(draft, name.left), name.right.name) : UNKNOWN;
}
