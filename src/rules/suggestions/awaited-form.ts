/** Rewrites a blocking call to the awaited form that its catalog row states. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import type { CallFact } from '../../analysis/facts/types.ts';
import type { BlockingApi, Rewrite } from '../../catalog/define.ts';
import { getRewrite } from '../../catalog/severity.ts';
import { addImport, type NewImport } from './add-import.ts';
import { mayAwait, needsParentheses, wouldContinuePreviousLine } from './await-position.ts';
import { findExpression, getFreeName } from './names-in-scope.ts';

export interface AwaitedForm {
  /** The callee of the awaited call: `fs.promises.readFile`. */
  readonly callee: string;
  fix(fixer: TSESLint.RuleFixer): TSESLint.RuleFix[];
}

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The rewrite, where it is correct code: undefined where `await` may not stand or the arguments would not fit. */
export function getAwaitedForm(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.Node,
  api: BlockingApi,
  call: CallFact,
): AwaitedForm | undefined {
  const rewrite = getRewrite(
    api,
    call.arguments.map((argument) => argument.view),
  );
  if (!rewrite || node.type !== 'CallExpression' || node.optional || !mayAwait(node)) return undefined;
  if (node.callee.type !== 'Identifier' && node.callee.type !== 'MemberExpression') return undefined;
  if (node.parent.type === 'ChainExpression') return undefined;
  const parentheses = needsParentheses(node);
  if (parentheses && wouldContinuePreviousLine(sourceCode, node)) return undefined;
  const { callee, imports } = getCallee(analysis, sourceCode, node, rewrite);
  return {
    callee,
    fix: (fixer) => [
      ...imports.map((added) => addImport(fixer, sourceCode, added)),
      fixer.insertTextBefore(node, parentheses ? '(await ' : 'await '),
      fixer.replaceText(node.callee, callee),
      ...(parentheses ? [fixer.insertTextAfter(node, ')')] : []),
    ],
  };
}

interface Callee {
  readonly callee: string;
  readonly imports: readonly NewImport[];
}

function getCallee(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.CallExpression,
  { module, name, form }: Rewrite,
): Callee {
  const plain = getReference(analysis, sourceCode, node, { module, name });
  if (form === 'promise') return plain;
  const promisify = getReference(analysis, sourceCode, node, { module: 'node:util', name: 'promisify' });
  return { callee: `${promisify.callee}(${plain.callee})`, imports: [...plain.imports, ...promisify.imports] };
}

/** An expression for an export of a module, and the import it needs if the file has none. */
function getReference(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.CallExpression,
  { module, name }: { readonly module: string; readonly name: string },
): Callee {
  const existing =
    findExpression(analysis, sourceCode, node, { module, path: name }) ??
    getSibling(analysis, sourceCode, node, module, name);
  if (existing !== undefined) return { callee: existing, imports: [] };
  const local = getFreeName(sourceCode, name);
  return { callee: local, imports: [{ module, name, local }] };
}

/** `fs.promises.readFile` beside `fs.readFileSync`, where `fs` is the whole module. */
function getSibling(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.CallExpression,
  module: string,
  name: string,
): string | undefined {
  if (!module.endsWith('/promises')) return undefined;
  const whole = findExpression(analysis, sourceCode, node, { module: module.replace(/\/promises$/, ''), path: '' });
  return whole === undefined ? undefined : `${whole}.promises.${name}`;
}
