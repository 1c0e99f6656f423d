/** Everything the rules ask about the file being linted, answered once for all of them. */
import path from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Graph } from './contexts/contexts.ts';
import type { ParsedFile } from './facts/draft.ts';
import type { FileFacts, Value } from './facts/types.ts';
import { findRoot } from './project/files.ts';
import { createProject, type Project } from './project/project.ts';
import type { Resolve } from './references/resolve.ts';
import type { Target } from './references/targets.ts';

export interface FileAnalysis {
  readonly facts: FileFacts;
  readonly graph: Graph;
  /** What a value of this file refers to. */
  resolve(value: Value): readonly Target[];
  readonly resolveIn: Resolve;
}

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

const analyses = new WeakMap<TSESLint.SourceCode, FileAnalysis | undefined>();
const projects = new Map<string, Project>();

/**
 * Undefined where the file has no part in any blocking call.
 *
 * @param words the names of functions that the user adds to the catalog
 */
export function analyze(context: Context, words: ReadonlySet<string>): FileAnalysis | undefined {
  const { sourceCode } = context;
  if (!analyses.has(sourceCode)) analyses.set(sourceCode, createAnalysis(context, words));
  return analyses.get(sourceCode);
}

function createAnalysis({ filename, cwd, sourceCode }: Context, words: ReadonlySet<string>): FileAnalysis | undefined {
  const { ast, scopeManager, text, visitorKeys } = sourceCode;
  if (!scopeManager) return undefined;
  const file: ParsedFile = { path: path.resolve(cwd, filename), text, ast, scopeManager, visitorKeys };
  const root = findRoot(file.path, cwd);
  let project = projects.get(root);
  if (!project) projects.set(root, (project = createProject(root)));
  const view = project.view(file, words);
  if (!view) return undefined;
  const { facts, graph, resolve } = view;
  return { facts, graph, resolve: (value) => resolve(facts, value), resolveIn: resolve };
}
