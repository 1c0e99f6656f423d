/**
 * Which functions does something outside the project call for each request, message or tick? Told by what they are
 * passed to, their decorators, their parameters, the type they implement, the property they are kept in, their file.
 */
import {
  HANDLER_DECORATORS,
  HANDLER_FILES,
  HANDLER_MEMBERS,
  isHookOfRecords,
  RECORD_MEMBERS,
} from '../../catalog/handlers/index.ts';
import type { FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';
import type { Graph } from './contexts.ts';
import type { DeclaredContexts } from './declared.ts';
import type { Knowledge } from './edges.ts';
import { findResolvers } from './graphql-resolvers.ts';
import { findAskedMembers } from './inherited.ts';
import { startsLater } from './put-off.ts';
import { takesEvent, takesRequest } from './roles.ts';

export function findHandlers(
  files: readonly FileFacts[],
  nodes: Graph,
  { resolve, declared }: Knowledge,
): Set<FunctionFact> {
  const handlers = new Set<FunctionFact>();
  for (const { fact, file, incoming } of nodes.values()) {
    const isPassed = incoming.some((edge) => edge.how === 'handler' && !startsLater(nodes, edge));
    const isShaped = fact.escapes && incoming.length === 0 && isShapedAsHandler(fact);
    const isDecorated = fact.decorators.some((decorator) =>
      resolve(file, decorator).some((target) => isHandlerDecorator(target, declared)),
    );
    if (isPassed || isShaped || isDecorated) handlers.add(fact);
  }
  for (const file of files) {
    const values = [
      ...findConventional(file),
      ...findAssigned(file, resolve),
      ...file.classes.flatMap((fact) => findAskedMembers(file, fact, HANDLER_MEMBERS, resolve)),
    ];
    if (declared.graphql) for (const fact of findResolvers(file, resolve)) handlers.add(fact);
    for (const value of values) for (const target of resolve(file, value)) addFunction(handlers, target);
  }
  return handlers;
}

function addFunction(handlers: Set<FunctionFact>, target: Target): void {
  const fact = target.kind === 'function' ? target.file.functions[target.id] : undefined;
  if (fact) handlers.add(fact);
}

function isHandlerDecorator(target: Target, declared: DeclaredContexts): boolean {
  if (declared.findRole(target) === 'handler') return true;
  return target.kind === 'api' && (HANDLER_DECORATORS.get(target.module)?.includes(target.path) ?? false);
}

function findConventional({ path, exports }: FileFacts): Value[] {
  return HANDLER_FILES.filter((handlers) => handlers.path.test(path.replaceAll('\\', '/')))
    .flatMap((handlers) => handlers.exports)
    .flatMap((name) => exports.named.get(name) ?? []);
}

/** `socket.onmessage = (event) => …`, and what templates call: `app.locals.asset = (name) => …` */
function findAssigned(file: FileFacts, resolve: Resolve): Value[] {
  return file.assignments
    .filter(({ name, target }) => /^on[a-z]+$/.test(name) || isLocals(target) || isOfRecords(file, target, resolve))
    .map(({ value }) => value);
}

/** `schema.methods` */
function isOfRecords(file: FileFacts, value: Value, resolve: Resolve): boolean {
  if (value.kind !== 'member' || !/^(?:methods|statics)$/.test(value.name)) return false;
  return resolve(file, value).some(
    (target) => target.kind === 'api' && RECORD_MEMBERS.get(target.module)?.includes(target.path),
  );
}

/** By its parameters, or its name. */
function isShapedAsHandler(fact: FunctionFact): boolean {
  return takesRequest(fact) || takesEvent(fact) || isHookOfRecords(fact.name.split('.').at(-1) ?? '');
}

function isLocals(value: Value): boolean {
  return value.kind === 'member' && value.name === 'locals';
}
