/** Collects the facts of one file in one walk over its syntax tree. */
import { isBuiltin } from 'node:module';
import type { TSESTree } from '@typescript-eslint/utils';
import { evaluateType } from './annotated.ts';
import { addDrain, type CallNode, getCallId, isWritten } from './calls.ts';
import { readDirectives } from './directives.ts';
import { createIndexed, type Draft, type ParsedFile } from './draft.ts';
import { noteEffects } from './effects.ts';
import { addElement, addElements } from './elements.ts';
import { evaluate, union } from './evaluate.ts';
import { collectExports, markExported } from './exports.ts';
import { isForPages, namesPage } from './for-pages.ts';
import { getEnclosingFunctionId, getFunctionId, isPromise } from './functions.ts';
import { createLineFinder } from './lines.ts';
import { collectLoops } from './loops/loops.ts';
import { getClassId } from './members.ts';
import { mayCheckMode } from './modes.ts';
import { getStaticName, isFunction } from './names.ts';
import { isErased, readScopes } from './scopes/read-scopes.ts';
import type { FileFacts } from './types.ts';
import { collectTypes } from './type-names.ts';
import { evaluateTopLevel, evaluateVariables } from './variables.ts';

/** @param getters names of properties whose mere read is a call, besides those of this file's own getters */
export function collectFacts(file: ParsedFile, getters: ReadonlySet<string>): FileFacts {
  const draft = createDraft(file, getters);
  getFunctionId(draft, file.ast);
  collectTypes(draft);
  walk(draft, file.ast);
  const loops = collectLoops(draft);
  const exports = collectExports(draft);
  const topLevel = evaluateTopLevel(draft);
  const variables = evaluateVariables(draft);
  markExported(draft, exports, variables);
  const usesNode = importsNode(file.text);
  return {
    path: file.path,
    functions: draft.functions.facts,
    calls: draft.calls.facts,
    classes: draft.classes.facts,
    objects: draft.objects.facts,
    interfaces: draft.interfaces.facts,
    loops,
    typed: draft.typed,
    assignments: draft.assignments,
    variables,
    exports,
    importsNode: usesNode,
    namesPage: namesPage(draft),
    forPages: !usesNode && isForPages(draft),
    workerEntry: isWorkerEntry(file.text),
    topLevel,
  };
}

function createDraft(file: ParsedFile, getters: ReadonlySet<string>): Draft {
  return {
    file,
    functions: createIndexed(),
    calls: createIndexed(),
    classes: createIndexed(),
    objects: createIndexed(),
    interfaces: createIndexed(),
    typed: [],
    types: new Map(),
    directives: readDirectives(file.ast.comments ?? []),
    variables: [],
    variableValues: new Map(),
    globals: new Map(),
    results: new Map(),
    members: new Map(),
    receivers: new Map(),
    awaited: new Map(),
    scopes: readScopes(file.ast, file.visitorKeys),
    getLine: createLineFinder(file.text),
    getters: new Set([...getters, ...findAccessors(file, /\bget\s+(#?[\w$]+)\s*\(/g)]),
    setters: new Set(findAccessors(file, /\bset\s+(#?[\w$]+)\s*\(/g)),
    checksThread: file.text.includes('isMainThread'),
    checksMode: mayCheckMode(file.text),
    exits: file.text.includes('process.exit'),
    putsOff: PUTS_OFF.test(file.text),
    loops: [],
    assignments: [],
  };
}

/** `process.nextTick(…)`, `queueMicrotask(…)`, `Promise.resolve().then(…)` */
const PUTS_OFF = /\b(?:nextTick|queueMicrotask)\b|\bPromise\s*\.\s*resolve\(\)\s*\.\s*then\b/;

function walk(draft: Draft, node: TSESTree.Node): void {
  if (isErased(node)) return;
  visit(draft, node);
  noteEffects(draft, node);
  for (const key of draft.file.visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key] as Nodes | TSESTree.Node | null | undefined;
    if (Array.isArray(child)) walkAll(draft, child as Nodes);
    else if (child) walk(draft, child as TSESTree.Node);
  }
}

function walkAll(draft: Draft, nodes: Nodes): void {
  for (const node of nodes) if (node) walk(draft, node);
}

type Nodes = readonly (TSESTree.Node | null)[];

function visit(draft: Draft, node: TSESTree.Node): void {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      getFunctionId(draft, node);
      break;
    case 'ClassDeclaration':
    case 'ClassExpression':
      getClassId(draft, node);
      break;
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      addCall(draft, node);
      break;
    case 'MemberExpression':
      if (runsAccessor(draft, node)) getCallId(draft, node);
      break;
    case 'ForOfStatement':
    case 'SpreadElement':
    case 'YieldExpression':
      addDrain(draft, node);
      break;
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      draft.loops.push(node);
      break;
    case 'AssignmentExpression':
      addAssignment(draft, node);
      break;
    case 'ReturnStatement':
      if (node.argument) addReturn(draft, node.argument);
      break;
    case 'VariableDeclarator':
      if (node.init && node.id.type === 'Identifier') addTyped(draft, node.id.typeAnnotation, node.init);
      break;
  }
}

function addCall(draft: Draft, node: Exclude<CallNode, TSESTree.MemberExpression>): void {
  getCallId(draft, node);
  if (node.type === 'CallExpression') addElements(draft, node);
}

function runsAccessor(draft: Draft, node: TSESTree.MemberExpression): boolean {
  const names = isWritten(node) ? draft.setters : draft.getters;
  if (names.size === 0 || (node.parent.type === 'CallExpression' && node.parent.callee === node)) return false;
  const name = getStaticName(draft, node);
  return name !== undefined && names.has(name);
}

function addAssignment(draft: Draft, { left, right, operator }: TSESTree.AssignmentExpression): void {
  if (left.type === 'Identifier' && !draft.scopes.variables.has(left)) {
    // In sloppy code, what is declared nowhere is made a global: `try { hash = require('bcrypt') } catch { … }`.
    draft.assignments.push({
      target: { kind: 'global', name: 'globalThis' },
      name: left.name,
      value: evaluate(draft, right),
    });
  }
  if (left.type !== 'MemberExpression' || !operator.endsWith('=')) return;
  const name = getStaticName(draft, left);
  if (name === undefined) addElement(draft, left, right);
  else draft.assignments.push({ target: evaluate(draft, left.object), name, value: evaluate(draft, right) });
}

function addReturn(draft: Draft, node: TSESTree.Expression): void {
  const fact = draft.functions.facts[getEnclosingFunctionId(draft, node)];
  if (!fact || fact.kind === 'module') return;
  fact.promising ||= isPromise(node);
  fact.returns = union([fact.returns, evaluate(draft, node)]);
  const outer = draft.functions.nodes[fact.id];
  if (outer && isFunction(outer)) addTyped(draft, outer.returnType, node);
}

function addTyped(draft: Draft, annotation: TSESTree.TSTypeAnnotation | undefined, value: TSESTree.Expression): void {
  const type = evaluateType(draft, annotation);
  if (type.kind === 'instance') draft.typed.push({ type: type.of, value: evaluate(draft, value) });
}

/** The names of this file's getters or setters; a text search first, since few files have any. */
function findAccessors({ text }: ParsedFile, accessor: RegExp): string[] {
  return [...text.matchAll(accessor)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

function importsNode(text: string): boolean {
  return [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*['"]([\w:/]+)['"]/g)].some(([, name = '']) =>
    isBuiltin(name),
  );
}

/** A worker's entry talks to its parent, and does not ask on which thread it runs. */
function isWorkerEntry(text: string): boolean {
  if (/['"]workerpool['"]/.test(text) && /\.worker\s*\(/.test(text)) return true;
  if (!/['"](?:node:)?worker_threads['"]/.test(text) || /\bisMainThread\b/.test(text)) return false;
  return /\bparentPort\b/.test(text) || TAKES_DATA.test(text);
}

/** `import { workerData } from 'node:worker_threads'`, `const { workerData } = require(…)`: others have data of that name. */
const TAKES_DATA =
  /\{[^{}]*\bworkerData\b[^{}]*\}\s*(?:from\b|=)[^;{}]*worker_threads|\bworker_?threads\w*\.workerData\b/i;
