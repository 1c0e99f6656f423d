/**
 * Parses the files of the project that ESLint does not lint right now. Always with the same fast parser, whatever the
 * linted file is parsed with: that may be a parser for another language, or one that needs a whole program.
 */
import { type ParserOptions, type ParserPlugin, parse as parseWithBabel } from '@babel/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { parse as parseStandard } from 'meriyah';
import type { ParsedFile } from '../facts/draft.ts';

/** Undefined where the text is not understood: what such a file does is unknown. */
export function parse(path: string, text: string): ParsedFile | undefined {
  const ast = (/\.[cm]?tsx?$/.test(path) ? undefined : parseJavaScript(text)) ?? parseAny(path, text);
  return ast && { path, text, ast, visitorKeys };
}

/** Three times as fast as the parser for all dialects; undefined for what is not standard JavaScript with JSX. */
function parseJavaScript(text: string): TSESTree.Program | undefined {
  const isModule = /^\s*(?:import|export)\b/m.test(text);
  return tryStandard(text, isModule ? 'module' : 'commonjs') ?? tryStandard(text, isModule ? 'commonjs' : 'module');
}

function tryStandard(text: string, sourceType: 'module' | 'commonjs'): TSESTree.Program | undefined {
  const comments: TSESTree.Comment[] = [];
  try {
    const ast = parseStandard(text, {
      sourceType,
      next: true,
      jsx: true,
      webcompat: true,
      ranges: { range: true },
      validateRegex: false,
      onComment: (type, value, start, end, loc) =>
        comments.push(toComment(type === 'MultiLine', { value, start, end, loc })),
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
  if (/\.d\.[cm]?ts$/.test(path)) return [[['typescript', { dts: true }]]];
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
    ast.comments = (comments ?? []).map((comment) => toComment(comment.type === 'CommentBlock', comment));
    return ast;
  } catch {
    return undefined;
  }
}

interface ForeignComment {
  readonly value: string;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly loc?: unknown;
}

function toComment(isBlock: boolean, { value, start = 0, end = 0, loc }: ForeignComment): TSESTree.Comment {
  return { value, loc, range: [start, end], type: isBlock ? 'Block' : 'Line' } as unknown as TSESTree.Comment;
}
