/**
 * Which functions start the program? They make a server listen, give it its routes, are called by such a name from the
 * module level, read the command line and are called by nobody, hand over a callback that does any of this, or do nothing
 * but lead to one of these. What they do, they do before the program serves, also when a restart does it again.
 */
import {
  MAX_START_ARGUMENTS,
  PROVIDER_NAMES,
  ROLES_BY_EVENT,
  START_MEMBERS,
  START_NAMES,
  START_SERVER,
} from '../../catalog/handlers/index.ts';
import type { CallFact, FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { getCalled } from './called.ts';
import type { FunctionNode, Graph } from './contexts.ts';
import type { Edge } from './edges.ts';
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
    const members = file.classes.flatMap((fact) => findAskedMembers(file, fact, START_MEMBERS, resolve));
    for (const member of [...members, ...findCommand(file)]) {
      for (const { fact } of resolve(file, member).flatMap(getCalled)) starters.add(fact);
    }
    for (const fact of findMakers(file, resolve)) if (isOnlyHanded(nodes.get(fact))) starters.add(fact);
    for (const call of file.calls) {
      const fact = file.functions[call.function];
      if (!fact || fact.kind === 'module' || starters.has(fact)) continue;
      const mayStart =
        fact.parameters.length <= MAX_START_ARGUMENTS && isUncalled(nodes.get(fact)) && !handlers.has(fact);
      if (mayStart && isMain(call)) starters.add(fact);
      const callees = resolve(file, call.callee);
      // What a function of the project does that is called `listen`, it does itself.
      const listensHere = listens(call) && !callees.some((callee) => getCalled(callee).length > 0);
      if (listensHere || (!handlers.has(fact) && addsRoute(call, callees))) starters.add(fact);
    }
  }
  for (const { fact, incoming } of nodes.values()) {
    const isTopCall = incoming.some((edge) => edge.how === 'call' && edge.from.fact.kind === 'module');
    if (isTopCall && fact.promising && START_NAMES.test(fact.name)) starters.add(fact);
  }
  // A set is iterated in the order in which it grows.
  for (const fact of starters) {
    for (const edge of nodes.get(fact)?.incoming ?? []) {
      if (!handlers.has(edge.from.fact) && startsToo(edge, nodes, starters)) starters.add(edge.from.fact);
    }
  }
  return starters;
}

/** `{ provide: Store, useFactory: makeStore }`: a container calls it, once. */
function findMakers(file: FileFacts, resolve: Resolve): FunctionFact[] {
  const named = file.objects.flatMap(({ members }) => [...members].filter(([name]) => PROVIDER_NAMES.test(name)));
  return named.flatMap(([, value]) => resolve(file, value).flatMap(getCalled)).map(({ fact }) => fact);
}

function isOnlyHanded(node: FunctionNode | undefined): boolean {
  return node?.incoming.every(({ how }) => how !== 'call') === true;
}

/** What a file gives yargs to run for a command: `exports.command = 'init'`, its description, and `exports.handler`. */
function findCommand({ exports: { named } }: FileFacts): Value[] {
  const handler = named.get('handler');
  const isDescribed = ['builder', 'desc', 'describe', 'description'].some((name) => named.has(name));
  return handler && isDescribed && named.has('command') ? [handler] : [];
}

/** `server.listen(…)` */
export function listens({ trigger, callee }: CallFact): boolean {
  return trigger === 'call' && callee.kind === 'member' && START_SERVER.has(callee.name);
}

/** Reads the command line, or answers the signals that end the process: what a program does once. */
function isMain({ callee, arguments: given }: CallFact): boolean {
  if (callee.kind !== 'member') return false;
  if (isCommandLine(callee.of) || given.some(({ value }) => isCommandLine(value))) return true;
  const event = given[0]?.view;
  return isProcess(callee.of) && event?.type === 'string' && ROLES_BY_EVENT.get(event.value) === 'shutdown';
}

/** `process.argv` */
function isCommandLine(value: Value): boolean {
  return value.kind === 'member' && value.name === 'argv' && isProcess(value.of);
}

function isProcess(value: Value): boolean {
  return value.kind === 'global' && value.name === 'process';
}

function isUncalled(node: FunctionNode | undefined): boolean {
  return node?.incoming.every(({ from }) => from.fact === node.fact) === true;
}

/** Whether the function at the beginning of an edge starts the program because the one at its end does. */
function startsToo({ how, from, inline }: Edge, nodes: Graph, starters: ReadonlySet<FunctionFact>): boolean {
  const caller = nodes.get(from.fact);
  if (!caller || from.fact.kind === 'module') return false;
  // A callback that it writes down itself: `new Promise((resolve) => server.listen(port, resolve))`.
  return how === 'call' ? leadsOnly(caller, starters) : inline && how !== 'handler';
}

/** Whether nothing but the start of the program is known to call the function. */
function leadsOnly({ incoming }: FunctionNode, starters: ReadonlySet<FunctionFact>): boolean {
  return incoming.every(({ how, from }) => how === 'call' && (from.fact.kind === 'module' || starters.has(from.fact)));
}
