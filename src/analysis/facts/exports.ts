/** What does this file export, and under which names? Both module systems. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';
import { evaluate, getVariable } from './evaluate.ts';
import { getFunctionId } from './functions.ts';
import { getClassId, getInterfaceId } from './members.ts';
import type { ExportFacts, Value } from './types.ts';

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
    for (const variable of draft.scopes.topLevel) {
      const isDeclared = variable.definitions.some(({ node }) => node.parent === declaration);
      if (isDeclared) named.set(variable.name, getVariable(draft, variable));
    }
  } else if (declaration && 'id' in declaration && declaration.id?.type === 'Identifier') {
    named.set(declaration.id.name, evaluateDeclaration(draft, declaration));
  }
}

function evaluateDeclaration(draft: Draft, node: TSESTree.Node): Value {
  if (node.type === 'FunctionDeclaration') return { kind: 'function', id: getFunctionId(draft, node) };
  if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration')
    return { kind: 'interface', id: getInterfaceId(draft, node) };
  if (node.type === 'ClassDeclaration') return { kind: 'class', id: getClassId(draft, node) };
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
