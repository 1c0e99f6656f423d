/** Functions, calls and places as messages name them. */
import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import type { BlockingChain } from '../../analysis/chains.ts';
import type { ParsedFile } from '../../analysis/facts/draft.ts';

export interface Spot {
  readonly path: string;
  readonly line: number;
}

/** `src/pages.js:12`, from where ESLint runs. */
export function describeSpot(cwd: string, { path: file, line }: Spot): string {
  return `${path.relative(cwd, file).replaceAll('\\', '/')}:${line}`;
}

/** `load (src/load.js:3) → fs.readFileSync (src/load.js:4)` */
export function describeChain({ links }: BlockingChain, cwd: string): string {
  return links.map((link) => `${link.name} (${describeSpot(cwd, link)})`).join(' → ');
}

export function describeSpots(cwd: string, spots: readonly Spot[]): string {
  const shown = spots.slice(0, MAX_SPOTS).map((spot) => describeSpot(cwd, spot));
  const more = spots.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

const MAX_SPOTS = 5;

export function getSpot({ path: file, text }: ParsedFile, { range }: TSESTree.Node): Spot {
  return { path: file, line: text.slice(0, range[0]).split('\n').length };
}

/** `` `load` ``, `` `#load` `` */
export function describeFunction(node: TSESTree.FunctionLike): string {
  const { parent } = node;
  const name = parent.type === 'VariableDeclarator' ? parent.id : (node.id ?? getKey(parent));
  return name?.type === 'Identifier' || name?.type === 'PrivateIdentifier'
    ? `\`${name.type === 'Identifier' ? '' : '#'}${name.name}\``
    : 'the function around it';
}

function getKey(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type === 'AssignmentExpression')
    return node.left.type === 'MemberExpression' ? node.left.property : undefined;
  return 'key' in node ? node.key : undefined;
}

/** `` `app.get` `` of `app.get('/', …)`. */
export function describeCallee({ text }: ParsedFile, { callee }: TSESTree.CallExpression): string {
  const name = text.slice(...callee.range);
  return /^[\w$.#?]+$/.test(name) ? `\`${name}\`` : 'the call';
}
