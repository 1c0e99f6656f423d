/** Which members does a class, or an object literal, have? */
import type { TSESTree } from '@typescript-eslint/utils';
import { indexOf, type Draft } from './draft.ts';
import { evaluateType, evaluateTypeName } from './annotated.ts';
import { evaluate, union } from './evaluate.ts';
import { getConstructorId } from './functions.ts';
import { getClassName, getStaticName } from './names.ts';
import { UNKNOWN, type ClassFact, type InterfaceFact, type ObjectFact, type Value } from './types.ts';

export function getClassId(draft: Draft, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): number {
  return indexOf(draft.classes, node, (id) => describeClass(draft, node, id));
}

function describeClass(
  draft: Draft,
  node: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  id: number,
): ClassFact {
  const fact: ClassFact = {
    id,
    name: getClassName(node),
    base: node.superClass ? evaluate(draft, node.superClass) : UNKNOWN,
    implements: getImplemented(node).map((name) => evaluateTypeName(draft, name)),
    members: new Map(),
    statics: new Map(),
    construct: undefined,
  };
  // Methods may refer to their class, so it needs its index before they are looked at.
  draft.classes.facts[id] = fact;
  for (const part of node.body.body) addMember(draft, fact, part);
  return { ...fact, construct: getConstructorId(draft, node) };
}

/** Parsers without TypeScript leave the field out; what Flow means by it has no expression. */
function getImplemented(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): TSESTree.EntityName[] {
  const all = node.implements as readonly { readonly expression?: TSESTree.Expression }[] | undefined;
  return (all ?? []).flatMap(({ expression }) => (expression?.type === 'Identifier' ? [expression] : []));
}

function addMember(draft: Draft, fact: ClassFact, part: TSESTree.ClassElement): void {
  if (!isMember(part)) return;
  if (part.type === 'MethodDefinition' && part.kind === 'constructor') {
    addParameterProperties(draft, fact, part.value.params);
    return;
  }
  // An abstract method, or an overload, is a member without a value: not every parser has a type of node for them.
  const isEmpty = part.type !== 'PropertyDefinition' && !part.value.body;
  const value = part.value && !isEmpty ? evaluate(draft, part.value) : UNKNOWN;
  const typed = part.type === 'PropertyDefinition' ? evaluateType(draft, part.typeAnnotation) : UNKNOWN;
  addTo(part.static ? fact.statics : fact.members, getStaticName(draft, part), union([value, typed]));
}

type Member = TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.TSAbstractMethodDefinition;

function isMember(part: TSESTree.ClassElement): part is Member {
  const { type } = part;
  return type === 'MethodDefinition' || type === 'PropertyDefinition' || type === 'TSAbstractMethodDefinition';
}

/** `constructor(private readonly db: DatabaseSync)` declares the member `db`. */
function addParameterProperties(draft: Draft, fact: ClassFact, parameters: readonly TSESTree.Parameter[]): void {
  for (const parameter of parameters) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    addTo(fact.members, target.name, evaluateType(draft, target.typeAnnotation));
  }
}

/** An interface, or a name for a type: what other files may implement, and what its properties are. */
export function getInterfaceId(
  draft: Draft,
  node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration,
): number {
  return indexOf(draft.interfaces, node, (id) => {
    const members = new Map<string, Value>();
    const fact: InterfaceFact = { id, name: node.id.name, members, bases: [] };
    // Its properties may be of its own type.
    draft.interfaces.facts[id] = fact;
    addProperties(draft, members, getTypeElements(node));
    return { ...fact, bases: getBases(node).map((name) => evaluateTypeName(draft, name)) };
  });
}

function getTypeElements(
  node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration,
): TSESTree.TypeElement[] {
  if (node.type === 'TSInterfaceDeclaration') return node.body.body;
  return node.typeAnnotation.type === 'TSTypeLiteral' ? node.typeAnnotation.members : [];
}

function getBases(node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration): TSESTree.EntityName[] {
  if (node.type === 'TSTypeAliasDeclaration') {
    return node.typeAnnotation.type === 'TSTypeReference' ? [node.typeAnnotation.typeName] : [];
  }
  // Not every parser sets the field.
  const bases = node.extends as TSESTree.TSInterfaceHeritage[] | undefined;
  return (bases ?? []).flatMap(({ expression }) => (expression.type === 'Identifier' ? [expression] : []));
}

/** `{ store: Store }`, as an object that holds what its types say. */
export function getTypeLiteralId(draft: Draft, node: TSESTree.TSTypeLiteral): number {
  return indexOf(draft.objects, node, (id) => {
    const fact: ObjectFact = { id, members: new Map(), spreads: [] };
    draft.objects.facts[id] = fact;
    addProperties(draft, fact.members, node.members);
    return fact;
  });
}

function addProperties(draft: Draft, members: Map<string, Value>, parts: readonly TSESTree.TypeElement[]): void {
  for (const part of parts) {
    if (part.type !== 'TSPropertySignature') continue;
    const value = evaluateType(draft, part.typeAnnotation);
    if (value.kind !== 'unknown') addTo(members, getStaticName(draft, part), value);
  }
}

export function getObjectId(draft: Draft, node: TSESTree.ObjectExpression): number {
  return indexOf(draft.objects, node, (id) => {
    const fact: ObjectFact = { id, members: new Map(), spreads: [] };
    draft.objects.facts[id] = fact;
    const spreads: Value[] = [];
    for (const part of node.properties) {
      if (part.type === 'SpreadElement') spreads.push(evaluate(draft, part.argument));
      else addTo(fact.members, getStaticName(draft, part), evaluate(draft, part.value));
    }
    return { ...fact, spreads };
  });
}

function addTo(members: Map<string, Value>, name: string | undefined, value: Value): void {
  if (name === undefined) return;
  const before = members.get(name);
  members.set(name, before ? union([before, value]) : value);
}
