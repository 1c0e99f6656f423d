/** What stands between the last part of a list and one that is added to it? */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** Parts that begin lines of their own keep to that. */
export function getSeparator(
  { text, lines }: Pick<TSESLint.SourceCode, 'text' | 'lines'>,
  last: TSESTree.Node,
): string {
  const line = lines[last.loc.start.line - 1] ?? '';
  const indent = line.slice(0, last.loc.start.column);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return indent !== '' && indent.trim() === '' ? `,${newline}${indent}` : ', ';
}
