/** What do the names of types stand for? Those that a file imports, and the classes and interfaces it declares. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';
import { getNamespaceId } from './exports.ts';
import { getClassId, getInterfaceId } from './members.ts';
import type { Value } from './types.ts';

export function collectTypes(draft: Draft): void {
  for (const statement of draft.file.ast.body) {
    if (statement.type === 'ImportDeclaration') addImported(draft, statement);
    else if (statement.type === 'TSImportEqualsDeclaration') addImportEquals(draft, statement);
    else addDeclared(draft, getDeclaration(statement));
  }
}

function getDeclaration(statement: TSESTree.ProgramStatement): TSESTree.Node | null {
  const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
  return isExport ? statement.declaration : statement;
}

/** Evaluated when they are asked for: they may refer to each other in any order. */
function addDeclared(draft: Draft, node: TSESTree.Node | null): void {
  if (node?.type === 'ClassDeclaration' && node.id) {
    draft.types.set(node.id.name, () => ({ kind: 'class', id: getClassId(draft, node) }));
  } else if (node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration') {
    draft.types.set(node.id.name, () => ({ kind: 'interface', id: getInterfaceId(draft, node) }));
  } else if (node?.type === 'TSModuleDeclaration' && node.id.type === 'Identifier' && !draft.types.has(node.id.name)) {
    draft.types.set(node.id.name, () => ({ kind: 'object', id: getNamespaceId(draft, node) }));
  }
}

function addImported({ types }: Draft, { source, specifiers }: TSESTree.ImportDeclaration): void {
  for (const specifier of specifiers) {
    const value: Value = { kind: 'import', module: source.value, name: getImportedName(specifier) };
    types.set(specifier.local.name, () => value);
  }
}

function addImportEquals({ types }: Draft, { id, moduleReference }: TSESTree.TSImportEqualsDeclaration): void {
  if (moduleReference.type !== 'TSExternalModuleReference') return;
  const value: Value = { kind: 'import', module: moduleReference.expression.value, name: '*' };
  types.set(id.name, () => value);
}

function getImportedName(specifier: TSESTree.ImportClause): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
}
