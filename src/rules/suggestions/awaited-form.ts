/** Rewrites a blocking call to the awaited form that its catalog row states. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import type { BlockingCall } from '../../analysis/blocking-calls.ts';
import type { Rewrite } from '../../catalog/define.ts';
import { type ArgumentView, getRewrite } from '../../catalog/severity.ts';
import { getNode } from '../report-node.ts';
import { awaitNode } from './await-position.ts';
import type { Imports } from './imports.ts';

export interface AwaitedForm {
  /** The call that is rewritten. */
  readonly node: TSESTree.CallExpression;
  /** Its new callee, with what it imports for that: `fs.promises.readFile`. */
  getCallee(imports: Imports): string;
  fix(fixer: TSESLint.RuleFixer, callee: string): TSESLint.RuleFix[];
}

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Undefined where the row states none, the arguments mean something else to it, or the code could not be kept. */
export function getAwaitedForm(
  { facts }: FileAnalysis,
  sourceCode: SourceCode,
  found: BlockingCall,
): AwaitedForm | undefined {
  const node = getNode(sourceCode, found.range);
  const rewrite = findRewrite(facts.path, found, node);
  if (!rewrite || !isPlainCall(node)) return undefined;
  if (sourceCode.getCommentsInside(node.callee).length > 0) return undefined;
  const toAwaited = awaitNode(sourceCode, node);
  if (!toAwaited) return undefined;
  return {
    node,
    getCallee: (imports) => getCallee(imports, node, rewrite),
    fix: (fixer, callee) => [
      fixer.replaceText(node.callee, callee),
      ...addThen(fixer, node, rewrite),
      ...toAwaited(fixer),
    ],
  };
}

/** The rewrite of a blocking call in any file, at `node`. */
export function findRewrite(path: string, { api, call }: BlockingCall, node: TSESTree.Node): Rewrite | undefined {
  const views = call.arguments.map(({ view }) => view);
  const rewrite = inLanguage(path, getRewrite(api, views), views);
  if (!rewrite || !isPlainCall(node)) return undefined;
  return rewrite.yieldsText && !takesText(node, views) ? undefined : rewrite;
}

function isPlainCall(node: TSESTree.Node): node is TSESTree.CallExpression {
  if (node.type !== 'CallExpression' || node.optional || node.parent.type === 'ChainExpression') return false;
  return node.callee.type === 'Identifier' || node.callee.type === 'MemberExpression';
}

/** The rewrite as the types of a TypeScript file allow it. */
function inLanguage(path: string, rewrite: Rewrite | undefined, views: readonly ArgumentView[]): Rewrite | undefined {
  if (!rewrite?.inTypeScript || !/tsx?$/.test(path)) return rewrite;
  const { then, arguments: count } = rewrite.inTypeScript;
  return views.length === count ? { ...rewrite, ...(then && { then }) } : undefined;
}

/** Whether it is the same to the code around a call that it gets text instead of a buffer. */
function takesText({ parent }: TSESTree.CallExpression, views: readonly ArgumentView[]): boolean {
  const options = views.at(-1);
  const encoding = options?.type === 'object' ? options.properties['encoding'] : undefined;
  if (encoding?.type === 'string') return encoding.value !== 'buffer';
  if (encoding) return false;
  if (parent.type === 'ExpressionStatement' || parent.type === 'TemplateLiteral') return true;
  if (parent.type !== 'MemberExpression' || parent.property.type !== 'Identifier') return false;
  return parent.property.name === 'toString' && isCalledWithoutEncoding(parent);
}

function isCalledWithoutEncoding({ parent }: TSESTree.MemberExpression): boolean {
  if (parent.type !== 'CallExpression') return false;
  return parent.arguments.every((argument) => argument.type === 'Literal' && /^utf-?8$/i.test(String(argument.value)));
}

function getCallee(imports: Imports, node: TSESTree.Node, { module, name: path, form }: Rewrite): string {
  return form === 'promise'
    ? imports.getReference(node, { module, path })
    : imports.getPromisified(node, { module, path });
}

function addThen(fixer: TSESLint.RuleFixer, node: TSESTree.CallExpression, { then }: Rewrite): TSESLint.RuleFix[] {
  if (then === undefined || node.parent.type === 'ExpressionStatement') return [];
  return [fixer.insertTextAfter(node, `.then(${then})`)];
}
