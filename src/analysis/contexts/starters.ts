/**
 * Which functions start the program? They make a server listen, give it its routes, are called by such a name from the
 * module level, or do nothing but lead to one of these. What they do, they do before the program serves, also when a
 * restart does it again.
 */
import { START_MEMBERS, START_NAMES, START_SERVER } from '../../catalog/handlers/index.ts';
import type { CallFact, FileFacts, FunctionFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { FunctionNode, Graph } from './contexts.ts';
import { findAskedMembers } from './inherited.ts';
import { addsRoute } from './roles.ts';

export function findStarters(
  files: readonly FileFacts[],
  nodes: Graph,
  handlers: ReadonlySet<FunctionFact>,
  resolve: Resolve,
): Set<FunctionFact> {
  const starters = new Set<FunctionFact>();
  for (const file of files) {
    for (const member of file.classes.flatMap((fact) => findAskedMembers(file, fact, START_MEMBERS, resolve))) {
      const fact = member.kind === 'function' ? file.functions[member.id] : undefined;
      if (fact) starters.add(fact);
    }
    for (const call of file.calls) {
      const fact = file.functions[call.function];
      if (!fact || fact.kind === 'module' || starters.has(fact)) continue;
      if (listens(call) || (!handlers.has(fact) && addsRoute(call, resolve(file, call.callee)))) starters.add(fact);
    }
  }
  for (const { fact, incoming } of nodes.values()) {
    const isMain = incoming.some((edge) => edge.how === 'call' && edge.from.fact.kind === 'module');
    if (isMain && fact.promising && START_NAMES.test(fact.name)) starters.add(fact);
  }
  // A set is iterated in the order in which it grows.
  for (const fact of starters) {
    for (const { how, from } of nodes.get(fact)?.incoming ?? []) {
      const caller = nodes.get(from.fact);
      if (how === 'call' && caller && !handlers.has(from.fact) && leadsOnly(caller, starters)) starters.add(from.fact);
    }
  }
  return starters;
}

/** `server.listen(…)` */
export function listens({ trigger, callee }: CallFact): boolean {
  return trigger === 'call' && callee.kind === 'member' && START_SERVER.has(callee.name);
}

/** Whether nothing but the start of the program is known to call the function. */
function leadsOnly({ fact, incoming }: FunctionNode, starters: ReadonlySet<FunctionFact>): boolean {
  if (fact.kind === 'module') return false;
  return incoming.every(({ how, from }) => how === 'call' && (from.fact.kind === 'module' || starters.has(from.fact)));
}
