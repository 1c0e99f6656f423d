/**
 * In which files is looked for what runs the functions that lead to what blocks? First in those that hold these, then in
 * those that run what is not known to serve, and so on. In most projects, handlers are near.
 */
import type { IsCrossed } from '../callers/heard.ts';
import type { Graph } from '../contexts/contexts.ts';
import { findRunning, findSettled } from '../contexts/served.ts';
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import type { RelevantFiles } from './relevant-files.ts';

export type FactsByFile = ReadonlyMap<string, FileFacts | undefined>;

/** What came of a round. */
interface Round<Built> {
  readonly facts: FactsByFile;
  /** The functions that are known to serve. */
  readonly settled: ReadonlySet<FunctionFact>;
  /** Those that lead to what blocks, as far as that is of interest. */
  readonly running: ReadonlySet<FunctionFact>;
  readonly built: Built;
}

/** What came of the last one. */
export interface Outcome<Built> extends Round<Built> {
  /** The files with which to begin the next time; undefined where that would be too many that are no longer needed. */
  readonly part: readonly string[] | undefined;
}

interface Steps<Built> {
  /** Which files take part, if it is of interest what runs these functions. */
  readonly search: (isCrossed: IsCrossed) => RelevantFiles;
  readonly getFacts: (file: string) => FileFacts | undefined;
  readonly build: (facts: FactsByFile, settled: ReadonlySet<FunctionFact>) => Built;
  /** The functions that block, or run one that does before they are done. */
  readonly findBlocking: (built: Built) => Iterable<FunctionFact>;
}

/** Then everything is searched at once. */
const MAX_ROUNDS = 6;

/**
 * How many times as many files take part as are needed by what is known in the end. Who serves is found out with the help
 * of the others: on a server of 617 files, 222 take part, and 143 are needed.
 */
const MOST_KEPT = 2;

/**
 * @param before the files that took part the last time: they do once more, and mostly no others
 * @param outcome what came of it, if that is known
 */
export function goRounds<Built extends { readonly graph: Graph }>(
  before: readonly string[] | undefined,
  outcome: Outcome<Built> | undefined,
  steps: Steps<Built>,
): Outcome<Built> {
  let last = before && renew(before, outcome, steps);
  // The functions of the first files. Of those that are known already, it is known what they lead to.
  let first: ReadonlySet<FunctionFact> | undefined = last && new Set();
  for (let count = 0; ; count++) {
    const isLast = count >= MAX_ROUNDS;
    const known = last;
    const { files, reached } = steps.search((fact) => {
      if (known?.settled.has(fact)) return false;
      // What is synchronous blocks who runs it. What comes in later is first looked at.
      const isRunning = isLast || known?.running.has(fact) === true;
      return isRunning || (!fact.promising && first?.has(fact) !== false);
    });
    // What a round no longer needs does no harm, and often nothing is new then.
    const facts = getAllFacts([...(last?.facts.keys() ?? []), ...files], steps);
    const round = last && isSame(last.facts, facts) ? last : goRound(steps, facts, last?.settled);
    last = round;
    first ??= new Set([...facts.values()].flatMap((file) => file?.functions ?? []));
    const isOpen = [...reached].some((fact) => round.running.has(fact) && !round.settled.has(fact));
    if (isOpen && !isLast) continue;
    const isTooMany = facts.size > MOST_KEPT * files.size;
    return { ...round, part: isTooMany ? undefined : [...facts.keys()] };
  }
}

/** The same files as they are now. What their calls meant before is forgotten, for any of them may run another by now. */
function renew<Built extends { readonly graph: Graph }>(
  before: readonly string[],
  outcome: Outcome<Built> | undefined,
  steps: Steps<Built>,
): Round<Built> {
  const isCurrent = outcome && isSame(outcome.facts, getAllFacts(outcome.facts.keys(), steps));
  return isCurrent ? outcome : goRound(steps, getAllFacts(before, steps));
}

function goRound<Built extends { readonly graph: Graph }>(
  { build, findBlocking }: Steps<Built>,
  facts: FactsByFile,
  before: ReadonlySet<FunctionFact> = new Set(),
): Round<Built> {
  const built = build(facts, before);
  const settled = new Set([...before, ...findSettled(built.graph)]);
  return { facts, settled, running: findRunning(built.graph, findBlocking(built), settled), built };
}

function getAllFacts<Built>(files: Iterable<string>, { getFacts }: Steps<Built>): FactsByFile {
  return new Map([...files].map((file) => [file, getFacts(file)]));
}

function isSame(before: FactsByFile, after: FactsByFile): boolean {
  return before.size === after.size && [...after].every(([file, facts]) => before.get(file) === facts);
}
