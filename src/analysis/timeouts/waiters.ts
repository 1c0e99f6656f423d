/** Does anybody wait for this function? Of what only the clock starts, no session depends. */
import { SCHEDULES } from '../../catalog/handlers/index.ts';
import type { FunctionNode, Graph } from '../contexts/contexts.ts';
import type { Edge } from '../contexts/edges.ts';
import type { FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';

export function hasWaiter(graph: Graph, fact: FunctionFact, resolve: Resolve): boolean {
  const seen = new Set<FunctionFact>();
  const isAwaited = ({ fact: own, file, incoming }: FunctionNode): boolean => {
    if (seen.has(own)) return false;
    seen.add(own);
    if (own.decorators.some((decorator) => isSchedule(file, decorator, resolve))) return false;
    const others = incoming.filter(({ from }) => from.fact !== own);
    return others.length === 0 || others.some((edge) => isServed(edge));
  };
  const isServed = ({ from, how, call }: Edge): boolean => {
    if (isSchedule(from.file, call.callee, resolve)) return false;
    const node = graph.get(from.fact);
    if (how === 'handler' && !isTimer(call.text)) return true;
    return node?.contexts.has('serving') === true && isAwaited(node);
  };
  const node = graph.get(fact);
  return node !== undefined && isAwaited(node);
}

function isSchedule(file: FileFacts, value: Value, resolve: Resolve): boolean {
  return resolve(file, value).some(
    (target) => target.kind === 'api' && SCHEDULES.get(target.module)?.includes(target.path) === true,
  );
}

/** Somebody may wait for what is put off, as far as somebody waits for whoever puts it off. */
function isTimer(text: string): boolean {
  return /^(?:setTimeout|setImmediate|queueMicrotask|process\.nextTick)$/.test(text);
}
