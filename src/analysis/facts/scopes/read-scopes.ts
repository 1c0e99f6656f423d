/**
 * Which variable does each identifier of a file refer to? Answered in one walk, and in the same way whatever parser the
 * file comes from. Types are left out: they are looked up by name. On the way, each node is given its parent where the
 * parser has not done so.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { visitBinding, visitDecorators, visitKey, visitTarget } from './patterns.ts';
import { close, declare, openBlock, openFunction, type Scope, type Variable, type Walk } from './scopes.ts';

export interface Scopes {
  /** By each identifier that names a variable of this file. */
  readonly variables: ReadonlyMap<TSESTree.Node, Variable>;
  readonly topLevel: readonly Variable[];
  /** The identifiers whose variable the file does not declare. */
  readonly undeclared: readonly TSESTree.Identifier[];
}

export function readScopes(ast: TSESTree.Program, visitorKeys: Walk['visitorKeys']): Scopes {
  const walk: Walk = { visitorKeys, variables: new Map() };
  const outside = openFunction(walk, undefined, ast);
  const scope = openFunction(walk, outside, ast);
  visitAll(scope, ast.body, ast);
  close(scope);
  return {
    variables: walk.variables,
    topLevel: [...scope.variables.values()],
    undeclared: outside.references.map(({ identifier }) => identifier),
  };
}

export function visit(scope: Scope, node: TSESTree.Node, parent: TSESTree.Node): void {
  node.parent ??= parent;
  const special = VISITORS[node.type] as ((scope: Scope, node: TSESTree.Node) => void) | undefined;
  if (special) special(scope, node);
  else if (!isErased(node)) visitChildren(scope, node);
}

/** Whether nothing is left of it while the program runs: types. Nodes inside have no parent. */
export function isErased({ type }: TSESTree.Node): boolean {
  return type.startsWith('TS') && !RUN_TIME.has(type);
}

/** Syntax of TypeScript that does something while the program runs. */
const RUN_TIME: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSInstantiationExpression',
  'TSModuleBlock',
  'TSModuleDeclaration',
  'TSNonNullExpression',
  'TSParameterProperty',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

/** Syntax that declares, writes, opens a scope, or holds identifiers that refer to nothing. */
const VISITORS: {
  readonly [Type in TSESTree.Node['type']]?: (scope: Scope, node: Extract<TSESTree.Node, { type: Type }>) => void;
} = {
  Identifier: (scope, node) => scope.references.push({ identifier: node, written: undefined }),
  MemberExpression: visitMemberExpression,
  AssignmentExpression: visitAssignment,
  UpdateExpression: (scope, node) => {
    visitTarget(scope, node.argument, node, 'unknown');
  },
  Property: visitMember,
  MethodDefinition: visitMember,
  PropertyDefinition: visitMember,
  AccessorProperty: visitMember,
  VariableDeclaration: visitVariables,
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  ImportDeclaration: visitImport,
  TSImportEqualsDeclaration: visitImportEquals,
  TSInterfaceDeclaration: visitType,
  TSEnumDeclaration: visitType,
  TSModuleDeclaration: visitNamespace,
  TSModuleBlock: visitBlock,
  BlockStatement: visitBlock,
  StaticBlock: visitBlock,
  ForStatement: visitInBlock,
  SwitchStatement: visitInBlock,
  ForInStatement: visitLoop,
  ForOfStatement: visitLoop,
  CatchClause: visitCatch,
  ExportNamedDeclaration: visitExport,
  LabeledStatement: visitBody,
  ExportAllDeclaration: () => undefined,
  MetaProperty: () => undefined,
  BreakStatement: () => undefined,
  ContinueStatement: () => undefined,
};

function visitChildren(scope: Scope, node: TSESTree.Node): void {
  for (const key of scope.walk.visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key] as Nodes | TSESTree.Node | null | undefined;
    if (Array.isArray(child)) visitAll(scope, child as Nodes, node);
    else if (child) visit(scope, child as TSESTree.Node, node);
  }
}

type Nodes = readonly (TSESTree.Node | null)[];

function visitAll(scope: Scope, nodes: Nodes, parent: TSESTree.Node): void {
  for (const node of nodes) if (node) visit(scope, node, parent);
}

function visitMemberExpression(scope: Scope, node: TSESTree.MemberExpression): void {
  visit(scope, node.object, node);
  if (node.computed) visit(scope, node.property, node);
  else (node.property as TSESTree.Node).parent ??= node;
}

function visitAssignment(scope: Scope, node: TSESTree.AssignmentExpression): void {
  visitTarget(scope, node.left, node, node.right);
  visit(scope, node.right, node);
}

function visitMember(
  scope: Scope,
  node: TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.AccessorProperty,
): void {
  visitKey(scope, node);
  if (node.value) visit(scope, node.value, node);
  visitDecorators(scope, node);
}

function visitVariables(scope: Scope, node: TSESTree.VariableDeclaration): void {
  const into = node.kind === 'var' ? scope.ofFunction : scope;
  for (const declarator of node.declarations as TSESTree.VariableDeclarator[]) {
    (declarator as TSESTree.Node).parent ??= node;
    visitBinding(scope, declarator.id, declarator, { node: declarator, into });
    if (declarator.init) visit(scope, declarator.init, declarator);
  }
}

function visitFunction(scope: Scope, node: TSESTree.FunctionLike): void {
  // The name of a function expression is known in the function alone.
  const outer = node.id && node.type === 'FunctionExpression' ? openBlock(scope) : scope;
  if (node.id) visitBinding(outer, node.id, node, { node, into: outer });
  const inner = openFunction(scope.walk, outer, node);
  for (const parameter of node.params) visitBinding(inner, parameter, node, { node, into: inner });
  if (node.body?.type === 'BlockStatement') {
    (node.body as TSESTree.Node).parent ??= node;
    visitAll(inner, node.body.body, node.body);
  } else if (node.body) visit(inner, node.body, node);
  close(inner);
  if (outer !== scope) close(outer);
}

function visitClass(scope: Scope, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): void {
  const inner = node.id && node.type === 'ClassExpression' ? openBlock(scope) : scope;
  if (node.id) visitBinding(inner, node.id, node, { node, into: inner });
  visitDecorators(scope, node);
  if (node.superClass) visit(inner, node.superClass, node);
  visit(inner, node.body, node);
  if (inner !== scope) close(inner);
}

function visitImport(scope: Scope, node: TSESTree.ImportDeclaration): void {
  for (const specifier of node.specifiers) {
    (specifier as TSESTree.Node).parent ??= node;
    declare(scope, specifier.local, specifier);
  }
}

function visitImportEquals(scope: Scope, node: TSESTree.TSImportEqualsDeclaration): void {
  declare(scope, node.id, node);
  visit(scope, node.moduleReference, node);
}

function visitType(scope: Scope, node: TSESTree.TSInterfaceDeclaration | TSESTree.TSEnumDeclaration): void {
  declare(scope, node.id, node);
}

/** What is declared to be elsewhere (`declare global`, `declare module 'x'`) is no variable of this file. */
function visitNamespace(scope: Scope, node: TSESTree.TSModuleDeclaration): void {
  if (!node.declare && node.id.type === 'Identifier') declare(scope, node.id, node);
  if (node.body) visit(scope, node.body, node);
}

function visitBody(scope: Scope, node: TSESTree.LabeledStatement): void {
  visit(scope, node.body, node);
}

function visitBlock(scope: Scope, node: TSESTree.BlockStatement | TSESTree.StaticBlock | TSESTree.TSModuleBlock): void {
  if (node.body.some(isDeclaration)) visitInBlock(scope, node);
  else visitAll(scope, node.body, node);
}

function isDeclaration(node: TSESTree.Node): boolean {
  return node.type.endsWith('Declaration');
}

function visitInBlock(scope: Scope, node: TSESTree.Node): void {
  const inner = openBlock(scope);
  visitChildren(inner, node);
  close(inner);
}

function visitLoop(scope: Scope, node: TSESTree.ForInStatement | TSESTree.ForOfStatement): void {
  const inner = openBlock(scope);
  if (node.left.type === 'VariableDeclaration') visit(inner, node.left, node);
  else visitTarget(inner, node.left, node, node.right);
  visit(inner, node.right, node);
  visit(inner, node.body, node);
  close(inner);
}

function visitCatch(scope: Scope, node: TSESTree.CatchClause): void {
  const inner = openBlock(scope);
  if (node.param) visitBinding(inner, node.param, node, { node, into: inner });
  visit(inner, node.body, node);
  close(inner);
}

function visitExport(scope: Scope, node: TSESTree.ExportNamedDeclaration): void {
  if (node.declaration) visit(scope, node.declaration, node);
  if (node.source) return;
  for (const specifier of node.specifiers) visit(scope, specifier.local, specifier);
}
