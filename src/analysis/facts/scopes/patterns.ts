/** Names that are bound or written to: `x`, `{ a: x }`, `[x = 1]`, and what else stands in such patterns. */
import type { TSESTree } from '@typescript-eslint/utils';
import { visit } from './read-scopes.ts';
import { declare, type Reference, type Scope } from './scopes.ts';

export function visitTarget(
  scope: Scope,
  target: TSESTree.Node,
  parent: TSESTree.Node,
  written: Reference['written'],
): void {
  visitPattern(scope, target, parent, (identifier) => scope.references.push({ identifier, written }));
}

/** Declares the names of a pattern in the scope `into`; what else stands in the pattern belongs to `scope`. */
export function visitBinding(
  scope: Scope,
  pattern: TSESTree.Node,
  parent: TSESTree.Node,
  { node, into }: { readonly node: TSESTree.Node; readonly into: Scope },
): void {
  visitPattern(scope, pattern, parent, (name) => {
    declare(into, name, node);
  });
}

type Bind = (name: TSESTree.Identifier) => void;

function visitPattern(scope: Scope, pattern: TSESTree.Node, parent: TSESTree.Node, bind: Bind): void {
  pattern.parent ??= parent;
  if ('decorators' in pattern) visitDecorators(scope, pattern);
  switch (pattern.type) {
    case 'Identifier':
      bind(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) visitPattern(scope, property, pattern, bind);
      break;
    case 'Property':
      visitKey(scope, pattern);
      visitPattern(scope, pattern.value, pattern, bind);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) visitPattern(scope, element, pattern, bind);
      break;
    case 'AssignmentPattern':
      visitPattern(scope, pattern.left, pattern, bind);
      visit(scope, pattern.right, pattern);
      break;
    case 'RestElement':
      visitPattern(scope, pattern.argument, pattern, bind);
      break;
    case 'TSParameterProperty':
      visitPattern(scope, pattern.parameter, pattern, bind);
      break;
    default:
      visit(scope, pattern, parent);
  }
}

type Keyed = TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.AccessorProperty;

export function visitKey(scope: Scope, node: Keyed): void {
  if (node.computed) visit(scope, node.key, node);
  else (node.key as TSESTree.Node).parent ??= node;
}

/** Parsers without TypeScript leave the field out. */
export function visitDecorators(scope: Scope, node: TSESTree.Node & { decorators?: TSESTree.Decorator[] }): void {
  for (const decorator of node.decorators ?? []) visit(scope, decorator, node);
}
