/** Is what a call fills full already? */
import type { CallFact, FunctionFact, LazyInit, Value } from '../facts/types.ts';
import type { FunctionNode, Graph } from './contexts.ts';
import { runsAfterStart } from './put-off.ts';

/** Whether the call fills something that the start of the program has filled already, or fills as soon as it is over. */
export function isWarm(
  graph: Graph,
  { lazyInit }: CallFact,
  from: FunctionFact | undefined,
  to?: FunctionFact,
): boolean {
  if (lazyInit === undefined || lazyInit.fills === 'entry' || isEmptiedAgain(graph, lazyInit, from)) return false;
  const filler = lazyInit.fills === 'callee' ? to : from;
  const node = filler && graph.get(filler);
  if (!node || isOfServed(graph, node)) return false;
  return node.contexts.has('startup') || runsAfterStart(graph, node.fact);
}

/** Whether it is a method of objects that are made while the program serves: each of them is empty at first. */
function isOfServed(graph: Graph, { file, fact }: FunctionNode): boolean {
  const isOwn = (value: Value): boolean => value.kind === 'function' && value.id === fact.id;
  const owner = file.classes.find(({ members }) => [...members.values()].some(isOwn));
  const construct = owner?.construct === undefined ? undefined : file.functions[owner.construct];
  return construct !== undefined && graph.get(construct)?.contexts.has('serving') === true;
}

/** Whether something that serves empties it: then it is filled again while the program serves. */
function isEmptiedAgain(graph: Graph, { emptiedBy }: LazyInit, from: FunctionFact | undefined): boolean {
  const functions = from && graph.get(from)?.file.functions;
  return emptiedBy.some((id) => {
    const fact = functions?.[id];
    return fact && graph.get(fact)?.contexts.has('serving') === true;
  });
}
