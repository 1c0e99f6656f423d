/**
 * Is a blocking call wrapped in something that looks as if it moved the work away, and only runs it later, or as a
 * promise? `setImmediate(() => readFileSync(…))` blocks all the same.
 */
import type { FileAnalysis } from './analyze.ts';
import type { CallFact, FileFacts, FunctionFact, Value } from './facts/types.ts';

/**
 * What the call is wrapped in, by the name that the source gives it.
 *
 * @param passed the call is the wrapper itself: it is given the function that blocks
 */
export function findDeferral({ facts, graph }: FileAnalysis, call: CallFact, passed: boolean): string | undefined {
  if (passed) return getDeferringName(call);
  const fact = facts.functions[call.function];
  if (!fact) return undefined;
  const edge = graph.get(fact)?.incoming.find(({ inline, call: outer }) => inline && getDeferringName(outer));
  if (edge) return getDeferringName(edge.call);
  if (isPromisified(facts, call.callee)) return 'promisify';
  return isAsyncWrapper(facts, fact, call) ? 'async' : undefined;
}

const LATER = /(?:^|\.)(setImmediate|setTimeout|nextTick|queueMicrotask)$/;
const REACTIONS = new Set(['then', 'catch', 'finally']);

function getDeferringName({ trigger, text, callee }: CallFact): string | undefined {
  if (trigger === 'new') return text === 'Promise' ? 'new Promise' : undefined;
  if (callee.kind === 'member' && REACTIONS.has(callee.name)) return callee.name;
  return LATER.test(text) ? text : undefined;
}

function isPromisified(file: FileFacts, value: Value): boolean {
  if (value.kind === 'variable') return isPromisified(file, file.variables[value.id] ?? { kind: 'unknown' });
  const call = value.kind === 'result' ? file.calls[value.call] : undefined;
  return call !== undefined && /(?:^|\.)promisify$/.test(call.text);
}

/** `async (path) => readFileSync(path)`: all that the function does is to hand its parameters on to the call. */
function isAsyncWrapper({ variables }: FileFacts, { id, async, returns }: FunctionFact, call: CallFact): boolean {
  if (!async || returns.kind !== 'result' || returns.call !== call.id || call.arguments.length === 0) return false;
  return call.arguments.every(({ value }) => {
    const own = value.kind === 'variable' ? variables[value.id] : undefined;
    return own?.kind === 'parameter' && own.function === id;
  });
}
