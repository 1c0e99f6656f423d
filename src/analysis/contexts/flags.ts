/** Which callers tell a function to do what it does only if it is told to: `read(sync)`, where `if (sync)` stands in it? */
import type { CallFact, FunctionFact } from '../facts/types.ts';
import type { Graph } from './contexts.ts';
import type { Edge } from './edges.ts';

/** Whether the caller leaves off the parameter at this place: `read()`, `read(false)`. */
export function leavesOff({ how, call }: Edge, flag: number): boolean {
  if (how !== 'call' || !isPlain(call)) return false;
  const view = call.arguments[flag]?.view;
  return view === undefined || view.type === 'null' || (view.type === 'boolean' && !view.value);
}

/** The place at which the caller is given itself what it hands on: `open(sync) { read(sync) }`. */
export function getHandedOn({ how, call, from }: Edge, flag: number | undefined): number | undefined {
  const given = how === 'call' && flag !== undefined && isPlain(call) ? call.arguments[flag]?.value : undefined;
  const whole = given?.kind === 'variable' ? from.file.variables[given.id] : given;
  return whole?.kind === 'parameter' && whole.function === call.function ? whole.index : undefined;
}

/** Whether anybody who runs the function while the program serves may have it make the call. */
export function mayBeMade(graph: Graph, { flag }: CallFact, fact: FunctionFact | undefined): boolean {
  return flag === undefined || fact === undefined || isTold(graph, fact, flag);
}

/** Whether anybody who runs the function while the program serves may give it the parameter at this place. */
function isTold(graph: Graph, fact: FunctionFact, flag: number, seen = new Set<FunctionFact>()): boolean {
  seen.add(fact);
  const incoming = graph.get(fact)?.incoming ?? [];
  const serving = incoming.filter(
    ({ how, from }) => how === 'handler' || graph.get(from.fact)?.contexts.has('serving'),
  );
  if (serving.length === 0) return true;
  return serving.some((edge) => {
    if (leavesOff(edge, flag)) return false;
    const next = getHandedOn(edge, flag);
    return next === undefined || (!seen.has(edge.from.fact) && isTold(graph, edge.from.fact, next, seen));
  });
}

/** Whether its arguments stand one by one where the parameters do. */
function isPlain({ trigger, callee, arguments: given }: CallFact): boolean {
  const isReflected = callee.kind === 'member' && /^(?:apply|bind|call)$/.test(callee.name);
  return (trigger === 'call' || trigger === 'new') && !isReflected && given.every(({ view }) => view.type !== 'spread');
}
