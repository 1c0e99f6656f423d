/** Everything the rules ask about the file being linted, answered once for all of them. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { GETTERS } from '../catalog/names.ts';
import { type FileContexts, findContexts } from './contexts/contexts.ts';
import type { ParsedFile } from './facts/draft.ts';
import { collectFacts } from './facts/collect.ts';
import type { FileFacts, Value } from './facts/types.ts';
import { createFileResolver } from './references/file-resolver.ts';
import type { Target } from './references/targets.ts';

export interface FileAnalysis {
  readonly facts: FileFacts;
  readonly contexts: FileContexts;
  /** The node of each call, by index. */
  readonly callNodes: readonly TSESTree.Node[];
  /** What the variables at the top of the file stand for, by name. */
  readonly topLevel: ReadonlyMap<string, Value>;
  /** What a value of this file refers to. */
  resolve(value: Value): readonly Target[];
}

const analyses = new WeakMap<TSESLint.SourceCode, FileAnalysis>();

export function analyze(path: string, sourceCode: Readonly<TSESLint.SourceCode>): FileAnalysis | undefined {
  const known = analyses.get(sourceCode);
  if (known) return known;
  const { ast, scopeManager, text, visitorKeys } = sourceCode;
  if (!scopeManager) return undefined;
  const analysis = analyzeFile({ path, text, ast, scopeManager, visitorKeys });
  analyses.set(sourceCode, analysis);
  return analysis;
}

function analyzeFile(file: ParsedFile): FileAnalysis {
  const { facts, callNodes, topLevel } = collectFacts(file, GETTERS);
  const resolve = createFileResolver(facts);
  return {
    facts,
    callNodes,
    topLevel,
    contexts: findContexts(facts, resolve),
    resolve: (value) => resolve(facts, value),
  };
}
