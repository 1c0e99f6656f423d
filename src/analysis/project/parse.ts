/**
 * Parses the files of the project that ESLint does not lint right now. Always with the same fast parser, whatever the
 * linted file is parsed with: that may be a parser for another language, or one that needs a whole program.
 */
import { type ParserOptions, type ParserPlugin, parse as parseWithBabel } from '@babel/parser';
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { type Comment, Parser } from 'acorn';
import jsx from 'acorn-jsx';
import { analyze } from 'eslint-scope';
import type { ParsedFile } from '../facts/draft.ts';

/** Undefined where the text is not understood: what such a file does is unknown. */
export function parse(path: string, text: string): ParsedFile | undefined {
  const ast = (/\.[cm]?jsx?$/.test(path) ? parseJavaScript(text) : undefined) ?? parseAny(path, text);
  if (!ast) return undefined;
  // Before the parents are set: they would lead the analysis in circles.
  const scopeManager = analyzeScopes(ast);
  addParents(ast);
  return { path, text, ast, visitorKeys, scopeManager };
}

const JavaScript = Parser.extend(jsx());

/** Three times as fast as the parser for all dialects; undefined for what is not standard JavaScript with JSX. */
function parseJavaScript(text: string): TSESTree.Program | undefined {
  const isModule = /^\s*(?:import|export)\b/m.test(text);
  return tryAcorn(text, isModule ? 'module' : 'script') ?? tryAcorn(text, isModule ? 'script' : 'module');
}

function tryAcorn(text: string, sourceType: 'module' | 'script'): TSESTree.Program | undefined {
  const comments: Comment[] = [];
  try {
    const ast = JavaScript.parse(text, {
      ecmaVersion: 'latest',
      sourceType,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowSuperOutsideMethod: true,
      locations: true,
      ranges: true,
      onComment: comments,
    });
    return Object.assign(ast, { comments }) as unknown as TSESTree.Program;
  } catch {
    return undefined;
  }
}

function parseAny(path: string, text: string): TSESTree.Program | undefined {
  for (const plugins of getDialects(path)) {
    const ast = tryBabel(text, plugins);
    if (ast) return ast;
  }
  return undefined;
}

function getDialects(path: string): ParserPlugin[][] {
  if (path.endsWith('.tsx')) return [['typescript', 'jsx']];
  if (/\.[cm]?ts$/.test(path)) return [['typescript']];
  return [['jsx'], ['flow', 'jsx']];
}

const OPTIONS: ParserOptions = {
  sourceType: 'unambiguous',
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  createImportExpressions: true,
  errorRecovery: true,
  ranges: true,
  attachComment: false,
};

function tryBabel(text: string, dialect: readonly ParserPlugin[]): TSESTree.Program | undefined {
  try {
    const { program, comments } = parseWithBabel(text, {
      ...OPTIONS,
      plugins: [
        ['estree', { classFeatures: true }],
        'decorators-legacy',
        'explicitResourceManagement',
        'importAttributes',
        ...dialect,
      ],
    });
    const ast = program as unknown as TSESTree.Program;
    ast.comments = (comments ?? []).map(toEstreeComment);
    return ast;
  } catch {
    return undefined;
  }
}

type BabelComment = NonNullable<ReturnType<typeof parseWithBabel>['comments']>[number];

function toEstreeComment({ type, value, start, end, loc }: BabelComment): TSESTree.Comment {
  const range = [start ?? 0, end ?? 0];
  return { value, loc, range, type: type === 'CommentBlock' ? 'Block' : 'Line' } as unknown as TSESTree.Comment;
}

function analyzeScopes(ast: TSESTree.Program): TSESLint.Scope.ScopeManager {
  const options: Parameters<typeof analyze>[1] = {
    ecmaVersion: 2022,
    sourceType: ast.sourceType,
    ignoreEval: true,
    // Types are looked up by name, so nodes that only TypeScript has need no visit.
    fallback: () => [],
  };
  return analyze(ast as Parameters<typeof analyze>[0], options) as unknown as TSESLint.Scope.ScopeManager;
}

/** ESLint sets `parent` while it lints; here nobody has. */
function addParents(node: TSESTree.Node): void {
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const part of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (typeof part !== 'object' || part === null) continue;
      (part as { parent?: TSESTree.Node }).parent = node;
      addParents(part as TSESTree.Node);
    }
  }
}
