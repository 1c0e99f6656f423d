/**
 * A handler that becomes async where nobody waits for it hands on its errors by itself, as its framework did before:
 * `try { … } catch (error) { next(error); }`.
 */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { ParsedFile } from '../../analysis/facts/draft.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Behind the request and the response; behind the error before them, where a handler is one of errors. */
const NEXT = 2;

/** Whether a handler has or can be given a `next`, and its whole body can stand in a `try`. */
export function isGuardable({ text }: ParsedFile, node: TSESTree.FunctionLike): boolean {
  const { params, body } = node;
  if (body?.type !== 'BlockStatement' || params.length > NEXT + 2 || hasDirective(body)) return false;
  if (params.length > NEXT) return getNext(node) !== undefined;
  const isFree = !/\bnext\b/.test(text.slice(...node.range));
  return params.length === NEXT && params.at(-1)?.type !== 'RestElement' && isFree;
}

/** Directives count only at the start of a function. */
function hasDirective({ body: [first] }: TSESTree.BlockStatement): boolean {
  return first?.type === 'ExpressionStatement' && first.directive !== undefined;
}

function getNext({ params }: TSESTree.FunctionLike): string | undefined {
  const next = params[Math.max(NEXT, params.length - 1)];
  return next?.type === 'Identifier' ? next.name : undefined;
}

/**
 * What comes before all edits in the body of a handler.
 *
 * @param guarded all handlers that are guarded: what stands in several of them moves as often
 */
export function openGuard(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  node: TSESTree.FunctionLike,
  guarded: readonly TSESTree.FunctionLike[],
): TSESLint.RuleFix[] {
  const { params, body } = node;
  if (!body) return [];
  const last = params.length === NEXT ? params[NEXT - 1] : undefined;
  const lines = getLines(sourceCode, body, guarded);
  const start = lines ? `${lines.newline}${lines.inner}try {` : ' try {';
  return [
    ...(last ? [fixer.insertTextAfter(last, ', next')] : []),
    fixer.insertTextAfterRange([body.range[0], body.range[0] + 1], start),
  ];
}

/**
 * Moves the lines of a body to the right, but for those that begin inside a text or a comment.
 *
 * @param edits the other edits, inside of which there can be none
 */
export function indentGuarded(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  { body }: TSESTree.FunctionLike,
  edits: readonly TSESLint.RuleFix[],
): TSESLint.RuleFix[] {
  const lines = body && getLines(sourceCode, body);
  if (!lines) return [];
  const { ast } = sourceCode;
  const parts = [...ast.tokens, ...sourceCode.getAllComments(), ...edits];
  const isWithin = (position: number): boolean =>
    parts.some(({ range: [start, end] }) => start < position && position < end);
  const starts = sourceCode.lines.flatMap((line, index) => {
    const isInside = body.loc.start.line <= index && index + 1 < body.loc.end.line;
    return isInside && line.trim() !== '' ? [sourceCode.getIndexFromLoc({ line: index + 1, column: 0 })] : [];
  });
  return starts.flatMap((start) =>
    isWithin(start) ? [] : [fixer.insertTextBeforeRange([start, start], getUnit(lines))],
  );
}

/** What comes behind them. */
export function closeGuard(
  fixer: TSESLint.RuleFixer,
  sourceCode: SourceCode,
  node: TSESTree.FunctionLike,
  guarded: readonly TSESTree.FunctionLike[],
): TSESLint.RuleFix[] {
  const { body } = node;
  if (!body) return [];
  const handOn = `${getNext(node) ?? 'next'}(error);`;
  const lines = getLines(sourceCode, body, guarded);
  const end = lines ? closeOnLines(lines, handOn) : `} catch (error) { ${handOn} } `;
  return [fixer.insertTextBeforeRange([body.range[1] - 1, body.range[1]], end)];
}

function closeOnLines(lines: Lines, handOn: string): string {
  const { newline, inner, outer } = lines;
  const unit = getUnit(lines);
  return `${unit}} catch (error) {${newline}${inner}${unit}${handOn}${newline}${inner}}${newline}${outer}`;
}

interface Lines {
  /** With what the handlers around this one move the line by that begins. */
  readonly newline: string;
  /** The indentation of the statements of a body, and of the brace that ends it. */
  readonly inner: string;
  readonly outer: string;
}

/** By how much the file indents. */
function getUnit({ inner, outer }: Lines): string {
  return inner.slice(outer.length);
}

/** Undefined where a body does not have its statements and its end on lines of their own. */
function getLines(
  sourceCode: SourceCode,
  body: TSESTree.Node,
  guarded: readonly TSESTree.FunctionLike[] = [],
): Lines | undefined {
  const { text, lines } = sourceCode;
  const [first] = 'body' in body && Array.isArray(body.body) ? (body.body as TSESTree.Statement[]) : [];
  const getIndent = (line = '', column = 0): string | undefined => /^\s*$/.exec(line.slice(0, column))?.[0];
  const inner = first && getIndent(lines[first.loc.start.line - 1], first.loc.start.column);
  const outer = getIndent(lines[body.loc.end.line - 1], body.loc.end.column - 1);
  if (inner === undefined || outer === undefined || !inner.startsWith(outer)) return undefined;
  const moves = guarded.flatMap((around) => {
    const moved = around.body && contains(around.body, body) ? getLines(sourceCode, around.body) : undefined;
    return moved ? getUnit(moved) : [];
  });
  return { newline: (text.includes('\r\n') ? '\r\n' : '\n') + moves.join(''), inner, outer };
}

function contains(outer: TSESTree.Node, { range: [start, end] }: TSESTree.Node): boolean {
  return outer.range[0] < start && end < outer.range[1];
}
