/** May `await` stand here, and does it need parentheses? */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** Whether `await` may stand in place of `node`: in the body of an async function, not in its parameters. */
export function mayAwait(node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    switch (outer.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return outer.async && inner === outer.body;
      case 'PropertyDefinition':
      case 'StaticBlock':
      case 'Program':
        return false;
      default:
    }
  }
  return false;
}

/** Whether `await x` must become `(await x)` in place of `node`: what follows would bind to `x` first. */
export function needsParentheses(node: TSESTree.Node): boolean {
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
    case 'TSNonNullExpression':
      return true;
    default:
      return false;
  }
}

/** Whether a `(` put before `node` would be read as a call of the line before, because that has no semicolon. */
export function wouldContinuePreviousLine(sourceCode: Readonly<TSESLint.SourceCode>, node: TSESTree.Node): boolean {
  const before = sourceCode.getTokenBefore(node);
  return before !== null && before.loc.end.line < node.loc.start.line && isOperand(before.value);
}

function isOperand(token: string): boolean {
  return /^[\w$\])'"`]|^\/./.test(token) && !/^(?:return|else|do|throw|await|yield|case)$/.test(token);
}
