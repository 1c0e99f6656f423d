/** The names that rewritten code uses: those that the file has, and those that one change of it imports. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import { addImports, type NewImport } from './add-imports.ts';
import { type Export, findExpression, findPromisified, getFreeName, getTakenNames } from './names-in-scope.ts';

export interface Imports {
  /** An expression for an export that means the same at `node`; it is imported if the file has none. */
  getReference(node: TSESTree.Node, wanted: Export): string;
  /** The same for the promisified export: `promisify(scrypt)`, or the name of a variable that holds it. */
  getPromisified(node: TSESTree.Node, wanted: Export): string;
  /** Adds what is missing, and removes what only served the calls that are rewritten. */
  fix(fixer: TSESLint.RuleFixer, rewritten: readonly TSESTree.CallExpression[]): TSESLint.RuleFix[];
}

export function createImports(analysis: FileAnalysis, sourceCode: Readonly<TSESLint.SourceCode>): Imports {
  let taken: Set<string> | undefined;
  const added = new Map<string, NewImport>();

  const add = ({ module, path }: Export): string => {
    const key = `${module}:${path}`;
    let entry = added.get(key);
    if (!entry) {
      taken ??= getTakenNames(sourceCode);
      const name = path === '' ? undefined : path;
      entry = { module, name, local: getFreeName(taken, name ?? toVariable(module)) };
      taken.add(entry.local);
      added.set(key, entry);
    }
    return entry.local;
  };
  const getReference: Imports['getReference'] = (node, wanted) =>
    findExpression(analysis, sourceCode, node, wanted) ??
    findSibling(analysis, sourceCode, node, wanted) ??
    add(wanted);

  return {
    getReference,
    getPromisified: (node, wanted) =>
      findPromisified(analysis, sourceCode, node, wanted) ??
      `${getReference(node, { module: 'node:util', path: 'promisify' })}(${getReference(node, wanted)})`,
    fix: (fixer, rewritten) => addImports(fixer, sourceCode, [...added.values()], findUnused(sourceCode, rewritten)),
  };
}

/** `write-file-atomic` → `writeFileAtomic` */
function toVariable(module: string): string {
  return module.replace(/^.*\//, '').replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Where the file imports names that it uses for nothing but these calls. */
function findUnused(
  sourceCode: Readonly<TSESLint.SourceCode>,
  calls: readonly TSESTree.CallExpression[],
): Set<TSESTree.Node> {
  const callees = new Set<TSESTree.Node>(calls.map(({ callee }) => callee));
  const variables = sourceCode.scopeManager?.scopes.flatMap((scope) => scope.variables) ?? [];
  const unused = variables.filter(({ references }) => {
    const uses = references.filter((reference) => !reference.init);
    return uses.length > 0 && uses.every(({ identifier }) => callees.has(identifier));
  });
  return new Set(unused.flatMap(({ identifiers }) => identifiers.map(({ parent }) => parent)));
}

/** `fs.promises.readFile` beside `fs.readFileSync`, where `fs` is the whole module. */
function findSibling(
  analysis: FileAnalysis,
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  { module, path }: Export,
): string | undefined {
  if (!module.endsWith('/promises')) return undefined;
  const whole = findExpression(analysis, sourceCode, node, { module: module.replace(/\/promises$/, ''), path: '' });
  return whole && `${whole}.promises.${path}`;
}
