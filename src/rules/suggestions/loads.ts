/** Statements at the top of a file that load a module, whichever way they are written. */
import type { TSESTree } from '@typescript-eslint/utils';
import { isBuiltin } from 'node:module';

export interface Load {
  /** The module, with `node:` for Node's own. */
  readonly module: string;
  /** The string in which the file names it. */
  readonly source: TSESTree.StringLiteral;
  /** What a `require` is taken apart into. */
  readonly pattern?: TSESTree.ObjectPattern;
}

export function getLoad(statement: TSESTree.ProgramStatement): Load | undefined {
  switch (statement.type) {
    case 'ImportDeclaration':
      return { module: toModule(statement.source.value), source: statement.source };
    case 'TSImportEqualsDeclaration':
      return getImportEquals(statement);
    case 'VariableDeclaration':
      return getRequire(statement);
    default:
      return undefined;
  }
}

function getImportEquals({ moduleReference }: TSESTree.TSImportEqualsDeclaration): Load | undefined {
  if (moduleReference.type !== 'TSExternalModuleReference') return undefined;
  const { expression } = moduleReference;
  return { module: toModule(expression.value), source: expression };
}

/** `const … = require('x')`, and `const … = require('fs').promises`, which loads `fs/promises`. */
function getRequire({ declarations }: TSESTree.VariableDeclaration): Load | undefined {
  const [{ id, init }] = declarations;
  const call = init?.type === 'MemberExpression' ? init.object : init;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require') {
    return undefined;
  }
  const [source] = call.arguments;
  if (source?.type !== 'Literal' || typeof source.value !== 'string') return undefined;
  const member = init?.type === 'MemberExpression' && init.property.type === 'Identifier' ? init.property.name : '';
  const module = `${toModule(source.value)}${member && `/${member}`}`;
  return { module, source, ...(id.type === 'ObjectPattern' && { pattern: id }) };
}

function toModule(specifier: string): string {
  return isBuiltin(specifier) && !specifier.startsWith('node:') ? `node:${specifier}` : specifier;
}
