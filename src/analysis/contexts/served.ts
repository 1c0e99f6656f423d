/** Which functions are served for certain, whatever else there is in the project: handlers that can be seen run them. */
import type { CallFact, FunctionFact } from '../facts/types.ts';
import type { Draft, Drafts, FunctionNode, Graph } from './contexts.ts';
import type { Edge } from './edges.ts';
import { getLifecycle } from './lifecycle.ts';
import { startsLater } from './put-off.ts';
import { isServing } from './spread.ts';

/** @param barriers what does not serve, whoever runs it */
export function markServed(
  nodes: Drafts,
  handlers: ReadonlySet<FunctionFact>,
  barriers: ReadonlySet<FunctionFact>,
): void {
  const pending = [...nodes.values()].filter((node) => handlers.has(node.fact) && isSeen(nodes, node));
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.isServed || getLifecycle(node.fact)) continue;
    node.isServed = true;
    for (const edge of node.outgoing) {
      const next = isServing(edge, barriers) ? nodes.get(edge.to.fact) : undefined;
      if (next) pending.push(next);
    }
  }
}

/** Whether it is a handler by what is done with it, not by its looks. */
function isSeen(nodes: Graph, { fact, incoming }: Draft): boolean {
  return fact.decorators.length > 0 || incoming.some((edge) => edge.how === 'handler' && !startsLater(nodes, edge));
}

/**
 * The functions of which no other caller can tell anything new: they are served, and what they do depends neither on what
 * the start of the program has done before, nor on what they are passed.
 */
export function findSettled(graph: Graph): Set<FunctionFact> {
  const known = new Map<FunctionFact, boolean>();
  const mayDiffer = (node: FunctionNode): boolean => {
    const before = known.get(node.fact);
    if (before !== undefined) return before;
    known.set(node.fact, false);
    const { file, fact, outgoing } = node;
    const own = file.calls.some((call) => call.function === fact.id && isConditional(call));
    const differs = own || outgoing.some((edge) => isRunWith(edge) && mayDiffer(graph.get(edge.to.fact) ?? node));
    known.set(node.fact, differs);
    return differs;
  };
  const settled = [...graph.values()].filter((node) => node.isServed && isFollowed(node) && !mayDiffer(node));
  return new Set(settled.map(({ fact }) => fact));
}

/** These functions, and all that come to run them, as far as none of those is settled. */
export function findRunning(
  graph: Graph,
  functions: Iterable<FunctionFact>,
  settled: ReadonlySet<FunctionFact>,
): ReadonlySet<FunctionFact> {
  const running = new Set(functions);
  // A set is iterated in the order in which it grows.
  for (const fact of running) {
    if (settled.has(fact)) continue;
    for (const { from } of graph.get(fact)?.incoming ?? []) running.add(from.fact);
    // What runs a function may run those that it makes.
    const node = graph.get(fact);
    const parent = node && fact.kind !== 'module' ? node.file.functions[fact.parent] : undefined;
    if (parent && fact.escapes) running.add(parent);
  }
  return running;
}

/** Whether who runs it is of interest for that alone, and not since it blocks that one, too. */
function isFollowed({ fact, incoming }: FunctionNode): boolean {
  return fact.promising || (!fact.escapes && incoming.every(({ how }) => how === 'handler'));
}

function isConditional({ lazyInit, flag }: CallFact): boolean {
  return lazyInit !== undefined || flag !== undefined;
}

function isRunWith({ how, to, inline }: Edge): boolean {
  return (
    (inline || !to.fact.promising) &&
    (how === 'call' || how === 'inline' || how === 'project' || how === 'unknown' || how === 'deferred')
  );
}
