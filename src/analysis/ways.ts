/** By which shortest way does each function of a project come to block? */
import { type BlockingCall, findBlockingCode, type Interest } from './blocking-calls.ts';
import type { Graph } from './contexts/contexts.ts';
import type { Edge } from './contexts/edges.ts';
import { getHandedOn, leavesOff } from './contexts/flags.ts';
import { isWarm } from './contexts/warm.ts';
import { isDeclaredHarmless } from './facts/harmless.ts';
import type { FileFacts, FunctionFact, LoopFact } from './facts/types.ts';
import { getOrAdd } from './get-or-add.ts';
import type { Resolve } from './references/resolve.ts';
import { findBusyWaits } from './waiting/busy-waits.ts';

/** Where a function's shortest way to a blocking call leads next. */
export type Next = (
  | { readonly kind: 'api'; readonly found: BlockingCall }
  | { readonly kind: 'busy wait'; readonly loop: LoopFact }
  | { readonly kind: 'function'; readonly to: FunctionFact }
  | { readonly kind: 'declared' }
) & {
  /** The place of the parameter that the function must be given to take the way. */
  readonly flag?: number | undefined;
};

export type Ways = ReadonlyMap<FunctionFact, Next>;

const known = new WeakMap<Graph, Map<string, Ways>>();

/** Found once for a graph and an interest. */
export function getWays(graph: Graph, resolve: Resolve, interest: Interest): Ways {
  const byInterest = getOrAdd(known, graph, () => new Map<string, Ways>());
  return getOrAdd(byInterest, interest.key, () => findWays(graph, resolve, interest));
}

/** Breadth first, from all functions that block by themselves to their callers: the first way found is a shortest. */
function findWays(graph: Graph, resolve: Resolve, interest: Interest): Ways {
  const ways = new Map<FunctionFact, Next>();
  for (const { fact } of graph.values()) if (fact.annotation === 'blocking') ways.set(fact, { kind: 'declared' });
  for (const file of new Set([...graph.values()].map((node) => node.file))) {
    for (const [fact, next] of findOwnWays(file, resolve, interest)) {
      if (!isBetter(ways.get(fact), next) || isDeclaredHarmless(fact)) continue;
      if (next.kind !== 'api' || !isWarm(graph, next.found.call, fact)) ways.set(fact, next);
    }
  }
  // A map is iterated in the order of its entries, and those that are added on the way come last.
  for (const to of ways.keys()) {
    const node = graph.get(to);
    for (const edge of node?.incoming ?? []) {
      const { from, how, call, inline, handedIn } = edge;
      // Who hands it in has an edge to it as well; others who call the same function do not run it. And that any of many
      // is called is told where that one blocks.
      if (handedIn || edge.vague) continue;
      if (to.promising || call.disabled || isDeclaredHarmless(from.fact)) continue;
      const next: Next = { kind: 'function', to, flag: call.flag ?? getHandedOn(edge, ways.get(to)?.flag) };
      const before = ways.get(from.fact);
      if (!isBetter(before, next) || !leads(ways, edge) || isWarm(graph, call, from.fact, to)) continue;
      if (!isPartOf(how) && !(how === 'unknown' && inline)) continue;
      if (before && comesBack(ways, to, from.fact)) continue;
      // It comes last once more: the callers that it did not lead to before now lead to it.
      ways.delete(from.fact);
      ways.set(from.fact, next);
    }
  }
  return ways;
}

/** A way that needs no flag is better than one that does. */
function isBetter(before: Next | undefined, next: Next): boolean {
  return before === undefined || (before.flag !== undefined && next.flag === undefined);
}

function comesBack(ways: Ways, from: FunctionFact, to: FunctionFact): boolean {
  for (let fact: FunctionFact | undefined = from; fact;) {
    if (fact === to) return true;
    const next = ways.get(fact);
    fact = next?.kind === 'function' ? next.to : undefined;
  }
  return false;
}

/** Whether the function at the end of an edge blocks when it is run by that. */
export function leads(ways: Ways, edge: Edge): boolean {
  const next = ways.get(edge.to.fact);
  return next !== undefined && (next.flag === undefined || !leavesOff(edge, next.flag));
}

export function isPartOf(how: Edge['how']): boolean {
  return how === 'call' || how === 'inline' || how === 'project';
}

/** The functions of a file that block by themselves: by a call, or by a loop that only waits. */
function* findOwnWays(file: FileFacts, resolve: Resolve, interest: Interest): Generator<[FunctionFact, Next]> {
  for (const [call, found] of findBlockingCode(file, resolve, interest).made) {
    const fact = file.functions[call.function];
    if (fact && !call.disabled) yield [fact, { kind: 'api', found, flag: call.flag }];
  }
  for (const { loop } of findBusyWaits(file, resolve)) {
    const fact = file.functions[loop.function];
    if (fact && !loop.disabled && !loop.offLoop) yield [fact, { kind: 'busy wait', loop }];
  }
}
