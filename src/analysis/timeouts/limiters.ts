/** Is a call, or what it returns, handed to something that ends the wait: a race against a timer, a wrapper? */
import type { Graph } from '../contexts/contexts.ts';
import { getCalled } from '../contexts/called.ts';
import { isWithin } from '../facts/nesting.ts';
import type { CallFact, FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';

/** A limiter around the call itself, or around every call of the function in which it stands. */
export function isLimitedAround(graph: Graph, file: FileFacts, call: CallFact, resolve: Resolve, depth = 0): boolean {
  const limiters = file.calls.filter(
    (other) => other !== call && takes(file, other, call) && isLimiter(file, other, resolve),
  );
  if (limiters.length > 0 || hasOwnTimer(file, call)) return true;
  const fact = file.functions[call.function];
  const callers = (fact && graph.get(fact)?.incoming) ?? [];
  if (depth >= MAX_DEPTH || callers.length === 0) return false;
  return callers.every(
    (edge) =>
      isLimiter(edge.from.file, edge.call, resolve) ||
      (edge.from.fact !== fact && isLimitedAround(graph, edge.from.file, edge.call, resolve, depth + 1)),
  );
}

const MAX_DEPTH = 4;

/** Whether a call stands around another one, or is given what that one returns. */
function takes(file: FileFacts, outer: CallFact, { id, range }: CallFact): boolean {
  const isAround = outer.range[0] <= range[0] && range[1] <= outer.range[1];
  return isAround || outer.arguments.some(({ value }) => leadsTo(file, value, id));
}

/** `request.setTimeout(…)`, `request.on('timeout', …)` */
function hasOwnTimer(file: FileFacts, { id }: CallFact): boolean {
  return file.calls.some(({ callee, arguments: [event] }) => {
    if (callee.kind !== 'member' || !leadsTo(file, callee.of, id)) return false;
    const isTimeout = event?.view.type === 'string' && event.view.value === 'timeout';
    return callee.name === 'setTimeout' || (/^on(?:ce)?$/.test(callee.name) && isTimeout);
  });
}

function leadsTo(file: FileFacts, value: Value, call: number, depth = 0): boolean {
  if (depth > MAX_NESTING) return false;
  switch (value.kind) {
    case 'result': {
      const callee = file.calls[value.call]?.callee;
      return value.call === call || (callee?.kind === 'member' && leadsTo(file, callee.of, call, depth + 1));
    }
    case 'array':
    case 'union':
      return value.of.some((part) => leadsTo(file, part, call, depth + 1));
    case 'variable': {
      const variable = file.variables[value.id];
      return variable !== undefined && leadsTo(file, variable, call, depth + 1);
    }
    default:
      return false;
  }
}

const MAX_NESTING = 6;

/** `withTimeout(…)`, `pTimeout(…)`, `request().timeout(…)`, `find().maxTimeMS(…)`; not the timers, which only put things off. */
const LIMITS_BY_NAME = /(?:^|[a-z.])(?:timeout|deadline|timelimit|maxtimems)\w*$/i;
const TIMERS = /(?:^|\.)(?:set|clear)Timeout$/i;

function isLimiter(file: FileFacts, { text, callee, trigger }: CallFact, resolve: Resolve): boolean {
  if (trigger === 'get') return false;
  if (LIMITS_BY_NAME.test(text) && !TIMERS.test(text)) return true;
  return resolve(file, callee).some((target) => {
    if (target.kind === 'api') return LIMITING.has(`${target.module}:${target.path}`);
    return getCalled(target).some((called) => hasTimer(called.file, called.fact, resolve));
  });
}

/** Finds the texts in which a wrapper may end waits. */
export const MAY_LIMIT = /\bPromise\.race\b|\bAbortSignal\.timeout\b/;

const RACES = ['global:Promise.race', 'global:AbortSignal.timeout'];
const LIMITING = new Set([...RACES, 'p-timeout:', 'promise-timeout:timeout']);

/** A function that races, or makes a signal of its own. */
function hasTimer(file: FileFacts, fact: FunctionFact, resolve: Resolve): boolean {
  return file.calls.some(
    (call) =>
      isWithin(file, call.function, fact.id) &&
      resolve(file, call.callee).some(
        (target) => target.kind === 'api' && LIMITING.has(`${target.module}:${target.path}`),
      ),
  );
}
