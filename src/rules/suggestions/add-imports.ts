/** Adds imports in the style of the file: merged into one that is there, else beside the others, written as they are. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { getImportStyle, type ImportStyle } from './import-style.ts';
import { getLoad } from './loads.ts';
import { getSeparator } from './separator.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

export interface NewImport {
  /** The module, with `node:` for Node's own. */
  readonly module: string;
  /** Undefined for what the module exports itself, or by default. */
  readonly name: string | undefined;
  /** The name it gets in the file. */
  readonly local: string;
}

/** @param unused the names that the file imports for code that goes away; their imports go too */
export function addImports(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  added: readonly NewImport[],
  unused: ReadonlySet<TSESTree.Node> = new Set(),
): TSESLint.RuleFix[] {
  const style = getImportStyle(sourceCode);
  const lists = sourceCode.ast.body.flatMap((statement) => getNameList(sourceCode, statement, unused) ?? []);
  const modules = new Set(added.map(({ module }) => module));
  const lines = added.flatMap(({ module, name, local }) => (name === undefined ? style.writeWhole(module, local) : []));
  for (const module of modules) {
    const bindings = added.filter((entry) => entry.module === module).flatMap((entry) => getBinding(entry, style));
    const list = lists.find((one) => one.module === module);
    if (list) list.added.push(...bindings);
    else if (bindings.length > 0) lines.push(style.write(module, bindings));
  }
  const isEmpty = (list: NameList): boolean => list.names.length === list.removed.size && list.added.length === 0;
  const [first, ...others] = lists.filter(isEmpty);
  return [
    ...lists.filter((list) => !isEmpty(list)).flatMap((list) => rewriteList(fixer, sourceCode, list)),
    ...others.map(({ statement }) => removeLine(fixer, sourceCode, statement)),
    ...replaceStatement(fixer, sourceCode, first?.statement, lines, style),
  ];
}

function getBinding({ name, local }: NewImport, { as }: ImportStyle): string | [] {
  if (name === undefined) return [];
  return local === name ? name : `${name}${as}${local}`;
}

/** New lines take the place of an import that nothing needs any longer. */
function replaceStatement(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  statement: TSESTree.Node | undefined,
  lines: readonly string[],
  style: ImportStyle,
): TSESLint.RuleFix[] {
  if (!statement) return lines.length === 0 ? [] : [insertLines(fixer, sourceCode, lines, style)];
  if (lines.length === 0) return [removeLine(fixer, sourceCode, statement)];
  return [fixer.replaceText(statement, lines.join(style.newline))];
}

/** The names that a statement takes from a module, and what becomes of them. */
interface NameList {
  readonly statement: TSESTree.ProgramStatement;
  readonly module: string;
  readonly names: readonly TSESTree.Node[];
  readonly removed: ReadonlySet<TSESTree.Node>;
  readonly added: string[];
}

/** `import { a, b } from …`, `const { a, b } = require(…)` */
function getNameList(
  sourceCode: SourceCode,
  statement: TSESTree.ProgramStatement,
  unused: ReadonlySet<TSESTree.Node>,
): NameList | undefined {
  const load = getLoad(statement);
  const names = getNames(statement, load?.pattern);
  if (!load || names.length === 0) return undefined;
  const found = names.filter((name) => unused.has(name));
  // Comments among the names belong to them, and a statement that does more than to take names stays.
  const isKept =
    sourceCode.getCommentsInside(statement).length > 0 || (found.length === names.length && doesMore(statement));
  return { statement, module: load.module, names, removed: new Set(isKept ? [] : found), added: [] };
}

function getNames(
  statement: TSESTree.ProgramStatement,
  pattern: TSESTree.ObjectPattern | undefined,
): readonly TSESTree.Node[] {
  if (statement.type === 'ImportDeclaration') {
    if (statement.importKind === 'type') return [];
    return statement.specifiers.filter(({ type }) => type === 'ImportSpecifier');
  }
  const properties = pattern?.properties ?? [];
  return properties.at(-1)?.type === 'Property' ? properties : [];
}

function doesMore(statement: TSESTree.ProgramStatement): boolean {
  if (statement.type === 'ImportDeclaration') return statement.specifiers[0]?.type !== 'ImportSpecifier';
  return statement.type === 'VariableDeclaration' && statement.declarations.length > 1;
}

function rewriteList(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  { names, removed, added }: NameList,
): TSESLint.RuleFix[] {
  const [first] = names;
  const last = names.at(-1);
  if (!first || !last) return [];
  const separator = getSeparator(sourceCode, last);
  if (removed.size === 0) return added.map((binding) => fixer.insertTextAfter(last, `${separator}${binding}`));
  const kept = names.filter((name) => !removed.has(name)).map((name) => sourceCode.getText(name));
  return [fixer.replaceTextRange([first.range[0], last.range[1]], [...kept, ...added].join(separator))];
}

/** Removes a statement, and its line if it has that for itself. */
function removeLine(fixer: TSESLint.RuleFixer, sourceCode: SourceCode, statement: TSESTree.Node): TSESLint.RuleFix {
  const [start, end] = statement.range;
  const rest = /^[ \t]*\r?\n/.exec(sourceCode.text.slice(end))?.[0] ?? '';
  return fixer.removeRange([start, end + rest.length]);
}

function insertLines(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  lines: readonly string[],
  { newline }: ImportStyle,
): TSESLint.RuleFix {
  const previous = findLastLoad(sourceCode.ast.body) ?? findLastDirective(sourceCode.ast.body);
  if (previous) {
    const end = getEndOfLine(sourceCode, previous);
    return fixer.insertTextAfterRange([end, end], lines.map((line) => `${newline}${line}`).join(''));
  }
  const start = getStart(sourceCode);
  return fixer.insertTextBeforeRange([start, start], lines.map((line) => `${line}${newline}`).join(''));
}

/** The last import of the first block of imports: a `require` further down may run later than what uses it. */
function findLastLoad(body: readonly TSESTree.ProgramStatement[]): TSESTree.Node | undefined {
  const first = body.findIndex((statement) => getLoad(statement));
  if (first === -1) return undefined;
  const next = body.findIndex((statement, index) => index > first && !getLoad(statement));
  return body[(next === -1 ? body.length : next) - 1];
}

function findLastDirective(body: readonly TSESTree.ProgramStatement[]): TSESTree.Node | undefined {
  return body.findLast((statement) => statement.type === 'ExpressionStatement' && statement.directive !== undefined);
}

/** Behind the comments that end a statement's line, for they belong to it. */
function getEndOfLine(sourceCode: SourceCode, statement: TSESTree.Node): number {
  const onLine = sourceCode
    .getCommentsAfter(statement)
    .filter(({ loc }) => loc.start.line === statement.loc.end.line && loc.end.line === statement.loc.end.line);
  const next = sourceCode.getTokenAfter(statement);
  const sharesLine = next?.loc.start.line === statement.loc.end.line;
  return (sharesLine ? undefined : onLine.at(-1)?.range[1]) ?? statement.range[1];
}

/** Before the first statement and the documentation it has, behind the comments at the top of the file. */
function getStart(sourceCode: SourceCode): number {
  const [first] = sourceCode.ast.body;
  if (!first) return 0;
  const comment = sourceCode.getCommentsBefore(first).at(-1);
  if (!comment?.value.startsWith('*') || comment.loc.end.line < first.loc.start.line - 1) return first.range[0];
  return comment.range[0];
}
