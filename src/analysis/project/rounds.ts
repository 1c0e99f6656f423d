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
export interface Round<Built> {
  readonly facts: FactsByFile;
  /** The functions that are known to serve. */
  readonly settled: ReadonlySet<FunctionFact>;
  /** Those that lead to what blocks, as far as that is of interest. */
  readonly running: ReadonlySet<FunctionFact>;
  /** Kept of the last round alone. */
  built: Built | undefined;
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

/** @param before the rounds of the last time: what is the same in them is not done anew */
export function goRounds<Built extends { readonly graph: Graph }>(
  before: readonly Round<Built>[],
  steps: Steps<Built>,
): readonly Round<Built>[] {
  const rounds: Round<Built>[] = [];
  let first: ReadonlySet<FunctionFact> | undefined;
  let isSameSoFar = true;
  for (;;) {
    const last = rounds.at(-1);
    const isLast = rounds.length >= MAX_ROUNDS;
    const { files, reached } = steps.search((fact) => {
      if (last?.settled.has(fact)) return false;
      // What is synchronous blocks who runs it. What comes in later is first looked at.
      const isRunning = isLast || last?.running.has(fact) === true;
      return isRunning || (!fact.promising && first?.has(fact) !== false);
    });
    // What a round no longer needs does no harm, and often nothing is new then.
    const facts = new Map([...(last?.facts.keys() ?? []), ...files].map((file) => [file, steps.getFacts(file)]));
    const known = before[rounds.length];
    isSameSoFar &&= known !== undefined && isSame(known.facts, facts);
    const round = isSameSoFar && known ? known : goRound(steps, facts, last);
    if (last && last !== round) last.built = undefined;
    rounds.push(round);
    first ??= new Set([...facts.values()].flatMap((file) => file?.functions ?? []));
    const isOpen = [...reached].some((fact) => round.running.has(fact) && !round.settled.has(fact));
    if (isOpen && !isLast) continue;
    round.built ??= steps.build(facts, last?.settled ?? new Set());
    return rounds;
  }
}

function goRound<Built extends { readonly graph: Graph }>(
  { build, findBlocking }: Steps<Built>,
  facts: FactsByFile,
  last: Round<Built> | undefined,
): Round<Built> {
  const isKnown = last?.built !== undefined && isSame(last.facts, facts);
  const built = isKnown && last.built ? last.built : build(facts, last?.settled ?? new Set());
  const settled = new Set([...(last?.settled ?? []), ...findSettled(built.graph)]);
  return { facts, settled, running: findRunning(built.graph, findBlocking(built), settled), built };
}

function isSame(before: FactsByFile, after: FactsByFile): boolean {
  return before.size === after.size && [...after].every(([file, facts]) => before.get(file) === facts);
}
