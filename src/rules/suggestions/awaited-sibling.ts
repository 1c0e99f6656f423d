/** Rewrites a call to a sibling that can be awaited: `s.load(key)` → `await s.loadAsync(key)`. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { addImports } from './add-imports.ts';
import { awaitNode, getAwaiting } from './await-position.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Fix = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** Undefined where it would not be correct code: `await` may not stand there, or the sibling is not in reach. */
export function getSiblingFix(sourceCode: SourceCode, node: TSESTree.Node, sibling: string): Fix | undefined {
  if (node.type !== 'CallExpression' || node.optional || node.parent.type === 'ChainExpression') return undefined;
  const rename = getRenaming(sourceCode, node, sibling);
  if (!rename) return undefined;
  if (node.parent.type === 'AwaitExpression') return rename;
  const toAwaited = getAwaiting(node)?.async ? awaitNode(sourceCode, node) : undefined;
  return toAwaited && ((fixer) => [...rename(fixer), ...toAwaited(fixer)]);
}

function getRenaming(sourceCode: SourceCode, { callee }: TSESTree.CallExpression, sibling: string): Fix | undefined {
  if (callee.type === 'MemberExpression') {
    return callee.computed ? undefined : (fixer) => [fixer.replaceText(callee.property, sibling)];
  }
  if (callee.type !== 'Identifier') return undefined;
  const variable = findVariable(sourceCode, callee, callee.name);
  const inReach = findVariable(sourceCode, callee, sibling);
  if (inReach && inReach.scope === variable?.scope) return (fixer) => [fixer.replaceText(callee, sibling)];
  const definition = variable?.defs[0];
  if (inReach || definition?.type !== 'ImportBinding' || definition.parent.type !== 'ImportDeclaration')
    return undefined;
  const added = { module: definition.parent.source.value, name: sibling, local: sibling };
  return (fixer) => [...addImports(fixer, sourceCode, [added]), fixer.replaceText(callee, sibling)];
}

function findVariable(sourceCode: SourceCode, node: TSESTree.Node, name: string): TSESLint.Scope.Variable | undefined {
  let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(node);
  while (scope && !scope.set.has(name)) scope = scope.upper;
  return scope?.set.get(name);
}
