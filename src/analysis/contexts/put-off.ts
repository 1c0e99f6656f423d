/** What the start of a program puts off until it is over: `setTimeout(() => manager.initialize(), 1500)`. */
import type { FunctionFact } from '../facts/types.ts';
import type { Graph } from './contexts.ts';
import type { Edge } from './edges.ts';
import { getLifecycle } from './lifecycle.ts';

/** Whether the start hands this function to a timer that calls it once. */
export function isPutOff(graph: Graph, { from, how, call }: Edge): boolean {
  const isOnce = (how === 'handler' || how === 'deferred') && PUTS_OFF.test(call.text);
  return isOnce && (from.fact.kind === 'module' || graph.get(from.fact)?.contexts.has('serving') === false);
}

const PUTS_OFF = /^(?:setImmediate|setTimeout|process\.nextTick|queueMicrotask)$/;

/** Whether a timer that calls it once is handed a function that gets a part of the program ready, or one that calls such. */
export function startsLater(graph: Graph, { how, to, call }: Edge): boolean {
  if (how !== 'handler' || !PUTS_OFF.test(call.text)) return false;
  const called = graph.get(to.fact)?.outgoing.filter((edge) => edge.how === 'call') ?? [];
  return [to, ...called.map((edge) => edge.to)].some(({ fact }) => getLifecycle(fact) === 'startup');
}

/** Whether a function runs in what was put off: soon after the start, and before most of what is served. */
export function runsAfterStart(graph: Graph, fact: FunctionFact): boolean {
  const callers = new Set([fact]);
  // A set is iterated in the order in which it grows.
  for (const caller of callers) {
    for (const edge of graph.get(caller)?.incoming ?? []) {
      if (isPutOff(graph, edge)) return true;
      if (edge.how === 'call') callers.add(edge.from.fact);
    }
  }
  return false;
}
