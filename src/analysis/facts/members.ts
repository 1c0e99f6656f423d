/** Which members does a class, or an object literal, have? */
import type { TSESTree } from '@typescript-eslint/utils';
import { indexOf, type Draft } from './draft.ts';
import { evaluate, evaluateType, evaluateTypeName, union } from './evaluate.ts';
import { getConstructorId } from './functions.ts';
import { getClassName, getStaticName } from './names.ts';
import { UNKNOWN, type ClassFact, type ObjectFact, type Value } from './types.ts';

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
    // Parsers without TypeScript leave the field out.
    implements: ((node.implements as TSESTree.TSClassImplements[] | undefined) ?? []).map(({ expression }) =>
      expression.type === 'Identifier' ? evaluateTypeName(draft, expression) : UNKNOWN,
    ),
    members: new Map(),
    statics: new Map(),
    construct: undefined,
  };
  // Methods may refer to their class, so it needs its index before they are looked at.
  draft.classes.facts[id] = fact;
  for (const part of node.body.body) addMember(draft, fact, part);
  return { ...fact, construct: getConstructorId(draft, node) };
}

function addMember(draft: Draft, fact: ClassFact, part: TSESTree.ClassElement): void {
  if (part.type !== 'MethodDefinition' && part.type !== 'PropertyDefinition') return;
  if (part.type === 'MethodDefinition' && part.kind === 'constructor') {
    addParameterProperties(draft, fact, part.value.params);
    return;
  }
  const name = getStaticName(draft, part);
  if (name === undefined) return;
  const value = part.value ? evaluate(draft, part.value) : UNKNOWN;
  const typed = part.type === 'PropertyDefinition' ? evaluateType(draft, part.typeAnnotation) : UNKNOWN;
  addTo(part.static ? fact.statics : fact.members, name, union([value, typed]));
}

/** `constructor(private readonly db: DatabaseSync)` declares the member `db`. */
function addParameterProperties(draft: Draft, fact: ClassFact, parameters: readonly TSESTree.Parameter[]): void {
  for (const parameter of parameters) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const target = parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter;
    addTo(fact.members, target.name, evaluateType(draft, target.typeAnnotation));
  }
}

export function getInterfaceId(draft: Draft, node: TSESTree.TSInterfaceDeclaration): number {
  return indexOf(draft.interfaces, node, (id) => ({ id, name: node.id.name }));
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
