/** What is this thing called? Names of members and functions, where the source states them. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';

type Named =
  | TSESTree.MemberExpression
  | TSESTree.Property
  | TSESTree.MethodDefinition
  | TSESTree.PropertyDefinition
  | TSESTree.AccessorProperty
  | TSESTree.TSPropertySignature
  | TSESTree.TSAbstractMethodDefinition
  | TSESTree.TSAbstractPropertyDefinition
  | TSESTree.TSAbstractAccessorProperty;

/** The name of a member that is known without running the program: `a.b`, `a['b']`, and `a[key]` with a constant key. */
export function getStaticName(draft: Draft, node: Named): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!node.computed && key.type === 'Identifier') return key.name;
  return getConstant(draft, key);
}

/** The string, number or symbol that an expression always has. */
function getConstant(draft: Draft, node: TSESTree.Node, depth = 0): string | undefined {
  if (node.type === 'Literal') return isKey(node.value) ? String(node.value) : undefined;
  if (node.type === 'TemplateLiteral') return getTemplateText(node);
  if (node.type === 'MemberExpression') return getSymbolName(draft, node);
  if (depth > MAX_DEPTH) return undefined;
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [node.left, node.right].map((side) => getConstant(draft, side, depth + 1));
    return left === undefined || right === undefined ? undefined : left + right;
  }
  const init = node.type === 'Identifier' ? getConstantInitializer(draft, node) : undefined;
  return init && getConstant(draft, init, depth + 1);
}

const MAX_DEPTH = 5;

/** The names of a member of which it is known that it is one of them: `a.b`, and `a[isOld ? 'b' : 'c']`. */
export function getStaticNames(draft: Draft, node: TSESTree.MemberExpression): string[] {
  const name = getStaticName(draft, node);
  return name === undefined ? getConstants(draft, node.property) : [name];
}

/** What an expression may be, where all of that is known. */
function getConstants(draft: Draft, node: TSESTree.Node, depth = 0): string[] {
  const constant = getConstant(draft, node);
  if (constant !== undefined) return [constant];
  if (depth > MAX_DEPTH) return [];
  if (node.type === 'ConditionalExpression') {
    const sides = [node.consequent, node.alternate].map((side) => getConstants(draft, side, depth + 1));
    return sides.some(({ length }) => length === 0) ? [] : sides.flat();
  }
  const init = node.type === 'Identifier' ? getConstantInitializer(draft, node) : undefined;
  return init ? getConstants(draft, init, depth + 1) : [];
}

/** A name that is put together, with `*` for each part that comes in at run time: `on*Done`; undefined if that is all. */
export function getNamePattern(draft: Draft, { property }: TSESTree.MemberExpression): string | undefined {
  const pattern = getPattern(draft, property);
  return /[^*]/.test(pattern) ? pattern : undefined;
}

function getPattern(draft: Draft, node: TSESTree.Node, depth = 0): string {
  const constant = getConstant(draft, node);
  if (constant !== undefined) return constant;
  if (node.type === 'TemplateLiteral') return getTemplatePattern(node);
  if (depth > MAX_DEPTH) return '*';
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    return [node.left, node.right].map((side) => getPattern(draft, side, depth + 1)).join('');
  }
  const init = node.type === 'Identifier' ? getConstantInitializer(draft, node) : undefined;
  return init ? getPattern(draft, init, depth + 1) : '*';
}

/** `[Symbol.iterator]`: no property with a string for a key is likely to have that name. */
function getSymbolName(
  { scopes }: Draft,
  { object, property, computed }: TSESTree.MemberExpression,
): string | undefined {
  const isSymbol = object.type === 'Identifier' && object.name === 'Symbol' && !scopes.variables.has(object);
  return isSymbol && !computed && property.type === 'Identifier' ? `[Symbol.${property.name}]` : undefined;
}

/** What a `const` was initialised with. */
export function getConstantInitializer(draft: Draft, node: TSESTree.Identifier): TSESTree.Expression | undefined {
  const [definition, ...others] = draft.scopes.variables.get(node)?.definitions ?? [];
  const declarator = definition?.node;
  if (declarator?.type !== 'VariableDeclarator' || others.length > 0 || declarator.parent.kind !== 'const')
    return undefined;
  const { id, init } = declarator;
  return id.type === 'Identifier' && init && init !== node ? init : undefined;
}

/** The text of a template without substitutions. */
export function getTemplateText({ expressions, quasis }: TSESTree.TemplateLiteral): string | undefined {
  return expressions.length === 0 ? (quasis[0]?.value.cooked ?? undefined) : undefined;
}

/** The text of a template, with `*` for each substitution. */
export function getTemplatePattern({ quasis }: TSESTree.TemplateLiteral): string {
  return quasis.map((quasi) => quasi.value.raw).join('*');
}

function isKey(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** The name of a function as a report shows it: `load`, `Repo.find`, `anonymous function`. */
export function getFunctionName(draft: Draft, node: TSESTree.Node): string {
  if (isFunction(node) && node.id) return node.id.name;
  const parent = node.parent;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : ANONYMOUS;
    case 'AssignmentExpression':
      return getText(draft, parent.left);
    case 'Property':
      return getStaticName(draft, parent) ?? ANONYMOUS;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return [getClassName(parent.parent.parent), getStaticName(draft, parent) ?? '[computed]'].join('.');
    default:
      return ANONYMOUS;
  }
}

const ANONYMOUS = 'anonymous function';

export function getClassName(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): string {
  if (node.id) return node.id.name;
  return node.parent.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier'
    ? node.parent.id.name
    : 'anonymous class';
}

export function isFunction(node: TSESTree.Node): node is TSESTree.FunctionLike {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** The source of a callee, short enough for a message. */
export function getText(draft: Draft, node: TSESTree.Node): string {
  const source = draft.file.text.slice(...node.range);
  const text = /\s/.test(source) ? source.replaceAll(/\s+(?=\??\.\w)/g, '').replaceAll(/\s+/g, ' ') : source;
  return text.length <= MAX_NAME_LENGTH ? text : `${text.slice(0, MAX_NAME_LENGTH - 1)}…`;
}

const MAX_NAME_LENGTH = 60;
