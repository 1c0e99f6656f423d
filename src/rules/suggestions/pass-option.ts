/** Gives a call one more option: into the object that is there, or into one that is added as the next argument. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

type Fix = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix;

/**
 * Undefined where the options stand elsewhere, or where an argument before them is left out.
 *
 * @param position the index of the argument that takes the options
 */
export function getOptionFix(
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  position: number,
  option: string,
): Fix | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const given = node.arguments[position];
  if (given?.type === 'ObjectExpression') return getPropertyFix(sourceCode, given, option);
  const last = node.arguments.at(-1);
  if (given || !last || last.type === 'SpreadElement' || node.arguments.length !== position) return undefined;
  return (fixer) => fixer.insertTextAfter(last, `, { ${option} }`);
}

function getPropertyFix(
  sourceCode: Readonly<TSESLint.SourceCode>,
  { properties, range }: TSESTree.ObjectExpression,
  option: string,
): Fix | undefined {
  const [name] = option.split(':');
  const isThere = properties.some((part) => part.type === 'Property' && sourceCode.getText(part.key) === name);
  if (isThere) return undefined;
  const last = properties.at(-1);
  if (last) return (fixer) => fixer.insertTextAfter(last, `, ${option}`);
  return (fixer) => fixer.replaceTextRange([...range], `{ ${option} }`);
}
