/** Which functions does this file have, and in which of them does a piece of code run? */
import type { TSESTree } from '@typescript-eslint/utils';
import { indexOf, once, type Draft } from './draft.ts';
import { evaluate, union } from './evaluate.ts';
import { getClassId, getObjectId } from './members.ts';
import { getClassName, getFunctionName, isFunction } from './names.ts';
import type { Reference } from './scopes/scopes.ts';
import { getShape, isPromiseType } from './shapes.ts';
import { UNKNOWN, type FunctionFact, type FunctionKind, type Value } from './types.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export function getFunctionId(draft: Draft, node: TSESTree.Node): number {
  return indexOf(draft.functions, node, (id) => describe(draft, node, id));
}

function describe(draft: Draft, node: TSESTree.Node, id: number): FunctionFact {
  if (node.type === 'Program')
    return { ...PLAIN, id, kind: 'module', name: 'module level', line: 1, range: [0, 0], parent: id };
  const parent = getEnclosingFunctionId(draft, node.parent, node);
  const line = draft.getLine(node.range[0]);
  const range: FunctionFact['range'] = [...node.range];
  if (!isFunction(node)) {
    return { ...PLAIN, id, kind: 'constructor', name: `new ${getClassName(node as ClassNode)}`, line, range, parent };
  }
  return {
    id,
    kind: getKind(node),
    name: getFunctionName(draft, node),
    line,
    range,
    parent,
    async: node.async,
    promising: node.async || returnsPromise(node),
    changes: false,
    pauses: false,
    repeats: false,
    escapes: isEscaping(draft, node),
    returns: node.body && node.body.type !== 'BlockStatement' ? evaluate(draft, node.body) : UNKNOWN,
    ...getShape(draft.file.text, node.params, node.returnType),
    annotation: draft.directives.getAnnotation(draft.file.text, node),
    deprecated: draft.directives.isDeprecated(draft.file.text, node),
    decorators: getDecorators(draft, node),
  };
}

const PLAIN = {
  async: false,
  promising: false,
  changes: false,
  pauses: false,
  repeats: false,
  escapes: false,
  returns: UNKNOWN,
  parameters: [],
  required: 0,
  variadic: false,
  annotated: [],
  annotation: undefined,
  deprecated: false,
  decorators: [],
} as const;

function getKind(node: TSESTree.FunctionLike): FunctionKind {
  const parent = node.parent;
  if (parent.type === 'MethodDefinition' && parent.kind === 'constructor') return 'constructor';
  if (parent.type === 'MethodDefinition' || parent.type === 'Property') {
    return ACCESSORS.get(parent.kind) ?? 'function';
  }
  return 'function';
}

const ACCESSORS: ReadonlyMap<string, FunctionKind> = new Map([
  ['get', 'getter'],
  ['set', 'setter'],
]);

function getDecorators(draft: Draft, node: TSESTree.Node): Value[] {
  if (node.parent?.type !== 'MethodDefinition' && node.parent?.type !== 'PropertyDefinition') return [];
  // Parsers without TypeScript leave the field out.
  const decorators = node.parent.decorators as readonly TSESTree.Decorator[] | undefined;
  return (decorators ?? []).map(({ expression }) =>
    evaluate(draft, expression.type === 'CallExpression' ? expression.callee : expression),
  );
}

/**
 * The function that runs the code at `node`. Parameters and defaults belong to their function; computed keys,
 * decorators and static parts of a class run where the class is defined; its fields run in its constructor.
 */
export function getEnclosingFunctionId(draft: Draft, node: TSESTree.Node, child?: TSESTree.Node): number {
  let inner = child;
  for (let outer = node; ; inner = outer, outer = outer.parent) {
    if (outer.type === 'Program') return getFunctionId(draft, outer);
    if (isFunction(outer) && inner !== undefined && !isDecoratorOf(outer, inner)) return getFunctionId(draft, outer);
    if (outer.type === 'PropertyDefinition' && !outer.static && inner === outer.value) {
      return getConstructorId(draft, outer.parent.parent);
    }
  }
}

function isDecoratorOf(outer: TSESTree.FunctionLike, inner: TSESTree.Node): boolean {
  return inner.type === 'Decorator' || inner === outer.id;
}

/** What `new` runs: the constructor if the class has one, else its field initialisers. */
export function getConstructorId(draft: Draft, node: ClassNode): number {
  const method = node.body.body.find((part) => part.type === 'MethodDefinition' && part.kind === 'constructor');
  return getFunctionId(draft, method?.type === 'MethodDefinition' ? method.value : node);
}

/** What `this` is, and whose members `super` reads, at a place in the code. */
export function getReceiver(draft: Draft, node: TSESTree.ThisExpression | TSESTree.Super): Value {
  let inner: TSESTree.Node = node;
  for (let outer: TSESTree.Node | undefined = node.parent; outer; inner = outer, outer = outer.parent) {
    if (outer.type === 'StaticBlock') return ofClass(draft, node, outer.parent.parent, 'static');
    if (outer.type === 'PropertyDefinition' || outer.type === 'MethodDefinition') {
      if (inner === outer.value) return ofClass(draft, node, outer.parent.parent, outer.static ? 'static' : 'instance');
    }
    if (isFunction(outer) && outer.type !== 'ArrowFunctionExpression' && outer.parent.type !== 'MethodDefinition') {
      return once(draft.receivers, outer, () => ofAssigned(draft, outer));
    }
  }
  return UNKNOWN;
}

function ofClass(
  draft: Draft,
  node: TSESTree.ThisExpression | TSESTree.Super,
  owner: ClassNode,
  side: 'static' | 'instance',
): Value {
  const own: Value = { kind: 'class', id: getClassId(draft, owner) };
  if (node.type === 'ThisExpression') {
    // A subclass may have made it, and have members of its own.
    return side === 'static'
      ? own
      : once(draft.receivers, owner, () => ({ kind: 'instance', of: own, annotated: true }));
  }
  const base = owner.superClass ? evaluate(draft, owner.superClass) : UNKNOWN;
  const isCalled = node.parent.type === 'CallExpression';
  return side === 'static' || isCalled ? base : { kind: 'instance', of: base };
}

/** `this` of a constructor function, a method of an object literal, or a function that is assigned to a member. */
function ofAssigned(draft: Draft, node: TSESTree.FunctionLike): Value {
  const parent = node.parent;
  if (makesObjects(node)) return { kind: 'instance', of: { kind: 'function', id: getFunctionId(draft, node) } };
  if (parent.type === 'Property' && parent.parent.type === 'ObjectExpression') {
    return { kind: 'object', id: getObjectId(draft, parent.parent) };
  }
  if (parent.type !== 'AssignmentExpression' || parent.left.type !== 'MemberExpression') return UNKNOWN;
  const { object } = parent.left;
  const isPrototype =
    object.type === 'MemberExpression' && object.property.type === 'Identifier' && object.property.name === 'prototype';
  if (isPrototype) return { kind: 'instance', of: evaluate(draft, object.object) };
  // `shop.Cart = function () { this.total = 0; }` may be a method, or what `new` is meant for.
  const made: Value = { kind: 'instance', of: { kind: 'function', id: getFunctionId(draft, node) } };
  return union([evaluate(draft, object), made]);
}

/** By convention, `new` is meant for functions whose names begin with a capital letter. */
function makesObjects({ id, parent }: TSESTree.FunctionLike): boolean {
  const name = id ?? (parent.type === 'VariableDeclarator' ? parent.id : undefined);
  return name?.type === 'Identifier' && /^[A-Z]/.test(name.name);
}

function returnsPromise(node: TSESTree.FunctionLike): boolean {
  if (isPromiseType(node.returnType?.typeAnnotation)) return true;
  return node.body !== null && node.body !== undefined && isPromise(node.body);
}

/** Whether an expression is a promise in plain sight: `new Promise(…)`, `Promise.all(…)`, `….then(…)`, `import(…)`. */
export function isPromise(node: TSESTree.Node): boolean {
  if (node.type === 'ImportExpression') return true;
  if (node.type === 'ConditionalExpression') return isPromise(node.consequent) || isPromise(node.alternate);
  if (node.type === 'NewExpression') return isNamed(node.callee, 'Promise');
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  if (isNamed(object, 'Promise')) return true;
  return property.type === 'Identifier' && ['then', 'catch', 'finally'].includes(property.name);
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** Whether code that does not name the function may come to call it. */
function isEscaping(draft: Draft, node: TSESTree.FunctionLike): boolean {
  if (node.type === 'FunctionDeclaration') return node.id ? isPassedOn(draft, node.id) : true;
  const parent = node.parent;
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return isPassedOn(draft, parent.id);
  return !isCallPart(node);
}

function isPassedOn(draft: Draft, name: TSESTree.Identifier): boolean {
  return draft.scopes.variables.get(name)?.references.some(isPassingOn) ?? false;
}

function isPassingOn({ identifier }: Reference): boolean {
  const { parent } = identifier;
  return parent.type === 'MemberExpression' ? parent.object !== identifier : !isCallPart(identifier);
}

/** The callee or an argument of a call, maybe in an array: `f()`, `g(f)`, `app.get('/', [a, f])`. */
function isCallPart(node: TSESTree.Node): boolean {
  const parent = node.parent?.type === 'ArrayExpression' ? node.parent.parent : node.parent;
  return parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
}
