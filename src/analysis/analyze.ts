/** Everything the rules ask about the file being linted, answered once for all of them. */
import path from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Graph } from './contexts/contexts.ts';
import type { ParsedFile } from './facts/draft.ts';
import type { FileFacts, Value } from './facts/types.ts';
import type { FileSearch } from './project/file-search.ts';
import { findRoot } from './project/files.ts';
import { createProject, type Project } from './project/project.ts';
import type { Word } from './project/relevant-files.ts';
import type { Resolve } from './references/resolve.ts';
import type { Target } from './references/targets.ts';

export interface FileAnalysis {
  readonly facts: FileFacts;
  readonly graph: Graph;
  /** What a value of this file refers to. */
  resolve(value: Value): readonly Target[];
  readonly resolveIn: Resolve;
  /** The facts of any file that has a part in this. */
  getFacts(file: string): FileFacts | undefined;
  readonly files: FileSearch;
}

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

const analyses = new WeakMap<TSESLint.SourceCode, Map<ReadonlySet<Word>, FileAnalysis | undefined>>();
const projects = new Map<string, Project>();

/**
 * Undefined where the file has no part in any blocking call, nor in anything else that a rule looks for.
 *
 * @param words what makes more files take part than the catalog's names do; answers are kept by this very set
 */
export function analyze(context: Context, words: ReadonlySet<Word>): FileAnalysis | undefined {
  const { sourceCode } = context;
  let known = analyses.get(sourceCode);
  if (!known) analyses.set(sourceCode, (known = new Map<ReadonlySet<Word>, FileAnalysis | undefined>()));
  if (!known.has(words)) known.set(words, createAnalysis(context, words));
  return known.get(words);
}

function createAnalysis({ filename, cwd, sourceCode }: Context, words: ReadonlySet<Word>): FileAnalysis | undefined {
  const { ast, text, visitorKeys } = sourceCode;
  const file: ParsedFile = { path: path.resolve(cwd, filename), text, ast, visitorKeys };
  const root = findRoot(file.path, cwd);
  let project = projects.get(root);
  if (!project) projects.set(root, (project = createProject(root)));
  const view = project.view(file, words);
  if (!view) return undefined;
  const { facts, graph, resolve, files } = view;
  let byPath: ReadonlyMap<string, FileFacts> | undefined;
  return {
    facts,
    graph,
    resolve: (value) => resolve(facts, value),
    resolveIn: resolve,
    getFacts: (name) => (byPath ??= new Map([...graph.values()].map(({ file: own }) => [own.path, own]))).get(name),
    files,
  };
}
