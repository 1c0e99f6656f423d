/** Which name reaches a function at this place in the file: one that is there already, or one that an import adds. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Variable = TSESLint.Scope.Variable;

/** An export of a module, or a member of one: `path` as in `catalog/define.ts`. */
export interface Export {
  /** The module, with `node:` for Node's own. */
  readonly module: string;
  readonly path: string;
}

/** The expression by which existing imports reach an export at `node`: `readFile`, `fsp.readFile`. */
export function findExpression(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.Node,
  { module, path }: Export,
): string | undefined {
  const names = findNames(analysis, sourceCode, node, 'plain').filter((own) => own.module === module);
  const exact = names.find((own) => own.path === path && (path !== '' || !own.isNamespace));
  if (exact) return exact.name;
  const whole = path === '' ? undefined : names.find((own) => own.path === '');
  return whole && `${whole.name}.${path}`;
}

/** The name of a variable that holds the promisified export: `const scryptAsync = promisify(scrypt)`. */
export function findPromisified(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.Node,
  { module, path }: Export,
): string | undefined {
  const names = findNames(analysis, sourceCode, node, 'promisified');
  return names.find((own) => own.module === module && own.path === path)?.name;
}

interface Name extends Export {
  readonly name: string;
  /** All exports of a module, which nobody can call. */
  readonly isNamespace: boolean;
}

/** The names of the top of the file that mean the same at `node`, with what they refer to. */
function findNames(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.Node,
  binding: Binding,
): readonly Name[] {
  return [...analysis.facts.topLevel].flatMap(([name, value]) => {
    const [target, ...others] = analysis.resolve(value);
    if (target?.kind !== 'api' || others.length > 0) return [];
    const variable = findVariable(sourceCode, node, name);
    if (!variable || getBinding(variable) !== binding) return [];
    return { ...toCanonical(target), name, isNamespace: isNamespace(variable) };
  });
}

/** `fs.promises` and `node:fs/promises` are one. */
function toCanonical({ module, path }: Export): Export {
  const [first, ...rest] = path.split('.');
  return first === 'promises' ? { module: `${module}/promises`, path: rest.join('.') } : { module, path };
}

type Binding = 'plain' | 'promisified';

/** How a variable of the top of the file holds what it refers to; undefined for types, and for what may change. */
function getBinding({ scope, defs, references }: Variable): Binding | undefined {
  const [definition] = defs;
  if (scope.block.type !== 'Program' || !definition) return undefined;
  if (definition.type === 'ImportBinding') return isTypeOnly(definition.node) ? undefined : 'plain';
  if (definition.type !== 'Variable' || references.some((reference) => reference.isWrite() && !reference.init)) {
    return undefined;
  }
  const { init } = definition.node;
  const callee = init?.type === 'CallExpression' ? getCalleeName(init) : undefined;
  if (callee === 'promisify') return 'promisified';
  return callee === 'callbackify' ? undefined : 'plain';
}

function isNamespace({ defs: [definition] }: Variable): boolean {
  return definition?.node.type === 'ImportNamespaceSpecifier';
}

function isTypeOnly(node: TSESTree.Node): boolean {
  if (node.type === 'ImportSpecifier' && node.importKind === 'type') return true;
  return node.parent?.type === 'ImportDeclaration' && node.parent.importKind === 'type';
}

function getCalleeName({ callee }: TSESTree.CallExpression): string | undefined {
  const name = callee.type === 'MemberExpression' ? callee.property : callee;
  return name.type === 'Identifier' ? name.name : undefined;
}

function findVariable(sourceCode: SourceCode, node: TSESTree.Node, name: string): Variable | undefined {
  for (let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(node); scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable && variable.defs.length > 0) return variable;
  }
  return undefined;
}

/** Every name that the file uses or declares anywhere. */
export function getTakenNames({ scopeManager }: SourceCode): Set<string> {
  return new Set(
    scopeManager?.scopes.flatMap((scope) => [
      ...scope.set.keys(),
      ...scope.through.map(({ identifier }) => identifier.name).filter((name) => typeof name === 'string'),
    ]),
  );
}

/** A name for a new import: `readFile`, else `readFileAsync`, `readFileAsync2`, … */
export function getFreeName(taken: ReadonlySet<string>, name: string): string {
  const base = `${name}Async`;
  if (!taken.has(name)) return name;
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}${number}`)) number++;
  return `${base}${number}`;
}
