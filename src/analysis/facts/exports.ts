/** What does this file export, and under which names? Both module systems. */
import type { TSESTree } from '@typescript-eslint/utils';
import { indexOf, type Draft } from './draft.ts';
import { evaluate, getVariable, union } from './evaluate.ts';
import { getFunctionId } from './functions.ts';
import { getClassId, getInterfaceId } from './members.ts';
import type { Variable } from './scopes/scopes.ts';
import { UNKNOWN, type ExportFacts, type ObjectFact, type Value } from './types.ts';

/** The name under which {@link ExportFacts} keeps what `module.exports` was set to. */
export const WHOLE_MODULE = '=';

export function collectExports(draft: Draft): ExportFacts {
  const named = new Map<string, Value>();
  const stars: string[] = [];
  for (const statement of draft.file.ast.body) {
    switch (statement.type) {
      case 'ExportDefaultDeclaration':
        named.set('default', evaluateDeclaration(draft, statement.declaration));
        break;
      case 'ExportAllDeclaration':
        if (statement.exported) named.set(getName(statement.exported), importAll(statement.source.value));
        else stars.push(statement.source.value);
        break;
      case 'ExportNamedDeclaration':
        addNamed(draft, statement, named);
        break;
      case 'TSExportAssignment':
        named.set(WHOLE_MODULE, evaluate(draft, statement.expression));
        break;
    }
  }
  addCommonJs(draft, named);
  return { named, stars };
}

function addNamed(draft: Draft, statement: TSESTree.ExportNamedDeclaration, named: Map<string, Value>): void {
  const module = statement.source?.value;
  for (const { local, exported } of statement.specifiers) {
    const value: Value =
      module === undefined ? evaluate(draft, local) : { kind: 'import', module, name: getName(local) };
    named.set(getName(exported), value);
  }
  const { declaration } = statement;
  if (declaration?.type === 'VariableDeclaration') {
    for (const variable of getDeclared(draft, declaration)) named.set(variable.name, getVariable(draft, variable));
  } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier') {
    // A namespace may share its name with a function or a class.
    const before = named.get(declaration.id.name) ?? UNKNOWN;
    named.set(declaration.id.name, union([before, evaluateDeclaration(draft, declaration)]));
  }
}

/** Within a namespace, variables that are taken from a pattern are left out. */
function getDeclared({ scopes }: Draft, declaration: TSESTree.VariableDeclaration): readonly Variable[] {
  const atTop = scopes.topLevel.filter(({ definitions }) =>
    definitions.some(({ node }) => node.parent === declaration),
  );
  return atTop.length > 0 ? atTop : declaration.declarations.flatMap(({ id }) => scopes.variables.get(id) ?? []);
}

/** `namespace Files { export function read() {} }`, as an object that holds what it exports. */
export function getNamespaceId(draft: Draft, node: TSESTree.TSModuleDeclaration): number {
  return indexOf(draft.objects, node, (id) => {
    const fact: ObjectFact = { id, members: new Map(), spreads: [] };
    // Its functions may refer to it.
    draft.objects.facts[id] = fact;
    for (const statement of node.body?.body ?? []) {
      if (statement.type === 'ExportNamedDeclaration') addNamed(draft, statement, fact.members);
    }
    return fact;
  });
}

function evaluateDeclaration(draft: Draft, node: TSESTree.Node): Value {
  if (node.type === 'FunctionDeclaration') return { kind: 'function', id: getFunctionId(draft, node) };
  if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration')
    return { kind: 'interface', id: getInterfaceId(draft, node) };
  if (node.type === 'ClassDeclaration') return { kind: 'class', id: getClassId(draft, node) };
  if (node.type === 'TSModuleDeclaration') return { kind: 'object', id: getNamespaceId(draft, node) };
  return evaluate(draft, node);
}

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`. */
function addCommonJs(draft: Draft, named: Map<string, Value>): void {
  for (const { target, name, value } of draft.assignments) {
    if (isGlobal(target, 'module') && name === 'exports') named.set(WHOLE_MODULE, value);
    else if (isGlobal(target, 'exports') || isModuleExports(target)) named.set(name, value);
  }
}

function isModuleExports(value: Value): boolean {
  return value.kind === 'member' && value.name === 'exports' && isGlobal(value.of, 'module');
}

function isGlobal(value: Value, name: string): boolean {
  return value.kind === 'global' && value.name === name;
}

function importAll(module: string): Value {
  return { kind: 'import', module, name: '*' };
}

function getName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** Marks every function that other files can reach through the exports. */
export function markExported(draft: Draft, exports: ExportFacts, variables: readonly Value[]): void {
  const seen = new Set<Value>();
  const visit = (value: Value | undefined): void => {
    if (!value || seen.has(value)) return;
    seen.add(value);
    for (const part of getParts(draft, variables, value)) visit(part);
    const fact = value.kind === 'function' ? draft.functions.facts[value.id] : undefined;
    if (fact) fact.escapes = true;
  };
  exports.named.forEach(visit);
}

/** What can be reached from a value: the members of an object, of a class, of an instance. */
function getParts(draft: Draft, variables: readonly Value[], value: Value): (Value | undefined)[] {
  switch (value.kind) {
    case 'variable':
      return [variables[value.id]];
    case 'union':
    case 'array':
      return [...value.of];
    case 'object':
      return [...(draft.objects.facts[value.id]?.members.values() ?? [])];
    case 'instance':
      return [value.of];
    case 'class': {
      const fact = draft.classes.facts[value.id];
      return fact ? [...fact.statics.values(), ...getPublic(fact.members), fact.base] : [];
    }
    case 'result': {
      const call = draft.calls.facts[value.call];
      return call?.trigger === 'new' ? [call.callee] : (call?.arguments.map((argument) => argument.value) ?? []);
    }
    default:
      return [];
  }
}

function getPublic(members: ReadonlyMap<string, Value>): Value[] {
  return [...members].filter(([name]) => !name.startsWith('#')).map(([, value]) => value);
}
