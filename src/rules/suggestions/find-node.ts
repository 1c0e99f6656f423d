import type { TSESTree } from '@typescript-eslint/utils';
import { getChildren, type ParsedFile } from '../../analysis/facts/draft.ts';
import { getScopes } from '../../analysis/uses/mentions.ts';

/** The call that stands at a range of any file of the project. */
export function findNode(
  file: ParsedFile,
  [start, end]: readonly [number, number],
): TSESTree.CallExpression | undefined {
  // Gives each node its parent, where the parser has not.
  getScopes(file);
  let node: TSESTree.Node | undefined = file.ast;
  while (node) {
    const isIt: boolean = node.range[0] === start && node.range[1] === end;
    if (isIt && node.type === 'CallExpression') return node;
    node = getChildren({ file }, node).find(({ range }) => range[0] <= start && end <= range[1]);
  }
  return undefined;
}
