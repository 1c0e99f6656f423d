/**
 * Where is a function of the project used, and is each use a call of it? Found by its name: whatever bears that name and
 * is not known to be something else counts as a use.
 */
import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../analyze.ts';
import type { ParsedFile } from '../facts/draft.ts';
import type { CallFact, FileFacts, FunctionFact } from '../facts/types.ts';
import type { Definition } from '../facts/scopes/scopes.ts';
import { getMentions, getScopes, type Mention } from './mentions.ts';
import { getSubject, isExports, type Subject } from './subjects.ts';

export interface Use {
  readonly file: ParsedFile;
  readonly node: TSESTree.Node;
  /** The call, where the function is called there; undefined where it is handed on, renamed, or named in a type. */
  readonly call: TSESTree.CallExpression | undefined;
}

interface Search {
  readonly analysis: FileAnalysis;
  readonly subject: Subject;
  readonly home: ParsedFile;
  readonly fact: FunctionFact;
}

/** Undefined where not all uses can be found. */
export function findUses(
  analysis: FileAnalysis,
  home: ParsedFile,
  node: TSESTree.FunctionLike,
): readonly Use[] | undefined {
  const subject = getSubject(home, node);
  const fact = subject && findFunction(analysis.getFacts(home.path), node);
  if (!subject || !fact || (fact.escapes && !analysis.files.isPart)) return undefined;
  const search: Search = { analysis, subject, home, fact };
  return analysis.files.search(subject.name.replace('#', '')).flatMap((file) => findUsesIn(search, file));
}

function findUsesIn(search: Search, file: ParsedFile): Use[] {
  const { analysis, subject, home } = search;
  // Files that import nothing of what is known cannot reach what must be imported.
  if (!subject.isMember && !analysis.getFacts(file.path) && !importsByName(file, home)) return [];
  if (file.path !== home.path && subject.name.startsWith('#')) return [];
  return getMentions(file, subject.name).flatMap((mention) => getUse(search, mention) ?? []);
}

/** Tests are no part of the project, but what they call should go on to work for them. */
function importsByName({ text }: ParsedFile, home: ParsedFile): boolean {
  const { dir, name } = path.parse(home.path);
  if (text.includes(`/${name}`)) return true;
  // `require('../files')`, `require('..')`
  return name === 'index' && (text.includes(`/${path.basename(dir)}`) || /['"](?:\.\.?\/)*\.\.?['"]/.test(text));
}

function getUse(search: Search, { file, node, parent, erased }: Mention): Use | undefined {
  if (node === search.subject.id) return undefined;
  const handedOn: Use = { file, node, call: undefined };
  if (erased) return search.subject.isMember || parent.type === 'TSTypeQuery' ? handedOn : undefined;
  const naming = getNaming(search, parent, node);
  if (naming) return naming === 'same' ? undefined : handedOn;
  const isProperty = parent.type === 'MemberExpression' && parent.property === node;
  if (!isProperty && !mayRefer(search, file, node)) return undefined;
  const callee = isProperty ? parent : node;
  const call = callee.parent;
  if (call?.type !== 'CallExpression' || call.callee !== callee) {
    return isTakenOver(search, parent, callee) ? undefined : handedOn;
  }
  return callsOther(search, file, call) ? undefined : { file, node, call };
}

/**
 * Whether the mention only gives or takes a name: the same, under which it is used elsewhere, or another one; undefined
 * where it is no name.
 */
function getNaming({ subject }: Search, parent: TSESTree.Node, node: TSESTree.Node): 'same' | 'other' | undefined {
  switch (parent.type) {
    case 'ImportSpecifier':
      return isSame(parent.imported, parent.local) ? 'same' : 'other';
    case 'ExportSpecifier':
      return isSame(parent.local, parent.exported) ? 'same' : 'other';
    case 'Property':
      return isNameOfProperty(parent, node) ? 'same' : getNamingOfKey(parent, node);
    case 'MethodDefinition':
    case 'PropertyDefinition':
      if (parent.key !== node) return undefined;
      // In a class that extends another one, it may replace the function.
      return subject.isMember && parent.parent.parent.superClass ? 'other' : 'same';
    default:
      return undefined;
  }
}

/** What a pattern takes out under another name, or from who knows where. */
function getNamingOfKey({ parent, key }: TSESTree.Property, node: TSESTree.Node): 'other' | undefined {
  return parent.type === 'ObjectPattern' && key === node ? 'other' : undefined;
}

function isSame(a: TSESTree.Node, b: TSESTree.Node): boolean {
  return a.type === 'Identifier' && b.type === 'Identifier' && a.name === b.name;
}

function isNameOfProperty(property: TSESTree.Property, node: TSESTree.Node): boolean {
  const { parent, key, value, shorthand } = property;
  if (parent.type === 'ObjectPattern') return isSame(key, value) && isLoad(parent.parent);
  const isKeyOnly = key === node && !shorthand && value !== node;
  const isExported = parent.parent.type === 'ExportDefaultDeclaration' || isExportedObject(parent.parent);
  return isKeyOnly || (isExported && isSame(key, value));
}

function isExportedObject(node: TSESTree.Node): boolean {
  return node.type === 'AssignmentExpression' && isExports(node.left);
}

/** `const { load } = require('./x')`, `const { load } = await import('./x')` */
function isLoad(node: TSESTree.Node): boolean {
  if (node.type !== 'VariableDeclarator' || !node.init) return false;
  const init = node.init.type === 'AwaitExpression' ? node.init.argument : node.init;
  if (init.type === 'ImportExpression') return true;
  return init.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
}

/** `exports.load = load`, `const load = require('./x').load`, `this.load = …` beside it. */
function isTakenOver({ subject }: Search, parent: TSESTree.Node, callee: TSESTree.Node): boolean {
  const outer = callee.parent;
  if (parent.type === 'VariableDeclarator' && parent.id === callee) return true;
  if (parent.type === 'FunctionDeclaration' || parent.type === 'FunctionExpression') return true;
  if (outer?.type === 'VariableDeclarator' && callee.type === 'MemberExpression') {
    return outer.id.type === 'Identifier' && outer.id.name === subject.name && isLoadCall(callee.object);
  }
  if (outer?.type !== 'AssignmentExpression') return false;
  if (outer.left === callee) return isExports(callee);
  const { left } = outer;
  if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return false;
  return isExports(left) && left.property.name === subject.name;
}

function isLoadCall(node: TSESTree.Node): boolean {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
}

/** Whether a variable of this name may hold the function: it is the one declared, or comes in from another file. */
function mayRefer({ subject, home }: Search, file: ParsedFile, node: TSESTree.Node): boolean {
  const definitions = getScopes(file).variables.get(node)?.definitions ?? [];
  if (file === home && definitions.some(({ name }) => name === subject.id)) return true;
  return definitions.some(isImported);
}

function isImported({ node }: Definition): boolean {
  if (node.type.startsWith('Import') || node.type === 'TSImportEqualsDeclaration') return true;
  if (node.type !== 'VariableDeclarator') return false;
  return isLoad(node) || (node.init?.type === 'MemberExpression' && isLoadCall(node.init.object));
}

/** Whether the call is known to run other functions only. */
function callsOther({ analysis, fact, home }: Search, file: ParsedFile, node: TSESTree.CallExpression): boolean {
  const facts = analysis.getFacts(file.path);
  const call = facts && findCall(facts, node);
  if (!call) return false;
  const targets = analysis.resolveIn(facts, call.callee);
  if (targets.length === 0 || targets.some(({ kind }) => kind === 'interface')) return false;
  return !targets.some(
    (target) =>
      target.kind === 'function' && target.file.path === home.path && target.file.functions[target.id] === fact,
  );
}

export function findCall(facts: FileFacts, { range }: TSESTree.Node): CallFact | undefined {
  return facts.calls.find((call) => call.range[0] === range[0] && call.range[1] === range[1]);
}

export function findFunction(facts: FileFacts | undefined, { range }: TSESTree.Node): FunctionFact | undefined {
  return facts?.functions.find((fact) => fact.range[0] === range[0] && fact.range[1] === range[1]);
}
