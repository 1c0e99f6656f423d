/** May `await` stand here, does it need parentheses, and who has to become async for it? */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../../analysis/facts/names.ts';

/**
 * The function whose body `node` stands in, so that it decides whether `await` may; undefined where none can: at the
 * top of a file, in parameters, in the fields of a class.
 */
export function getAwaiting(node: TSESTree.Node): TSESTree.FunctionLike | undefined {
  let inner = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (isFunction(outer)) return inner === outer.body ? outer : undefined;
    if (outer.type === 'PropertyDefinition' || outer.type === 'StaticBlock') return undefined;
  }
  return undefined;
}

/** What makes `await x` of `x`, in place of `node`; undefined where that would read otherwise. */
export function awaitNode(
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[]) | undefined {
  if (!needsParentheses(node)) return (fixer) => [fixer.insertTextBefore(node, 'await ')];
  if (wouldContinuePreviousLine(sourceCode, node)) return undefined;
  return (fixer) => [fixer.insertTextBefore(node, '(await '), fixer.insertTextAfter(node, ')')];
}

/** Whether `await x` must become `(await x)` in place of `node`: what surrounds it would bind to `x` first. */
function needsParentheses(node: TSESTree.Node): boolean {
  const parent = node.parent;
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node;
    case 'TaggedTemplateExpression':
      return parent.tag === node;
    case 'BinaryExpression':
      return parent.operator === '**' && parent.left === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    case 'TSNonNullExpression':
      return true;
    default:
      return false;
  }
}

/** Whether a `(` put before `node` would be read as a call of the line before, because that has no semicolon. */
function wouldContinuePreviousLine(sourceCode: Readonly<TSESLint.SourceCode>, node: TSESTree.Node): boolean {
  const before = sourceCode.getTokenBefore(node);
  return before !== null && before.loc.end.line < node.loc.start.line && isOperand(before.value);
}

function isOperand(token: string): boolean {
  return /^[\w$\])'"`]|^\/./.test(token) && !/^(?:return|else|do|throw|await|yield|case)$/.test(token);
}
