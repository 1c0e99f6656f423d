/** Gives a call one more option: into the object that is there, or into one that is added as the next argument. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { getSeparator } from './separator.ts';

type Fix = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix | TSESLint.RuleFix[];

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
  if (last) return (fixer) => addProperty(fixer, sourceCode, last, option);
  return (fixer) => fixer.replaceTextRange([...range], `{ ${option} }`);
}

/** Behind the comment that ends the line of the last property, for it belongs to that. */
function addProperty(
  fixer: TSESLint.RuleFixer,
  { text, lines }: Readonly<TSESLint.SourceCode>,
  last: TSESTree.Node,
  option: string,
): TSESLint.RuleFix[] {
  const separator = getSeparator({ text, lines }, last);
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(last.range[1])) ?? [];
  const [, comma, comment] = /^(,?)[ \t]*(\/\/.*|\/\*.*\*\/)[ \t]*$/.exec(rest) ?? [];
  if (comment === undefined || separator === ', ') return [fixer.insertTextAfter(last, `${separator}${option}`)];
  const end = last.range[1] + rest.length;
  const line = fixer.insertTextAfterRange([end, end], `${separator.slice(1)}${option}${comma}`);
  return comma ? [line] : [fixer.insertTextAfter(last, ','), line];
}
