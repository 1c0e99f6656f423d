/** What keeps a blocking call from being awaited? The end of a sentence on some call or function of the project. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { ParsedFile } from '../../analysis/facts/draft.ts';
import { isFunction } from '../../analysis/facts/names.ts';
import { describeCallee, describeFunction, describeSpot, getSpot, type Spot } from './describe.ts';

export interface Obstacle {
  /** Whom it is about, as a message names it. */
  readonly name: string;
  readonly spot: Spot;
  /** What is said of it: "is a constructor". */
  readonly why: string;
}

/** A sentence for the report: `` Not fixed: `load` at src/load.js:12 is a generator. `` */
export function describeObstacle(cwd: string, { name, spot, why }: Obstacle): string {
  return `Not fixed: ${name} at ${describeSpot(cwd, spot)} ${why}.`;
}

export function createObstacle(file: ParsedFile, node: TSESTree.Node, why: string): Obstacle {
  return { name: getName(file, node), spot: getSpot(file, node), why };
}

function getName(file: ParsedFile, node: TSESTree.Node): string {
  if (node.type === 'CallExpression') return describeCallee(file, node);
  if (isFunction(node)) return describeFunction(node);
  return `\`${file.text.slice(...node.range)}\``;
}
