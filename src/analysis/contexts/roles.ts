/** When does a function run that is passed to this call? */
import {
  findRole,
  LISTENERS,
  ONE_TIME_LISTENERS,
  type Role,
  ROLES_BY_EVENT,
  PROCEDURES,
  ROLES_BY_METHOD,
  ROUTE_METHODS,
  TAKES_PLUGIN,
} from '../../catalog/handlers/index.ts';
import type { CallFact, FunctionFact } from '../facts/types.ts';
import { findRequest, takesApplication } from '../references/requests.ts';
import type { Target } from '../references/targets.ts';
import type { DeclaredContexts } from './declared.ts';

/** `project`: the callee is a function of this project, whose code tells; `unknown`: nothing is known of the callee. */
export type PassedRole = Role | 'project' | 'unknown';

export function getPassedRole(
  call: CallFact,
  callees: readonly Target[],
  declared: DeclaredContexts,
  passed?: FunctionFact,
): PassedRole {
  for (const callee of callees) {
    const role = declared.findRole(callee) ?? getKnownRole(call, callee);
    if (role) return role;
  }
  return getRoleByShape(call, passed);
}

function getKnownRole(call: CallFact, callee: Target): PassedRole | undefined {
  if (callee.kind === 'function' || callee.kind === 'class') return 'project';
  if (callee.kind !== 'api') return undefined;
  const role = findRole(callee.module, callee.path);
  if (OF_SERVER.test(callee.path) && isEvent(call, 'error')) return 'startup';
  if (callee.module === 'node:process' && callee.path !== 'nextTick' && role) return getRoleByProcessEvent(call, role);
  if (role === 'handler' || role === 'deferred') return getRoleByEvent(call) ?? role;
  return role ?? getNodeRole(callee.module, callee.path);
}

/** A server that cannot listen says so by an event: what answers it takes part in the start. */
const OF_SERVER = /(?:\b(?:create(?:Secure)?Server|listen)\(\)\.|\bServer#)(?:on|once|addListener)$/;

function isEvent(call: CallFact, name: string): boolean {
  return getEvent(call) === name;
}

/** What is listened to: `'listening'`, and by a constant `ServerEvents.LISTENING`. */
function getEvent({ arguments: [event] }: CallFact): string | undefined {
  if (event?.view.type === 'string') return event.view.value;
  const name = event?.value.kind === 'member' ? event.value.name : '';
  return /^[A-Z]+$/.test(name) ? name.toLowerCase() : undefined;
}

/** An event whose name comes in at run time is one of a list of signals. */
function getRoleByProcessEvent(call: CallFact, role: Role): Role {
  const event = call.arguments[0]?.view;
  if (event?.type !== 'string' || event.value === 'exit') return 'shutdown';
  return getRoleByEvent(call) ?? role;
}

/** The callbacks of Node's asynchronous functions run later, for the code that passed them. */
function getNodeRole(module: string, path: string): Role | undefined {
  const isOwnFunction = /^\w+$/.test(path) && !path.endsWith('Sync');
  return isOwnFunction && CALLBACK_MODULES.has(module) ? 'deferred' : undefined;
}

const CALLBACK_MODULES: ReadonlySet<string> = new Set(
  ['child_process', 'crypto', 'dns', 'fs', 'http', 'https', 'net', 'tls', 'stream', 'timers', 'zlib'].map(
    (name) => `node:${name}`,
  ),
);

function getRoleByEvent(call: CallFact): Role | undefined {
  const event = getEvent(call);
  return event === undefined ? undefined : ROLES_BY_EVENT.get(event);
}

function getRoleByShape(call: CallFact, passed: FunctionFact | undefined): PassedRole {
  const { callee } = call;
  // Whatever it is wrapped in, it waits for requests.
  if (passed && takesRequest(passed)) return 'handler';
  if (call.trigger === 'new' && call.text.endsWith(STRATEGY)) return 'handler';
  if (callee.kind !== 'member') return 'unknown';
  if (isRoute(call, callee.name) || isProcedure(call, callee.name)) return 'handler';
  if (callee.name === TAKES_PLUGIN && passed && takesApplication(passed)) return 'startup';
  const role = ROLES_BY_METHOD.get(callee.name);
  if (role === undefined) return 'unknown';
  return LISTENS.has(callee.name) ? getRoleOfListener(call, role) : role;
}

/** What checks who sends a request, as Passport has them check: `new LocalStrategy((name, password, done) => …)`. */
const STRATEGY = 'Strategy';

/** `once(f)` without an event is not a listener. */
function getRoleOfListener(call: CallFact, role: Role): PassedRole {
  if (role === 'deferred' && call.arguments.length < 2) return 'unknown';
  return getRoleByEvent(call) ?? role;
}

const LISTENS: ReadonlySet<string> = new Set([...LISTENERS, ...ONE_TIME_LISTENERS]);

/** `anything.get('/users', …)` */
function isRoute(call: CallFact, method: string): boolean {
  const path = call.arguments[0]?.view;
  return ROUTE_METHODS.has(method) && path?.type === 'string' && path.value.startsWith('/');
}

/** `publicProcedure.input(schema).query(({ input }) => …)`: a query of a database is given more than a function. */
function isProcedure({ arguments: given }: CallFact, method: string): boolean {
  return given.length === 1 && PROCEDURES.has(method);
}

/** Whether a function's parameters are a request and its response. */
export function takesRequest(fact: FunctionFact): boolean {
  return findRequest(fact) !== undefined;
}

/** Whether a function's parameters are those of a cloud function, or of the command of a bot, by their usual names. */
export function takesEvent({ parameters: [event = '', context = ''] }: FunctionFact): boolean {
  return event === 'interaction' || (/^_?(?:event|evt)$/.test(event) && /^_?(?:context|ctx)$/.test(context));
}

/** Whether the call adds a route to a server, as is done before it serves. */
export function addsRoute(call: CallFact, callees: readonly Target[]): boolean {
  if (call.trigger !== 'call' || call.callee.kind !== 'member' || !ROUTE_METHODS.has(call.callee.name)) return false;
  if (!call.arguments.some(({ inline, value }) => inline || value.kind !== 'unknown')) return false;
  const isKnown = callees.some((callee) => callee.kind === 'api' && findRole(callee.module, callee.path) === 'handler');
  return isKnown || (ROUTER.test(call.text) && (isRoute(call, call.callee.name) || call.callee.name === 'use'));
}

/** What people call the receivers of routes: `app.get`, `this.router.post`, `fastify.get`. */
const ROUTER = /(?:^|[._])(?:app|api|router|routes|server|express|fastify|instance)\.\w+$/i;
