/** By which name is this function used, wherever that happens? */
import type { TSESTree } from '@typescript-eslint/utils';
import type { ParsedFile } from '../facts/draft.ts';
import { getScopes } from './mentions.ts';

export interface Subject {
  readonly name: string;
  /** The name in its declaration. */
  readonly id: TSESTree.Node;
  /** It is a member of a class, an object or a function, so that code without an import of it may call it. */
  readonly isMember: boolean;
}

/** Undefined where there is none by which all uses could be found, or where others call it by agreement. */
export function getSubject(file: ParsedFile, node: TSESTree.FunctionLike): Subject | undefined {
  const { parent } = node;
  switch (parent.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return isOwnMember(parent) ? toMember(parent.key) : undefined;
    case 'Property':
      return isOwnProperty(file, parent) ? toMember(parent.key) : undefined;
    case 'AssignmentExpression':
      return parent.right === node ? getAssigned(parent.left) : undefined;
    case 'VariableDeclarator': {
      const { id, parent: declaration } = parent;
      if (id.type !== 'Identifier' || id.typeAnnotation || declaration.kind !== 'const') return undefined;
      return { name: id.name, id, isMember: false };
    }
    default:
      return getDeclared(node);
  }
}

function getDeclared(node: TSESTree.FunctionLike): Subject | undefined {
  if (node.type !== 'FunctionDeclaration' || !node.id || node.parent.type === 'ExportDefaultDeclaration') return;
  return { name: node.id.name, id: node.id, isMember: false };
}

/** Not of a class that others may expect something of: one that extends or implements, or is decorated. */
function isOwnMember(node: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  if (node.computed || (node.type === 'MethodDefinition' ? node.kind !== 'method' : node.typeAnnotation)) return false;
  const { superClass, implements: interfaces, decorators } = node.parent.parent;
  // Parsers without TypeScript leave the fields out.
  const own = (node.decorators as readonly unknown[] | undefined) ?? [];
  const isExpected = superClass !== null || ((interfaces as readonly unknown[] | undefined) ?? []).length > 0;
  if (own.length > 0) return false;
  return isPrivate(node) || (!isExpected && !(decorators as readonly unknown[] | undefined)?.some(isHandler));
}

function isPrivate({ key, accessibility }: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  return key.type === 'PrivateIdentifier' || accessibility === 'private';
}

/** `@Injectable()` only says how a class is made; other decorators may hand its methods to a framework. */
function isHandler(decorator: unknown): boolean {
  const { expression } = decorator as TSESTree.Decorator;
  const name = expression.type === 'CallExpression' ? expression.callee : expression;
  return name.type !== 'Identifier' || name.name !== 'Injectable';
}

/** A member of an object that only this file and those that import it know. */
function isOwnProperty(file: ParsedFile, node: TSESTree.Property): boolean {
  if (node.computed || node.kind !== 'init' || node.parent.type !== 'ObjectExpression') return false;
  const holder = node.parent.parent;
  if (holder.type === 'ExportDefaultDeclaration') return true;
  if (holder.type === 'AssignmentExpression') return isExports(holder.left);
  if (holder.type !== 'VariableDeclarator' || holder.parent.kind !== 'const') return false;
  const isUntyped = holder.id.type === 'Identifier' && !holder.id.typeAnnotation;
  const variable = isUntyped ? getScopes(file).variables.get(holder.id) : undefined;
  return variable?.references.every(({ identifier }) => isExportOrRead(identifier)) ?? false;
}

function isExportOrRead(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  if (parent.type === 'MemberExpression') return parent.object === node;
  if (parent.type === 'AssignmentExpression') return isExports(parent.left);
  return parent.type === 'ExportSpecifier' || parent.type === 'ExportDefaultDeclaration';
}

/** `exports.load = …`, `User.load = …` */
function getAssigned(left: TSESTree.Node): Subject | undefined {
  if (left.type !== 'MemberExpression' || left.computed || isModuleExports(left)) return undefined;
  return toMember(left.property);
}

/** `module.exports`, `exports.x`, `module.exports.x` */
export function isExports(node: TSESTree.Node): boolean {
  if (node.type !== 'MemberExpression') return false;
  if (isModuleExports(node) || isModuleExports(node.object)) return true;
  return node.object.type === 'Identifier' && node.object.name === 'exports';
}

function isModuleExports(node: TSESTree.Node): boolean {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  return node.object.name === 'module' && node.property.type === 'Identifier' && node.property.name === 'exports';
}

function toMember(id: TSESTree.Node): Subject | undefined {
  if (id.type === 'PrivateIdentifier') return { name: `#${id.name}`, id, isMember: true };
  if (id.type !== 'Identifier' || CALLED_BY_AGREEMENT.has(id.name)) return undefined;
  return { name: id.name, id, isMember: true };
}

/** What the language, Node or usual libraries call without naming it in the project. */
const CALLED_BY_AGREEMENT: ReadonlySet<string> = new Set(
  'toString toJSON valueOf toLocaleString then next return throw dispose render setup handle handler execute'.split(
    ' ',
  ),
);
