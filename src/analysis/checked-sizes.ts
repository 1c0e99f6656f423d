/**
 * Does the code around a call hold the size of its input against a limit? `if (body.length > MAX) return;` before it does,
 * and so does a listener that counts the chunks of `body` and breaks off. Only the file itself is looked at.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { getChildren, type ParsedFile } from './facts/draft.ts';
import { isFunction } from './facts/names.ts';
import type { Variable } from './facts/scopes/scopes.ts';
import { getScopes } from './uses/mentions.ts';

/** What the input is made of: variables, with those of their members that count, as the source has them. */
type Parts = Map<Variable, Set<string>>;

interface Search {
  readonly file: ParsedFile;
  /** The call that takes the input. */
  readonly call: TSESTree.Node;
  readonly parts: Parts;
}

export function hasCheckedSize(file: ParsedFile, call: TSESTree.Node, input: TSESTree.Node): boolean {
  const search: Search = { file, call, parts: new Map() };
  addParts(search, input);
  // A map is iterated in the order in which it grows.
  for (const [variable] of search.parts) for (const source of getSources(variable)) addParts(search, source);
  return [...search.parts].some(([{ references }, texts]) =>
    references.some(({ identifier }) => {
      const size = getSize(search, identifier, texts);
      return size !== undefined && isLimited(search, size);
    }),
  );
}

function addParts(search: Search, node: TSESTree.Node): void {
  if (isFunction(node)) return;
  const { file, parts } = search;
  const root = getRoot(node);
  const variable = root && getScopes(file).variables.get(root);
  if (variable) {
    const texts = parts.get(variable) ?? new Set();
    parts.set(variable, texts.add(getText(file, node)));
    return;
  }
  const isMethod = node.type === 'CallExpression' && node.callee.type === 'MemberExpression';
  const within = isMethod ? [(node.callee as TSESTree.MemberExpression).object, ...node.arguments] : undefined;
  for (const child of within ?? getChildren({ file }, node)) addParts(search, child);
}

/** The variable at the beginning of `request.body`. */
function getRoot(node: TSESTree.Node): TSESTree.Identifier | undefined {
  if (node.type === 'Identifier') return node;
  return node.type === 'MemberExpression' ? getRoot(node.object) : undefined;
}

function getText({ text }: ParsedFile, { range }: TSESTree.Node): string {
  return text.slice(...range);
}

/** What a variable is set to, and what is added to a list. */
function getSources({ definitions, references }: Variable): TSESTree.Node[] {
  const initial = definitions.flatMap(({ node }) =>
    node.type === 'VariableDeclarator' && node.init ? [node.init] : [],
  );
  const later = references.flatMap(({ identifier: { parent }, written }) => {
    if (written !== undefined) return written === 'unknown' ? [] : [written];
    const isPush = parent.type === 'MemberExpression' && getName(parent) === 'push';
    return isPush && parent.parent.type === 'CallExpression' ? parent.parent.arguments : [];
  });
  return [...initial, ...later];
}

function getName({ computed, property }: TSESTree.MemberExpression): string | undefined {
  return !computed && property.type === 'Identifier' ? property.name : undefined;
}

/** `body.length`, `Buffer.byteLength(body)` */
function getSize({ file }: Search, identifier: TSESTree.Node, texts: ReadonlySet<string>): TSESTree.Node | undefined {
  let node = identifier;
  while (!texts.has(getText(file, node))) {
    if (node.parent?.type !== 'MemberExpression' || node.parent.object !== node) return undefined;
    node = node.parent;
  }
  const { parent } = node;
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    return SIZES.has(getName(parent) ?? '') ? parent : undefined;
  }
  const isCounted = parent?.type === 'CallExpression' && getText(file, parent.callee) === 'Buffer.byteLength';
  return isCounted ? parent : undefined;
}

const SIZES = new Set(['byteLength', 'length', 'size']);

/** Whether a size, or a sum of sizes, is compared with a limit that keeps the call from being made. */
function isLimited(search: Search, size: TSESTree.Node, depth = 0): boolean {
  let node = size;
  while (node.parent && isPartOfSize(node.parent)) node = node.parent;
  const { parent } = node;
  if (parent?.type === 'BinaryExpression') return isLimit(search, parent, node);
  const target = parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const sum = parent?.type === 'AssignmentExpression' && parent.right === node ? parent.left : target;
  if (sum?.type !== 'Identifier' || depth > MAX_DEPTH) return false;
  const references = getScopes(search.file).variables.get(sum)?.references ?? [];
  return references.some(({ identifier }) => isLimited(search, identifier, depth + 1));
}

const MAX_DEPTH = 2;

/** `chunk.length || 0`, `body?.length`, `text.length * 2` */
function isPartOfSize(node: TSESTree.Node): boolean {
  if (node.type === 'BinaryExpression') return /^[-+*/]$/.test(node.operator);
  return node.type === 'ChainExpression' || (node.type === 'LogicalExpression' && node.operator !== '&&');
}

function isLimit(search: Search, comparison: TSESTree.BinaryExpression, size: TSESTree.Node): boolean {
  const { left, right, operator } = comparison;
  if (!/^[<>]=?$/.test(operator)) return false;
  const limit = left === size ? right : left;
  // Whether there is anything, or enough of it, is another question.
  if (limit.type === 'Literal' && Number(limit.value) < SMALLEST_LIMIT) return false;
  const isOver = operator.startsWith('>') === (left === size);
  return isOver ? breaksOff(search, comparison) : leadsTo(search, comparison);
}

const SMALLEST_LIMIT = 100;

/** `if (… || size > limit) return;` before the call, or in another function; `size > limit ? … : parse(text)`. */
function breaksOff({ file, call }: Search, comparison: TSESTree.Node): boolean {
  const test = getWhole(comparison, '||');
  const { parent } = test;
  if (parent?.type === 'ConditionalExpression') return parent.test === test && contains(parent.alternate, call);
  if (parent?.type !== 'IfStatement' || contains(parent.consequent, call)) return false;
  if (parent.alternate && contains(parent.alternate, call)) return true;
  const isBefore = parent.range[1] <= call.range[0] || getFunction(parent) !== getFunction(call);
  return isBefore && hasEnd(file, parent.consequent);
}

/** `if (size <= limit && …) parse(text)`, `size < limit ? parse(text) : …`, `size < limit && parse(text)` */
function leadsTo({ call }: Search, comparison: TSESTree.Node): boolean {
  const test = getWhole(comparison, '&&');
  const { parent } = test;
  const isBranch = parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression';
  return (isBranch && parent.test === test && contains(parent.consequent, call)) || contains(test, call);
}

/** The condition of which a comparison is a part. */
function getWhole(node: TSESTree.Node, operator: '||' | '&&'): TSESTree.Node {
  const { parent } = node;
  return parent?.type === 'LogicalExpression' && parent.operator === operator ? getWhole(parent, operator) : node;
}

function contains({ range: [start, end] }: TSESTree.Node, { range }: TSESTree.Node): boolean {
  return start <= range[0] && range[1] <= end;
}

function getFunction(node: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = node;
  return parent && !isFunction(parent) ? getFunction(parent) : parent;
}

/** Whether a branch leaves its function or its round, or ends what the input comes from. */
function hasEnd(file: ParsedFile, node: TSESTree.Node): boolean {
  if (isFunction(node)) return false;
  if (LEAVES.has(node.type)) return true;
  if (node.type === 'CallExpression') {
    const { callee } = node;
    const name = callee.type === 'MemberExpression' ? getName(callee) : getText(file, callee);
    if (ENDS.has(name ?? '')) return true;
  }
  return getChildren({ file }, node).some((child) => hasEnd(file, child));
}

const LEAVES = new Set<string>(['BreakStatement', 'ContinueStatement', 'ReturnStatement', 'ThrowStatement']);

const ENDS = new Set(['abort', 'close', 'destroy', 'reject', 'terminate']);
