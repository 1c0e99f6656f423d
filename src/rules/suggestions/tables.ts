/** Which calls run the functions of a table, `const loaders = { text: loadText }`, that is only ever called from? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { ParsedFile } from '../../analysis/facts/draft.ts';
import type { Reference } from '../../analysis/facts/scopes/scopes.ts';
import { getScopes } from '../../analysis/uses/mentions.ts';

/** Undefined where `node` is no value of a table, or its functions may be called elsewhere. */
export function findTableCalls(file: ParsedFile, node: TSESTree.Node): TSESTree.CallExpression[] | undefined {
  const property = node.parent;
  if (property?.type !== 'Property' || property.value !== node) return undefined;
  return collect(getReferences(file, property.parent), ({ identifier }) => {
    const member = identifier.parent;
    const isTakenOut = member.type === 'MemberExpression' && member.object === identifier && member.computed;
    return isTakenOut ? findCallsOf(file, member) : undefined;
  });
}

/** `loaders[type](path)`, or `const load = loaders[type]` and then `load ? load(path) : ''`. */
function findCallsOf(file: ParsedFile, value: TSESTree.Node): TSESTree.CallExpression[] | undefined {
  const { parent } = value;
  if (parent?.type === 'CallExpression' && parent.callee === value) return [parent];
  if (isTest(value)) return [];
  return collect(getReferences(file, value), ({ identifier }) => findCallsOf(file, identifier));
}

/** Whether nothing is asked but whether there is a function. */
function isTest(node: TSESTree.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node;
    case 'UnaryExpression':
      return true;
    default:
      return false;
  }
}

/** The uses of a constant that holds this value; undefined where none does. */
function getReferences(file: ParsedFile, value: TSESTree.Node): readonly Reference[] | undefined {
  const { parent } = value;
  if (parent?.type !== 'VariableDeclarator' || parent.init !== value || parent.id.type !== 'Identifier')
    return undefined;
  if (parent.parent.kind !== 'const' || parent.parent.parent.type === 'ExportNamedDeclaration') return undefined;
  return getScopes(file).variables.get(parent.id)?.references;
}

/** Undefined where it is for one of them. */
function collect(
  references: readonly Reference[] | undefined,
  find: (reference: Reference) => TSESTree.CallExpression[] | undefined,
): TSESTree.CallExpression[] | undefined {
  const all: TSESTree.CallExpression[] = [];
  for (const reference of references ?? []) {
    const found = find(reference);
    if (!found) return undefined;
    all.push(...found);
  }
  return references && all;
}
