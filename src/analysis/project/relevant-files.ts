/**
 * Which files can take part in a blocking call while the program serves? Those that hold one and those that lead to it,
 * those that start workers or make a server listen, and all that import what holds a word that a rule looks for.
 */
import type { Interest } from '../blocking-calls.ts';
import { type Beginning, findCallers } from '../callers/callers.ts';
import { type Holdings, type Origins, readHoldings } from '../callers/origins.ts';
import type { FileFacts } from '../facts/types.ts';
import type { Resolver } from '../references/resolve.ts';
import type { FindModules } from './modules.ts';
import { findImports, type TextSearch, withImporters, type Word } from './text-search.ts';

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

/** @param getFacts parses the file, unless that has been done */
export function findRelevantFiles(question: Question, getFacts: GetFacts): ReadonlySet<string> {
  const { entries, findModules, words } = question;
  const searches = [...entries].map(([file, { search }]) => [file, search] as const);
  const imports = findImports(searches, findModules);
  const named: string[] = [];
  const others: string[] = [];
  const origins = new Map<string, Beginning>();
  for (const [file, entry] of entries) {
    if (entry.search.holds(words)) named.push(file);
    const holdings = entry.search.mayBlock() ? getHoldings(question, entry, getFacts(file)) : undefined;
    if (!holdings) continue;
    const { given } = holdings;
    const own = getOrigins(question, holdings);
    if (own.functions.size + own.names.size + given.members.size > 0) origins.set(file, { ...own, given });
    if (holdings.startsWorker || holdings.listens) others.push(file);
    // Who makes a server listen starts the program.
    if (holdings.listens) others.push(...(imports.importers.get(file) ?? []).map((importer) => importer.file));
  }
  const callers = findCallers(origins, {
    getImporters: (file) => imports.importers.get(file) ?? [],
    getText: (file) => entries.get(file)?.text ?? '',
    getFacts,
    getModules: findModules,
    isEnd: (file) => imports.pages.has(file),
  });
  return new Set([...withImporters(named, imports), ...callers, ...others]);
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
