import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** The node that stands at a range of the file being linted. */
export function getNode(sourceCode: Readonly<TSESLint.SourceCode>, range: readonly [number, number]): TSESTree.Node {
  let node: TSESTree.Node | null | undefined = sourceCode.getNodeByRangeIndex(range[0]);
  while (node && node.range[1] < range[1]) node = node.parent;
  return node ?? sourceCode.ast;
}
