/** Which name reaches a function at this place in the file: one that is there already, or one that an import adds. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The expression by which existing imports reach `path` of `module` at `node`: `readFile`, `fsp.readFile`. */
export function findExpression(
  analysis: FileAnalysis,
  sourceCode: SourceCode,
  node: TSESTree.Node,
  { module, path }: { readonly module: string; readonly path: string },
): string | undefined {
  const prefixes: string[] = [];
  for (const [name, value] of analysis.facts.topLevel) {
    if (!isVisible(sourceCode, node, name)) continue;
    for (const target of analysis.resolve(value)) {
      if (target.kind !== 'api') continue;
      const own = toCanonical(target);
      if (own.module !== module) continue;
      if (own.path === path) return name;
      if (own.path === '' && path !== '') prefixes.push(name);
    }
  }
  const [prefix] = prefixes;
  return prefix === undefined ? undefined : `${prefix}.${path}`;
}

/** `fs.promises` and `node:fs/promises` are one. */
function toCanonical(target: { readonly module: string; readonly path: string }): { module: string; path: string } {
  const [first = '', ...rest] = target.path.split('.');
  return first === 'promises' ? { module: `${target.module}/promises`, path: rest.join('.') } : target;
}

/** Whether a name of the top of the file means the same at `node`. */
function isVisible(sourceCode: SourceCode, node: TSESTree.Node, name: string): boolean {
  const variable = findVariable(sourceCode, node, name);
  return variable?.scope.block.type === 'Program';
}

function findVariable(sourceCode: SourceCode, node: TSESTree.Node, name: string): TSESLint.Scope.Variable | undefined {
  let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(node);
  while (scope) {
    const variable = scope.set.get(name);
    if (variable && variable.defs.length > 0) return variable;
    scope = scope.upper;
  }
  return undefined;
}

/** A name for a new import that nothing in the file has: `readFile`, else `readFileAsync`, `readFileAsync2`, … */
export function getFreeName(sourceCode: SourceCode, name: string): string {
  const taken = new Set(
    sourceCode.scopeManager?.scopes.flatMap((scope) => [...scope.set.keys(), ...getThrough(scope)]),
  );
  const candidates = [name, `${name}Async`];
  for (let i = 2; candidates.length < MAX_CANDIDATES; i++) candidates.push(`${name}Async${i}`);
  return candidates.find((candidate) => !taken.has(candidate)) ?? `${name}Async${MAX_CANDIDATES}`;
}

const MAX_CANDIDATES = 20;

function getThrough(scope: TSESLint.Scope.Scope): string[] {
  return scope.through.map((reference) => reference.identifier.name).filter((name) => typeof name === 'string');
}
