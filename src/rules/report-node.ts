import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { getChildren } from '../analysis/facts/draft.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Range = readonly [start: number, end: number];

/** The node that stands at a range of the file being linted. */
export function getNode(sourceCode: SourceCode, range: Range): TSESTree.Node {
  let node: TSESTree.Node | null | undefined = sourceCode.getNodeByRangeIndex(range[0]);
  while (node && node.range[1] < range[1]) node = node.parent;
  return (node?.type === 'Program' ? findInDecorators(sourceCode, range) : node) ?? sourceCode.ast;
}

/** `@Module({ … }) export class Shop {}`: a decorator before `export` stands outside the class that it is part of. */
function findInDecorators(sourceCode: SourceCode, [start, end]: Range): TSESTree.Node | undefined {
  let found: TSESTree.Node | undefined;
  let parts = sourceCode.ast.body.flatMap(getDecorators);
  while (found?.range[0] !== start || found.range[1] !== end) {
    const around = parts.find(({ range }) => range[0] <= start && end <= range[1]);
    if (!around) break;
    found = around;
    parts = getChildren({ file: sourceCode }, found);
  }
  return found;
}

function getDecorators(node: TSESTree.ProgramStatement): TSESTree.Node[] {
  const declared = 'declaration' in node ? node.declaration : undefined;
  if (declared?.type !== 'ClassDeclaration') return [];
  // Parsers without TypeScript leave the field out.
  const decorators = declared.decorators as TSESTree.Decorator[] | undefined;
  return decorators ?? [];
}
