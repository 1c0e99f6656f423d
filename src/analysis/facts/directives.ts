/** What do the comments of a file say about its functions? `eslint-disable` directives, `@blocking`, `@deprecated`. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Annotation } from './types.ts';

export interface Directives {
  /** Whether a directive that names the rules about blocking calls, or that about busy waits, covers the line. */
  isDisabled(line: number, what: 'call' | 'loop'): boolean;
  /** Whether a directive that names the rules about blocking calls, or no rule at all, covers the line. */
  isSilenced(line: number): boolean;
  /** What the documentation of a function says of it. */
  getAnnotation(text: string, node: TSESTree.Node): Annotation | undefined;
  /** Whether the documentation of a function says `@deprecated`. */
  isDeprecated(text: string, node: TSESTree.Node): boolean;
}

interface Span {
  /** The rules that the directive names; none where it is about all. */
  readonly rules: string;
  readonly from: number;
  to: number;
}

const DIRECTIVE = /^\s*eslint-(disable|enable)(-next-line|-line)?(?:\s+([^]*?))?(?:\s--\s[^]*)?$/;
const OWN_RULES = {
  call: /(?:^|[\s,/])no-(?:transitive-)?blocking-call(?:[\s,]|$)/,
  loop: /(?:^|[\s,/])no-busy-wait(?:[\s,]|$)/,
};

export function readDirectives(comments: readonly TSESTree.Comment[]): Directives {
  const spans: Span[] = [];
  for (const comment of comments) if (comment.value.includes('eslint-')) addSpan(spans, comment);
  const annotations = comments.filter(({ type, value }) => type === 'Block' && /@(?:non)?blocking\b/.test(value));
  const deprecations = comments.filter(({ type, value }) => type === 'Block' && /@deprecated\b/.test(value));
  return {
    isDisabled: (line, what) =>
      spans.some(({ rules, from, to }) => from <= line && line <= to && OWN_RULES[what].test(rules)),
    isSilenced: (line) =>
      spans.some(({ rules, from, to }) => from <= line && line <= to && (rules === '' || OWN_RULES.call.test(rules))),
    getAnnotation(text, node) {
      const comment = findDocumentation(annotations, text, node);
      return comment && readAnnotation(comment.value);
    },
    isDeprecated: (text, node) => findDocumentation(deprecations, text, node) !== undefined,
  };
}

function findDocumentation(
  comments: readonly TSESTree.Comment[],
  text: string,
  node: TSESTree.Node,
): TSESTree.Comment | undefined {
  if (comments.length === 0) return undefined;
  const [start] = getDocumented(node).range;
  return comments.findLast(({ range }) => range[1] <= start && text.slice(range[1], start).trim() === '');
}

function addSpan(spans: Span[], comment: TSESTree.Comment): void {
  const [, verb, where, rules = ''] = DIRECTIVE.exec(comment.value) ?? [];
  const isOwn = Object.values(OWN_RULES).some((own) => own.test(rules));
  if (verb === undefined || (!isOwn && rules !== '')) return;
  const { start, end } = comment.loc;
  if (where === '-line') spans.push({ rules, from: start.line, to: start.line });
  else if (where === '-next-line') spans.push({ rules, from: end.line + 1, to: end.line + 1 });
  else if (verb === 'disable') spans.push({ rules, from: start.line, to: Infinity });
  else for (const span of spans) span.to = Math.min(span.to, start.line);
}

/** What stands between backticks is spoken of, and not said of the function. */
function readAnnotation(text: string): Annotation | undefined {
  const [, tag, reason = ''] = /(?<!`)@(blocking|nonblocking)\b[ \t]*([^*\n]*)/.exec(text) ?? [];
  if (tag === 'blocking') return 'blocking';
  if (tag === undefined) return undefined;
  return reason.trim() === '' ? 'nonblocking without a reason' : 'nonblocking';
}

/** The statement or member that a function belongs to, before which its documentation stands. */
function getDocumented(node: TSESTree.Node): TSESTree.Node {
  let documented = node;
  while (documented.parent && OWNERS.has(documented.parent.type)) documented = documented.parent;
  return documented;
}

const OWNERS = new Set([
  'AssignmentExpression',
  'ExportDefaultDeclaration',
  'ExportNamedDeclaration',
  'ExpressionStatement',
  'MethodDefinition',
  'Property',
  'PropertyDefinition',
  'VariableDeclaration',
  'VariableDeclarator',
]);
