/** Does this function block, and by which shortest chain of calls? */
import type { BlockingApi } from '../catalog/define.ts';
import { BUSY_WAIT } from '../catalog/waiting.ts';
import type { FileAnalysis } from './analyze.ts';
import { type BlockingCall, findBlockingCode, type Interest } from './blocking-calls.ts';
import { runsInBrowser } from './browser-code.ts';
import type { FunctionNode, Graph } from './contexts/contexts.ts';
import type { Edge } from './contexts/edges.ts';
import { mayBeMade } from './contexts/flags.ts';
import { isWarm } from './contexts/warm.ts';
import { isDeclaredHarmless } from './facts/harmless.ts';
import type { CallFact, FileFacts, FunctionFact } from './facts/types.ts';
import { getWays, isPartOf, leads, type Next, type Ways } from './ways.ts';

/** One step of a chain, with the place it stands at. */
export interface Link {
  readonly name: string;
  readonly path: string;
  readonly line: number;
}

/** A call on the loop to a function of the project that blocks. */
export interface BlockingChain {
  /** The call, or the function that is handed over. */
  readonly range: readonly [number, number];
  readonly call: CallFact;
  /** From the function that is called to the call that blocks. */
  readonly links: readonly Link[];
  /** What blocks in the end; undefined where a function is declared `@blocking`. */
  readonly api: Pick<BlockingApi, 'name' | 'instead' | 'advice'> | undefined;
  /** The call that blocks in the end; undefined where none does, but a loop or what an annotation says. */
  readonly end: BlockingCall | undefined;
}

export function findBlockingChains(analysis: FileAnalysis, interest: Interest): BlockingChain[] {
  const { facts, graph, resolveIn } = analysis;
  const found = findChainsOf(facts, graph, getWays(graph, resolveIn, interest));
  return found.filter(({ call }) => !runsInBrowser(analysis, call.function));
}

/**
 * The blocking calls of the file in synchronous functions that run while the program serves, at which no chain ends:
 * a chain is the shortest, so of several calls in one function it names one.
 */
export function findHiddenCalls(analysis: FileAnalysis, interest: Interest): BlockingCall[] {
  const { facts, graph, resolveIn } = analysis;
  const ends = getEnds(graph, getWays(graph, resolveIn, interest));
  return [...findBlockingCode(facts, resolveIn, interest).made.values()].filter(({ call }) => {
    const fact = facts.functions[call.function];
    const node = fact && graph.get(fact);
    const isHidden =
      node && !node.onLoop && node.contexts.has('serving') && !call.disabled && !isDeclaredHarmless(fact);
    if (!isHidden || ends.has(call) || isWarm(graph, call, fact)) return false;
    if (!mayBeMade(graph, call, fact)) return false;
    return !runsInBrowser(analysis, call.function);
  });
}

/** A way to a blocking call that leaves the file with its first call. */
export interface WayOut {
  readonly chain: BlockingChain;
  /** The functions behind that call: the one that it runs, and those that run as a part of that. */
  readonly parts: ReadonlySet<FunctionFact>;
}

/** The ways out of the file from any of its functions. */
export function findWaysOut(analysis: FileAnalysis, interest: Interest): WayOut[] {
  const { facts, graph, resolveIn } = analysis;
  const ways = getWays(graph, resolveIn, interest);
  const edges = facts.functions.flatMap((fact) => graph.get(fact)?.outgoing ?? []);
  return edges
    .filter(({ how, to, call }) => how === 'call' && to.file !== facts && !to.fact.promising && !call.disabled)
    .filter((edge) => leads(ways, edge))
    .map((edge) => ({ chain: follow(graph, ways, edge), parts: findParts(graph, edge.to.fact) }));
}

function findParts(graph: Graph, fact: FunctionFact): ReadonlySet<FunctionFact> {
  const parts = new Set([fact]);
  // A set is iterated in the order in which it grows.
  for (const part of parts) for (const { to } of getRun(graph, part)) parts.add(to.fact);
  return parts;
}

/** The functions that run before this one has done its work. */
function getRun(graph: Graph, fact: FunctionFact): Edge[] {
  return (graph.get(fact)?.outgoing ?? []).filter(
    ({ how, to, call, vague }) => isPartOf(how) && !vague && !to.fact.promising && !call.disabled,
  );
}

/** The ways from the calls in a function, whatever that says of itself, to what blocks in the functions they run. */
export function findWaysFrom(
  { graph, resolveIn }: FileAnalysis,
  fact: FunctionFact,
  interest: Interest,
): BlockingChain[] {
  const ways = getWays(graph, resolveIn, interest);
  return getRun(graph, fact).flatMap((edge) => (leads(ways, edge) ? follow(graph, ways, edge) : []));
}

function findChainsOf(facts: FileFacts, graph: Graph, ways: Ways): BlockingChain[] {
  const byRange = new Map<string, BlockingChain>();
  for (const fact of facts.functions) {
    const node = graph.get(fact);
    for (const edge of node?.outgoing ?? []) {
      if (!node || edge.vague || !leads(ways, edge) || !isReported(node, edge, facts)) continue;
      // What is on the loop itself reports itself; and what is filled by now is not filled again.
      if (graph.get(edge.to.fact)?.onLoop === true || isWarm(graph, edge.call, fact, edge.to.fact)) continue;
      if (!mayBeMade(graph, edge.call, fact)) continue;
      const chain = follow(graph, ways, edge);
      const key = chain.range.join();
      const before = byRange.get(key);
      if (!before || chain.links.length < before.links.length) byRange.set(key, chain);
    }
  }
  return [...byRange.values()];
}

function findEnds(graph: Graph, ways: Ways): ReadonlySet<CallFact> {
  const files = new Set([...graph.values()].map((node) => node.file));
  const chains = [...files].flatMap((file) => findChainsOf(file, graph, ways));
  return new Set(chains.flatMap(({ end }) => end?.call ?? []));
}

function isReported({ onLoop }: FunctionNode, { how, to, inline }: Edge, facts: FileFacts): boolean {
  if (how === 'handler') return to.file !== facts && !to.fact.promising;
  if (!onLoop || to.fact.promising) return false;
  // A callback that is written here is part of this function, unless a function of the project decides when it runs.
  return how === 'project' || ((how === 'call' || how === 'inline' || how === 'deferred') && !inline);
}

function follow(graph: Graph, ways: Ways, { to, call, argument, how }: Edge): BlockingChain {
  const links: Link[] = [];
  let last: Next | undefined;
  for (let fact: FunctionFact | undefined = to.fact; fact;) {
    const path = graph.get(fact)?.file.path ?? '';
    const next = ways.get(fact);
    links.push({ name: fact.name, path, line: fact.line });
    if (next?.kind === 'api') links.push({ name: next.found.api.name, path, line: next.found.call.line });
    if (next?.kind === 'busy wait') links.push({ name: BUSY_WAIT.name, path, line: next.loop.line });
    last = next;
    fact = next?.kind === 'function' ? next.to : undefined;
  }
  const isPassed = how !== 'call' && how !== 'project' && argument !== undefined;
  const range = (isPassed ? call.arguments[argument]?.range : undefined) ?? call.range;
  return { range, call, links, ...getEnd(last) };
}

function getEnd(last: Next | undefined): Pick<BlockingChain, 'api' | 'end'> {
  if (last?.kind === 'api') return { api: last.found.api, end: last.found };
  return { api: last?.kind === 'busy wait' ? BUSY_WAIT : undefined, end: undefined };
}

const known = new WeakMap<Ways, ReadonlySet<CallFact>>();

/** The calls at which chains end. */
function getEnds(graph: Graph, ways: Ways): ReadonlySet<CallFact> {
  let ends = known.get(ways);
  if (!ends) known.set(ways, (ends = findEnds(graph, ways)));
  return ends;
}
