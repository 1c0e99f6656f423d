/** What does the text of a file assign to something? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';

/** Whether the text in a range assigns to what is called so. */
export function isAssigned(
  draft: Draft,
  name: string,
  [start, end]: readonly [number, number],
  written: string,
): boolean {
  return matchAssignment(name, written).test(draft.file.text.slice(start, end));
}

export function matchAssignment(name: string, written: string): RegExp {
  if (name.includes('(')) return NEVER;
  const escaped = name.replaceAll(/[$.[\]?]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w$.]|(?:let|var)\s+)${escaped}\s*=(?!=)${written}`);
}

const NEVER = /(?!)/;

/** What is assigned, as the source of a regular expression. */
export const ANYTHING = '';
export const RESET = String.raw`\s*(?:false|0)\b`;
export const EMPTY = String.raw`\s*(?:false|null|undefined|0)\b`;
/** Nothing at all. */
export const NOTHING = String.raw`\s*(?:null|undefined)\b`;
export const VALUE = String.raw`(?!\s*(?:true|false)\b)`;

/** `null`, `undefined`, and `'undefined'` as `typeof` has it. */
export function isNothing(node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return node.value === null || node.value === 'undefined';
  return node.type === 'Identifier' && node.name === 'undefined';
}

export function getSource(draft: Draft, node: TSESTree.Node): string {
  return draft.file.text.slice(...node.range);
}
