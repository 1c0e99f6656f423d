/** Adds an import in the style of the file: merged into one that is there, else ESM or `require`, with `node:` or without. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

type SourceCode = Readonly<TSESLint.SourceCode>;

export interface NewImport {
  /** The module, with `node:` for Node's own. */
  readonly module: string;
  readonly name: string;
  /** The name it gets in the file. */
  readonly local: string;
}

export function addImport(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  { module, name, local }: NewImport,
): TSESLint.RuleFix {
  const { body } = sourceCode.ast;
  const isEsm = body.some((statement) => /^(?:Import|Export)/.test(statement.type));
  const separator = isEsm ? ' as ' : ': ';
  const binding = local === name ? name : `${name}${separator}${local}`;
  for (const statement of body) {
    const last = getLastSpecifier(statement, module);
    if (last) return fixer.insertTextAfter(last, `, ${binding}`);
  }
  const source = `'${usesPrefix(sourceCode) ? module : module.replace(/^node:/, '')}'`;
  const line = isEsm ? `import { ${binding} } from ${source};` : `const { ${binding} } = require(${source});`;
  const previous = findLastLoad(body) ?? findLastDirective(body);
  if (previous) return fixer.insertTextAfter(previous, `\n${line}`);
  const [first] = body;
  return first ? fixer.insertTextBefore(first, `${line}\n`) : fixer.insertTextAfterRange([0, 0], `${line}\n`);
}

/** The last name that a statement takes from `module`: `import { a, b } from …`, `const { a, b } = require(…)`. */
function getLastSpecifier(statement: TSESTree.ProgramStatement, module: string): TSESTree.Node | undefined {
  if (statement.type === 'ImportDeclaration') {
    const isMatch = isSame(statement.source.value, module) && statement.importKind !== 'type';
    return isMatch
      ? statement.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier').at(-1)
      : undefined;
  }
  const declarator = getRequire(statement);
  if (!declarator || !isSame(declarator.source, module)) return undefined;
  const { id } = declarator.node;
  const last = id.type === 'ObjectPattern' ? id.properties.at(-1) : undefined;
  return last?.type === 'Property' ? last : undefined;
}

function getRequire(
  statement: TSESTree.ProgramStatement,
): { readonly node: TSESTree.VariableDeclarator; readonly source: string } | undefined {
  if (statement.type !== 'VariableDeclaration') return undefined;
  const [node] = statement.declarations;
  const call = node.init?.type === 'MemberExpression' ? node.init.object : node.init;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'require')
    return undefined;
  const [source] = call.arguments;
  return source?.type === 'Literal' && typeof source.value === 'string' ? { node, source: source.value } : undefined;
}

function isSame(source: string, module: string): boolean {
  return source.replace(/^node:/, '') === module.replace(/^node:/, '');
}

/** Whether the file writes `node:fs` and not `fs`; where it has neither, the prefix is the modern form. */
function usesPrefix({ ast }: SourceCode): boolean {
  const sources = ast.body.flatMap((statement) => {
    if (statement.type === 'ImportDeclaration') return [statement.source.value];
    return [getRequire(statement)?.source ?? ''];
  });
  return sources.some((source) => source.startsWith('node:')) || !sources.some((source) => BARE_BUILTINS.test(source));
}

const BARE_BUILTINS = /^(?:fs|path|os|util|crypto|child_process|zlib|http|https|url|stream|events|net)(?:\/|$)/;

function findLastLoad(body: readonly TSESTree.ProgramStatement[]): TSESTree.Node | undefined {
  return body.findLast((statement) => statement.type === 'ImportDeclaration' || getRequire(statement) !== undefined);
}

function findLastDirective(body: readonly TSESTree.ProgramStatement[]): TSESTree.Node | undefined {
  return body.findLast((statement) => statement.type === 'ExpressionStatement' && statement.directive !== undefined);
}
