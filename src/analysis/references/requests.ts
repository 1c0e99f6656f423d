/**
 * What do handlers share by what each of them is given? What one adds to a request, to the `locals` of a response, to a
 * context, or to the application, `req.store = store`, those after it find there.
 */
import { findRole } from '../../catalog/handlers/index.ts';
import {
  ADDING_CALLS,
  APPLICATION_NAMES,
  CONTEXT_NAMES,
  READS_ADDED,
  REQUEST_NAMES,
  RESPONSE_NAMES,
  SHARED_PARTS,
  SHORT_CONTEXT,
} from '../../catalog/handlers/requests.ts';
import type { CallFact, FunctionFact, ObjectFact, Value } from '../facts/types.ts';
import type { Located } from './members.ts';
import { joinPath, type Target } from './targets.ts';

const WHOLE: Value = { kind: 'object', id: 0 };

/** Which handler comes before which is known at run time only, so that all of it is one object: `res.locals`, `ctx.state`. */
export const SHARED: ObjectFact = {
  id: 0,
  members: new Map(SHARED_PARTS.map((name) => [name, WHOLE])),
  spreads: [],
};

/** What stands for any request, response or context. */
export const REQUEST: Located = {
  value: WHOLE,
  file: {
    path: '(request)',
    functions: [],
    calls: [],
    classes: [],
    objects: [SHARED],
    interfaces: [],
    loops: [],
    typed: [],
    assignments: [],
    variables: [],
    exports: { named: new Map(), stars: [] },
    topLevel: new Map(),
    importsNode: false,
    namesPage: false,
    forPages: false,
    workerEntry: false,
  },
};

/** Whether it is what stands for them, which no source spells out. */
export function isOfRequest(target: Target): boolean {
  return 'file' in target && target.file === REQUEST.file;
}

/** The position of the request among a function's parameters, by their usual names: a response follows it. */
export function findRequest({ parameters }: FunctionFact): number | undefined {
  const at = parameters.findIndex(
    (name, index) => REQUEST_NAMES.test(name) && RESPONSE_NAMES.test(parameters[index + 1] ?? ''),
  );
  return at < 0 ? undefined : at;
}

/** Whether a parameter is a request, a response, the context that stands for both, or the application of a plugin. */
export function isShared(fact: FunctionFact, index: number): boolean {
  if (index === 0 && isContext(fact)) return true;
  const request = findRequest(fact);
  return request !== undefined && (index === request || index === request + 1);
}

function isContext({ parameters: [first = '', second] }: FunctionFact): boolean {
  const isShort = SHORT_CONTEXT.name.test(first) && (second === undefined || SHORT_CONTEXT.next.test(second));
  return isShort || CONTEXT_NAMES.test(first);
}

/** Whether a function is given an application before all else, as a plugin is. */
export function takesApplication({ parameters: [first = ''] }: FunctionFact): boolean {
  return APPLICATION_NAMES.test(first);
}

/** Whether it is an application to which routes are given, or what that keeps for all of them: `app.locals`. */
export function isOfApplication(target: Target): boolean {
  if (target.kind !== 'api') return false;
  const path = target.path.replace(/\.?(?:context|locals)$/, '');
  return findRole(target.module, joinPath(path, 'use')) === 'handler';
}

/** `fastify.decorate('store', store)`, `app.set('store', store)` */
export function getDecorated({ callee, text, arguments: [name, added] }: CallFact): { name: string; value: Value }[] {
  if (callee.kind !== 'member' || !ADDING_CALLS.test(text) || name?.view.type !== 'string' || !added) return [];
  return [{ name: name.view.value, value: added.value }];
}

/** The name under which a call asks for what was added: `app.get('store')`. */
export function getAsked({ callee, arguments: [name, more] }: CallFact): string | undefined {
  const isRead = callee.kind === 'member' && callee.name === READS_ADDED && more === undefined;
  return isRead && name?.view.type === 'string' ? name.view.value : undefined;
}
