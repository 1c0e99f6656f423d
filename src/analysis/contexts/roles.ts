/** When does a function run that is passed to this call? */
import { findRole, type Role, ROLES_BY_EVENT, ROLES_BY_METHOD, ROUTE_METHODS } from '../../catalog/handlers/index.ts';
import type { CallFact, FunctionFact } from '../facts/types.ts';
import type { Target } from '../references/targets.ts';

/** `project`: the callee is a function of this project, whose code tells; `unknown`: nothing is known of the callee. */
export type PassedRole = Role | 'project' | 'unknown';

export function getPassedRole(call: CallFact, callees: readonly Target[], passed?: FunctionFact): PassedRole {
  for (const callee of callees) {
    const role = getKnownRole(call, callee);
    if (role) return role;
  }
  return getRoleByShape(call, passed);
}

function getKnownRole(call: CallFact, callee: Target): PassedRole | undefined {
  if (callee.kind === 'function' || callee.kind === 'class') return 'project';
  if (callee.kind !== 'api') return undefined;
  const role = findRole(callee.module, callee.path);
  if (role === 'handler' || role === 'deferred') return getRoleByEvent(call) ?? role;
  return role ?? getNodeRole(callee.module, callee.path);
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
  const event = call.arguments[0]?.view;
  return event?.type === 'string' ? ROLES_BY_EVENT.get(event.value) : undefined;
}

function getRoleByShape(call: CallFact, passed: FunctionFact | undefined): PassedRole {
  const { callee } = call;
  if (callee.kind !== 'member') return 'unknown';
  if (isRoute(call, callee.name) || (passed && ROUTE_METHODS.has(callee.name) && takesRequest(passed)))
    return 'handler';
  const role = ROLES_BY_METHOD.get(callee.name);
  if (role !== 'handler' && !(role === 'deferred' && call.arguments.length > 1)) return role ?? 'unknown';
  return getRoleByEvent(call) ?? role;
}

/** `anything.get('/users', …)` */
function isRoute(call: CallFact, method: string): boolean {
  const path = call.arguments[0]?.view;
  return ROUTE_METHODS.has(method) && path?.type === 'string' && path.value.startsWith('/');
}

/** Whether a function's parameters are a request and its response, by their usual names. */
export function takesRequest({ parameters }: FunctionFact): boolean {
  const [first = '', second = ''] = parameters;
  return /^_?(?:req|request)$/.test(first) && /^_?(?:res|response|reply)$/.test(second);
}
