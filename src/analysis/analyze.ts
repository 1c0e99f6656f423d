/** Everything the rules ask about the file being linted, answered once for all of them. */
import path from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import type { Graph } from './contexts/contexts.ts';
import type { DeclaredContexts } from './contexts/declared.ts';
import type { ParsedFile } from './facts/draft.ts';
import type { FileFacts, Value } from './facts/types.ts';
import type { FileSearch } from './project/file-search.ts';
import { findRoot } from './project/files.ts';
import type { IsLoaded } from './project/loaded-modules.ts';
import { createProject, type Project, type Wanted } from './project/project.ts';
import type { Resolve } from './references/resolve.ts';
import type { Target } from './references/targets.ts';

export interface FileAnalysis {
  readonly facts: FileFacts;
  readonly graph: Graph;
  /** Where the project begins. */
  readonly root: string;
  /** What a value of this file refers to. */
  resolve(value: Value): readonly Target[];
  readonly resolveIn: Resolve;
  /** The facts of any file that has a part in this. */
  getFacts(file: string): FileFacts | undefined;
  readonly files: FileSearch;
  readonly isLoaded: IsLoaded;
  readonly declared: DeclaredContexts;
}

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

type Known = Map<Wanted, Map<DeclaredContexts, FileAnalysis | undefined>>;

const analyses = new WeakMap<TSESLint.SourceCode, Known>();
const projects = new Map<string, Project>();

/**
 * Undefined where the file has no part in any blocking call, nor in anything else that a rule looks for.
 *
 * @param wanted what makes files take part; answers are kept by this very object
 * @param declared what the user says of when code runs; answers are kept by this very object
 */
export function analyze(context: Context, wanted: Wanted, declared: DeclaredContexts): FileAnalysis | undefined {
  const { sourceCode } = context;
  let byWanted = analyses.get(sourceCode);
  if (!byWanted) analyses.set(sourceCode, (byWanted = new Map() as Known));
  let known = byWanted.get(wanted);
  if (!known) byWanted.set(wanted, (known = new Map<DeclaredContexts, FileAnalysis | undefined>()));
  if (!known.has(declared)) known.set(declared, createAnalysis(context, wanted, declared));
  return known.get(declared);
}

function createAnalysis(
  { filename, cwd, sourceCode }: Context,
  wanted: Wanted,
  declared: DeclaredContexts,
): FileAnalysis | undefined {
  const { ast, text, visitorKeys } = sourceCode;
  const file: ParsedFile = { path: path.resolve(cwd, filename), text, ast, visitorKeys };
  const root = findRoot(file.path, cwd);
  const key = [root, declared.key].join('\0');
  let project = projects.get(key);
  if (!project) projects.set(key, (project = createProject(root, declared)));
  const view = project.view(file, wanted);
  if (!view) return undefined;
  const { facts, graph, resolve, files, isLoaded } = view;
  let byPath: ReadonlyMap<string, FileFacts> | undefined;
  return {
    facts,
    graph,
    root,
    resolve: (value) => resolve(facts, value),
    resolveIn: resolve,
    getFacts: (name) => (byPath ??= new Map([...graph.values()].map(({ file: own }) => [own.path, own]))).get(name),
    files,
    isLoaded,
    declared,
  };
}
