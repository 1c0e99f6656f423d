/** The facts of all files of a project, kept up to date, and the graph of who runs whom in it. */
import path from 'node:path';
import { digest } from '../../cache/digest.ts';
import { GETTERS } from '../../catalog/names.ts';
import type { Interest } from '../blocking-calls.ts';
import { createLocalResolver } from '../callers/origins.ts';
import { createGraph, type Graph } from '../contexts/contexts.ts';
import type { DeclaredContexts } from '../contexts/declared.ts';
import { collectFacts } from '../facts/collect.ts';
import type { ParsedFile } from '../facts/draft.ts';
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import { getWays } from '../ways.ts';
import { createProjectResolver } from '../references/project-resolver.ts';
import type { Resolve, Resolver } from '../references/resolve.ts';
import { isBundle } from './bundles.ts';
import { createEntry, type Entry, getFacts, readEntry, takeFacts } from './entries.ts';
import { createFileSearch, type FileSearch } from './file-search.ts';
import { isOfTool, listFiles } from './files.ts';
import { getKept } from './kept-facts.ts';
import { createLoadedTest, type IsLoaded } from './loaded-modules.ts';
import { createModuleFinder, type FindModules } from './modules.ts';
import { createProgramTest, type Searches } from './programs.ts';
import { createRecheck } from './recheck.ts';
import { createRelevanceSearch } from './relevant-files.ts';
import { type FactsByFile, goRounds, type Outcome } from './rounds.ts';
import type { Word } from './text-search.ts';

export interface ProjectView {
  readonly graph: Graph;
  readonly resolve: Resolve;
  /** The facts of the file being linted. */
  readonly facts: FileFacts;
  readonly files: FileSearch;
  readonly isLoaded: IsLoaded;
}

export interface Project {
  /**
   * The project as it is with this text for the file that is linted; undefined where that file has no part in any
   * blocking call, or no person wrote it.
   *
   * @param wanted what a rule looks for
   */
  view(linted: ParsedFile, wanted: Wanted): ProjectView | undefined;
}

/** What makes files take part: that they hold what blocks in the eyes of the user, or words that a rule looks for. */
export type Wanted = Interest | { readonly words: ReadonlySet<Word> };

interface Built {
  readonly graph: Graph;
  readonly resolver: Resolver;
  readonly isLoaded: IsLoaded;
}

/** What is known of a project. */
interface State {
  readonly root: string;
  readonly declared: DeclaredContexts;
  entries: Map<string, Entry>;
  findModules: FindModules;
  /** Files on disk have changed, and with them perhaps where imports lead. */
  isFinderOld: boolean;
  /** How what there is was built; undefined before that, and where nothing of it is of use any more. */
  outcome: Outcome<Built> | undefined;
  /** No text has changed since then. */
  isCurrent: boolean;
  /** What users added to the catalog, and what single rules look for. */
  readonly words: Set<Word>;
  /** By key. */
  readonly interests: Map<string, Interest>;
  /** Resolves what a file tells by itself. */
  readonly local: Resolver;
}

/** @param declared what the user says of when code runs */
export function createProject(root: string, declared: DeclaredContexts): Project {
  const state = createState(root, declared);
  // Weakly: while a thousand files are linted, no syntax tree but the last is of use to anyone.
  const linted = new Map<string, WeakRef<ParsedFile['ast']>>();
  let last: WeakRef<ParsedFile['ast']> | undefined;
  const recheck = createRecheck();
  return {
    view(file, wanted) {
      if (last?.deref() !== file.ast) {
        forgetAnswers(state);
        last = new WeakRef(file.ast);
      }
      const before = linted.get(file.path);
      // A second time comes when something was changed.
      if ((before && before.deref() !== file.ast) || recheck.isDue()) {
        recheck.look(() => {
          refresh(state);
        });
        linted.clear();
      }
      linted.set(file.path, new WeakRef(file.ast));
      if (!state.entries.has(file.path)) return viewAlone(file, state);
      addWanted(state, wanted);
      addText(state, file);
      const { graph, resolver, isLoaded } = bringUpToDate(state);
      const { resolve } = resolver;
      const facts = getPart(state, file.path);
      return facts && { graph, resolve, facts, files: createFileSearch(root, state.entries, file), isLoaded };
    },
  };
}

/** The facts of a file, unless it has no part in anything, and no directive that counts as used. */
function getPart({ entries, outcome }: State, file: string): FileFacts | undefined {
  const facts = entries.get(file)?.facts;
  const isPart = outcome?.facts.has(file) === true;
  return isPart || facts?.calls.some(({ disabled }) => disabled) ? facts : undefined;
}

function createState(root: string, declared: DeclaredContexts): State {
  return {
    root,
    declared,
    entries: new Map(),
    findModules: () => [],
    isFinderOld: true,
    outcome: undefined,
    isCurrent: false,
    words: new Set(declared.words),
    interests: new Map(),
    local: createLocalResolver(),
  };
}

/** Each file asks what is in itself, and hardly what others have asked. */
function forgetAnswers({ outcome, local }: State): void {
  outcome?.built.resolver.forget();
  local.forget();
}

/** Reads the files that changed on disk. */
function refresh(state: State): void {
  const { entries, root } = state;
  const all = listFiles(root).map((file) => [file, readEntry(file, entries.get(file))] as const);
  const next = new Map(all.filter(([, { text }]) => !isBundle(text)));
  const files = [...next.keys()];
  const isSameList = next.size === entries.size && files.every((file) => entries.has(file));
  if (isSameList && files.every((file) => next.get(file) === entries.get(file))) return;
  state.entries = next;
  state.isFinderOld = true;
  state.isCurrent = false;
  if (!isSameList) state.outcome = undefined;
}

function addWanted(state: State, wanted: Wanted): void {
  for (const word of wanted.words) {
    if (!state.words.has(word)) state.isCurrent = false;
    state.words.add(word);
  }
  if (!('key' in wanted) || state.interests.has(wanted.key)) return;
  state.isCurrent = false;
  // From the same facts, the rounds have looked for what others want alone.
  state.outcome = undefined;
  state.interests.set(wanted.key, wanted);
}

/** The text in the editor counts, saved or not. */
function addText(state: State, file: ParsedFile): void {
  const before = state.entries.get(file.path);
  if (before?.text === file.text) return;
  const entry = createEntry(file.path, file.text, before?.stamp, before);
  entry.facts = takeFacts(entry, file, getKept(state.root));
  state.entries.set(file.path, entry);
  state.isCurrent = false;
}

/** Builds anew, unless all that changed is where things stand in their files. */
function bringUpToDate(state: State): Built {
  if (state.isCurrent && state.outcome) return state.outcome.built;
  if (state.isFinderOld) state.findModules = createModuleFinder(state.root, new Set(state.entries.keys()));
  state.isFinderOld = false;
  const kept = getKept(state.root);
  const get = (file: string): FileFacts | undefined => getFacts(file, state.entries.get(file), kept);
  const searches: Searches = new Map([...state.entries].map(([file, { search }]) => [file, search]));
  const { origins, search } = createRelevanceSearch(state, get);
  const known: Known = {
    searches,
    isOfProgram: createProgramTest(searches, state.findModules, state.root),
    // What resolves to too many things is cut short: what blocks comes first, and the rest as it stands in the folders.
    files: [...new Set([...origins, ...state.entries.keys()])],
  };
  const key = digest(JSON.stringify([state.declared.key, ...state.entries.keys()]));
  const outcome = goRounds(state.outcome ? state.outcome.part : kept?.getPart(key), state.outcome, {
    search,
    getFacts: get,
    build: (facts, settled) => build(state, known, facts, settled),
    findBlocking: ({ graph, resolver }) =>
      [...state.interests.values()].flatMap((interest) => [...getWays(graph, resolver.resolve, interest).keys()]),
  });
  kept?.setPart(key, outcome.part);
  state.outcome = outcome;
  state.isCurrent = true;
  return outcome.built;
}

/** What is known of the files without a look at their facts. */
interface Known {
  readonly searches: Searches;
  readonly isOfProgram: (file: string) => boolean;
  /** In the order in which they count, whatever the order in which they are linted or were changed. */
  readonly files: readonly string[];
}

function build(
  { findModules, root, declared }: State,
  { searches, isOfProgram, files: all }: Known,
  facts: FactsByFile,
  settled: ReadonlySet<FunctionFact>,
): Built {
  const files = all.flatMap((file) => facts.get(file) ?? []);
  const resolver = createProjectResolver({
    files,
    getModules: (from, specifier) => findModules(from.path, specifier).flatMap((file) => facts.get(file) ?? []),
  });
  const graph = createGraph(files, { resolve: resolver.resolve, root, declared, isOfProgram, settled });
  return { resolver, graph, isLoaded: createLoadedTest(searches, findModules, graph) };
}

/** A file that does not belong to the project, such as a test, by itself. */
function viewAlone(file: ParsedFile, { root, declared }: State): ProjectView | undefined {
  if (isBundle(file.text) || isOfTool(path.relative(root, file.path))) return undefined;
  const facts = collectFacts(file, GETTERS);
  const { resolve } = createProjectResolver({ files: [facts], getModules: () => [] });
  const files = createFileSearch(root, new Map(), file);
  const graph = createGraph([facts], { resolve, root, declared, isOfProgram: () => false });
  return { facts, resolve, graph, files, isLoaded: () => false };
}
