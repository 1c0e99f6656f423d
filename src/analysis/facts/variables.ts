/** What does this variable stand for? The union of what it is defined as and of what is written to it. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';
import { evaluateType } from './annotated.ts';
import { getNamespaceId } from './exports.ts';
import { evaluate, getVariable, member, union } from './evaluate.ts';
import { getFunctionId } from './functions.ts';
import { getClassId, getInterfaceId } from './members.ts';
import { getStaticName } from './names.ts';
import type { Definition, Reference, Variable } from './scopes/scopes.ts';
import { ELEMENT, UNKNOWN, type Value } from './types.ts';

/** Evaluates every variable that has an index; that may give more variables theirs. */
export function evaluateVariables(draft: Draft): Value[] {
  const values: Value[] = [];
  // The list grows while it is read: a variable's value may refer to variables that nothing else refers to.
  for (const variable of draft.variables) values.push(evaluateVariable(draft, variable));
  return values;
}

/** The variables at the top of the file, by name. */
export function evaluateTopLevel(draft: Draft): ReadonlyMap<string, Value> {
  return new Map(draft.scopes.topLevel.map((variable) => [variable.name, getVariable(draft, variable)]));
}

function evaluateVariable(draft: Draft, variable: Variable): Value {
  const defined = variable.definitions.map((definition) => evaluateDefinition(draft, definition));
  const written = variable.references.map((reference) => evaluateWrite(draft, reference));
  return union([...defined, ...written]);
}

function evaluateDefinition(draft: Draft, { name, node }: Definition): Value {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (name !== node.id) return evaluateParameter(draft, name, node);
      return { kind: 'function', id: getFunctionId(draft, node) };
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { kind: 'class', id: getClassId(draft, node) };
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return { kind: 'interface', id: getInterfaceId(draft, node) };
    case 'TSModuleDeclaration':
      return { kind: 'object', id: getNamespaceId(draft, node) };
    case 'VariableDeclarator':
      return evaluateDeclarator(draft, name, node);
    case 'ImportSpecifier':
      return evaluateImport(node, 'name' in node.imported ? node.imported.name : node.imported.value);
    case 'ImportDefaultSpecifier':
      return evaluateImport(node, 'default');
    case 'ImportNamespaceSpecifier':
      return evaluateImport(node, '*');
    case 'TSImportEqualsDeclaration':
      return evaluateImportEquals(draft, node);
    default:
      return UNKNOWN;
  }
}

function evaluateImport({ parent }: TSESTree.ImportClause, name: string): Value {
  return parent.type === 'ImportDeclaration' ? { kind: 'import', module: parent.source.value, name } : UNKNOWN;
}

function evaluateImportEquals(draft: Draft, node: TSESTree.TSImportEqualsDeclaration): Value {
  if (node.moduleReference.type !== 'TSExternalModuleReference') return evaluate(draft, node.moduleReference);
  return { kind: 'import', module: node.moduleReference.expression.value, name: '*' };
}

function evaluateDeclarator(draft: Draft, name: TSESTree.Node, node: TSESTree.VariableDeclarator): Value {
  const typed = node.id.type === 'Identifier' ? evaluateType(draft, node.id.typeAnnotation) : UNKNOWN;
  const loop = node.parent.parent;
  const elements = loop.type === 'ForOfStatement' && loop.left === node.parent ? loop.right : undefined;
  if (elements) return evaluatePattern(draft, name, node.id, elementOf(draft, evaluate(draft, elements)));
  const value = node.init ? evaluatePattern(draft, name, node.id, evaluate(draft, node.init)) : UNKNOWN;
  // What is called is this function, not any of its type.
  return value.kind === 'function' ? value : union([value, typed]);
}

/** Any element of an array: what a loop over it gets. */
function elementOf(draft: Draft, value: Value): Value {
  return member(draft, value, ELEMENT);
}

function evaluateWrite(draft: Draft, { identifier, written }: Reference): Value {
  if (written === undefined || written === 'unknown') return UNKNOWN;
  return evaluatePattern(draft, identifier, getPatternRoot(identifier), evaluate(draft, written));
}

function getPatternRoot(node: TSESTree.Node): TSESTree.Node {
  let root = node;
  while (root.parent && /Pattern|Property|RestElement/.test(root.parent.type)) root = root.parent;
  return root;
}

function evaluateParameter(draft: Draft, name: TSESTree.Node, node: TSESTree.FunctionLike): Value {
  const index = node.params.findIndex((parameter) => contains(parameter, name));
  const parameter = node.params[index];
  if (parameter === undefined) return UNKNOWN;
  const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  const passed: Value = { kind: 'parameter', function: getFunctionId(draft, node), index };
  if (target.type === 'RestElement') return UNKNOWN;
  const annotated = target.type === 'AssignmentPattern' ? target.left : target;
  const typed = 'typeAnnotation' in annotated ? evaluateType(draft, annotated.typeAnnotation) : UNKNOWN;
  const value = evaluatePattern(draft, name, target, passed);
  return union([value, typed.kind === 'unknown' ? UNKNOWN : evaluatePattern(draft, name, annotated, typed)]);
}

/** The value that reaches `name` when `value` is taken apart by the pattern `{ a: { name = fallback } }`. */
function evaluatePattern(draft: Draft, name: TSESTree.Node, pattern: TSESTree.Node, value: Value): Value {
  if (pattern === name) return value;
  switch (pattern.type) {
    case 'AssignmentPattern': {
      const fallback = evaluate(draft, pattern.right);
      return evaluatePattern(draft, name, pattern.left, union([value, fallback]));
    }
    case 'ObjectPattern': {
      const part = pattern.properties.find((property) => contains(property, name));
      if (part?.type !== 'Property') return part ? value : UNKNOWN;
      const key = getStaticName(draft, part);
      return key === undefined ? UNKNOWN : evaluatePattern(draft, name, part.value, member(draft, value, key));
    }
    case 'ArrayPattern': {
      const index = pattern.elements.findIndex((element) => element !== null && contains(element, name));
      const element = pattern.elements[index];
      return element ? evaluatePattern(draft, name, element, member(draft, value, String(index))) : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
