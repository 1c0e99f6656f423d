/**
 * Which files can take part in a blocking call while the program serves? Those that hold one and those that lead to it,
 * those that start workers or make a server listen, and all that import what holds a word that a rule looks for.
 */
import type { Interest } from '../blocking-calls.ts';
import { type Beginning, findCallers } from '../callers/callers.ts';
import type { IsCrossed, Sources } from '../callers/heard.ts';
import { type Holdings, type Origins, readHoldings } from '../callers/origins.ts';
import type { Importer } from '../callers/part.ts';
import { createTexts } from '../callers/texts.ts';
import { MOST_MEANT } from '../contexts/edges.ts';
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import type { Resolver } from '../references/resolve.ts';
import type { FindModules } from './modules.ts';
import { findImports, type Imports, type TextSearch, withImporters, type Word } from './text-search.ts';

export interface Candidate {
  readonly text: string;
  readonly search: TextSearch;
  /** What the facts of this text hold; undefined until somebody asks. */
  holdings: Holdings | undefined;
}

interface Question {
  readonly entries: ReadonlyMap<string, Candidate>;
  readonly findModules: FindModules;
  readonly words: ReadonlySet<Word>;
  readonly interests: ReadonlyMap<string, Interest>;
  /** Resolves what a file tells by itself. */
  readonly local: Resolver;
}

type GetFacts = (file: string) => FileFacts | undefined;

export interface RelevantFiles {
  readonly files: ReadonlySet<string>;
  /** The functions that lead to what blocks and were not crossed. */
  readonly reached: ReadonlySet<FunctionFact>;
}

export interface RelevanceSearch {
  /** The files that hold what blocks. */
  readonly origins: ReadonlySet<string>;
  /** Which files take part, if it is of interest what runs the functions that are crossed. */
  readonly search: (isCrossed: IsCrossed) => RelevantFiles;
}

/** @param getFacts parses the file, unless that has been done */
export function createRelevanceSearch(question: Question, getFacts: GetFacts): RelevanceSearch {
  const { entries, findModules } = question;
  const searches = [...entries].map(([file, { search }]) => [file, search] as const);
  const imports = findImports(searches, findModules);
  const { origins, starting, fixed } = findBeginnings(question, imports, getFacts);
  const sources: Sources = {
    getImporters: (file) => imports.importers.get(file) ?? [],
    texts: createTexts((file) => entries.get(file)?.text ?? ''),
    getFacts,
    getModules: findModules,
    isEnd: (file) => imports.pages.has(file),
  };
  return {
    origins: new Set(origins.keys()),
    search: (isCrossed) => {
      const { files, reached } = findCallers(origins, sources, isCrossed);
      const isAsked = (file: string): boolean =>
        sources.getImporters(file).some((importer) => files.has(importer.file));
      const alternatives = [...files].flatMap((file) => sources.getImporters(file).flatMap(getAlternatives));
      return { files: new Set([...fixed, ...files, ...alternatives, ...[...starting].filter(isAsked)]), reached };
    },
  };

  /** Of several files that an import may mean, only one may block: that there are others counts. */
  function getAlternatives({ file, specifier }: Importer): readonly string[] {
    const all = specifier.includes('*') ? findModules(file, specifier) : [];
    return all.length > MOST_MEANT ? [] : all;
  }
}

interface Beginnings {
  readonly origins: ReadonlyMap<string, Beginning>;
  /** Files that start the program, if what they import takes part. */
  readonly starting: ReadonlySet<string>;
  /** Files that take part in any case. */
  readonly fixed: readonly string[];
}

function findBeginnings(question: Question, imports: Imports, getFacts: GetFacts): Beginnings {
  const named: string[] = [];
  const others: string[] = [];
  const starting = new Set<string>();
  const origins = new Map<string, Beginning>();
  for (const [file, entry] of question.entries) {
    if (entry.search.holds(question.words)) named.push(file);
    const mayBlock = !imports.pages.has(file) && entry.search.mayBlock();
    const holdings = mayBlock ? getHoldings(question, entry, getFacts(file)) : undefined;
    if (!holdings) continue;
    const { given } = holdings;
    const own = getOrigins(question, holdings);
    if (own.functions.size + own.names.size + given.members.size > 0) origins.set(file, { ...own, given });
    if (holdings.startsWorker || holdings.listens) others.push(file);
    // Who makes a server listen starts the program.
    if (holdings.listens) for (const importer of imports.importers.get(file) ?? []) starting.add(importer.file);
  }
  return { origins, starting, fixed: [...withImporters(named, imports), ...others] };
}

function getHoldings({ local }: Question, entry: Candidate, facts: FileFacts | undefined): Holdings | undefined {
  const { search } = entry;
  const hints = { names: search.getNames(), mayStartWorker: search.mayStartWorker() };
  return facts && (entry.holdings ??= readHoldings(facts, hints, local.resolve));
}

function getOrigins({ interests }: Question, holdings: Holdings): Origins {
  const all = [...interests.values()].map((interest) => holdings.findBlocking(interest));
  return {
    functions: new Set([...holdings.waiting, ...all.flatMap(({ functions }) => [...functions])]),
    names: new Set(all.flatMap(({ names }) => [...names])),
  };
}
