/** Can this value be as large as others like: what a client sent, what a file or a response holds? */
import { getOriginOfResult, LARGE_MEMBERS, SMALL_MEMBERS } from '../catalog/sizes.ts';
import type { Origin } from '../catalog/define.ts';
import type { FileAnalysis } from './analyze.ts';
import type { FunctionNode } from './contexts/contexts.ts';
import type { FileFacts, Value } from './facts/types.ts';
import { ERROR_NAME, getGiven } from './received.ts';
import { findRequest, isOfRequest } from './references/requests.ts';
import type { Target } from './references/targets.ts';
import { namesSmallFile } from './small-files.ts';

/** References that are longer than this are not followed. */
const MAX_DEPTH = 12;

/**
 * @param origins where a value may come from to count
 * @param takesParts whether any part of a body counts, or only the whole and what bodies call their contents
 */
export function isUnbounded(
  analysis: FileAnalysis,
  value: Value,
  origins: readonly Origin[],
  takesParts: boolean,
): boolean {
  return isLarge({ ...analysis, origins, takesParts, seen: new Set() }, analysis.facts, value, []);
}

/** Whether the source itself spells the value out: it is as small as what somebody wrote. */
export function isWritten(analysis: FileAnalysis, value: Value): boolean {
  const targets = analysis.resolve(value);
  const isSo = (target: Target): boolean =>
    target.kind === 'array' || (target.kind === 'object' && !isOfRequest(target));
  return targets.length > 0 && targets.every(isSo);
}

/** Whether it is a parameter, as a whole, of which nobody knows what callers put in. */
export function isPassedIn({ facts, graph }: Pick<FileAnalysis, 'facts' | 'graph'>, value: Value, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (value.kind === 'variable') {
    const variable = facts.variables[value.id];
    return variable !== undefined && isPassedIn({ facts, graph }, variable, depth + 1);
  }
  if (value.kind !== 'parameter') return false;
  const fact = facts.functions[value.function];
  if (ERROR_NAME.test(fact?.parameters[value.index] ?? '')) return false;
  return fact !== undefined && !graph.get(fact)?.incoming.some(({ how }) => how === 'call');
}

interface Search extends FileAnalysis {
  readonly origins: readonly Origin[];
  readonly takesParts: boolean;
  readonly seen: Set<Value>;
}

/** @param members the names of the members of `value` that are looked at, the last one first */
function isLarge(search: Search, file: FileFacts, value: Value | undefined, members: readonly string[]): boolean {
  if (!value || search.seen.has(value) || members.length > MAX_DEPTH) return false;
  search.seen.add(value);
  switch (value.kind) {
    case 'union':
    case 'array':
      return value.of.some((part) => isLarge(search, file, part, members));
    case 'variable':
      return isLarge(search, file, file.variables[value.id], members);
    case 'awaited':
      return isLarge(search, file, value.of, members);
    case 'member':
      return isLarge(search, file, value.of, [value.name, ...members]);
    case 'result':
      return isLargeCall(search, file, value.call, members);
    case 'parameter':
      return isLargeParameter(search, file, value, members);
    default:
      return false;
  }
}

/** What a call gives: the contents of something, or what a method makes of a value that is large itself. */
function isLargeCall(search: Search, file: FileFacts, id: number, members: readonly string[]): boolean {
  const call = file.calls[id];
  if (!call) return false;
  const targets = search.resolveIn(file, call.callee);
  const [origin] = targets.flatMap((target) =>
    target.kind === 'api' ? (getOriginOfResult(target.module, target.path) ?? []) : [],
  );
  if (origin) return search.origins.includes(origin) && !namesSmallFile(search, file, call);
  if (targets.some((target) => target.kind === 'api' && target.path === 'Buffer.concat')) {
    return isLargeList(search, file, call.arguments[0]?.value);
  }
  if (targets.some((target) => target.kind === 'api' && CONVERSIONS.has(target.path))) {
    return call.arguments.some((argument) => isLarge(search, file, argument.value, members));
  }
  const { callee } = call;
  return callee.kind === 'member' && KEEPS_SIZE.has(callee.name) && isLarge(search, file, callee.of, members);
}

/** Methods whose result is about as large as what they are called on. */
const KEEPS_SIZE = new Set([
  'concat',
  'join',
  'replace',
  'replaceAll',
  'slice',
  'toString',
  'trim',
  'trimEnd',
  'trimStart',
]);

/** What is joined: chunks in a list that was empty at first, or parts that the source names one by one. */
function isLargeList(search: Search, file: FileFacts, list: Value | undefined): boolean {
  const parts = list?.kind === 'variable' ? file.variables[list.id] : list;
  if (!parts || parts.kind === 'unknown') return false;
  const isNamed = parts.kind === 'array' && parts.of.length > 0;
  const isGiven = parts.kind === 'parameter' && !isPassedIn({ ...search, facts: file }, parts);
  return isNamed || isGiven ? isLarge(search, file, parts, []) : search.origins.includes('answer');
}

const CONVERSIONS = new Set(['Buffer.from', 'String', 'JSON.parse']);

function isLargeParameter(
  search: Search,
  file: FileFacts,
  { function: id, index }: Extract<Value, { kind: 'parameter' }>,
  members: readonly string[],
): boolean {
  const fact = file.functions[id];
  const node = fact && search.graph.get(fact);
  if (!node) return false;
  const counts = search.origins.includes('received');
  const request = findRequest(fact);
  if (request !== undefined) return counts && index === request && holdsBody(search, members);
  if (isHandler(node.incoming)) return counts && isReceived(search, node, index, members);
  return node.incoming.some(
    ({ how, from, call }) => how === 'call' && isLarge(search, from.file, call.arguments[index]?.value, members),
  );
}

function isHandler(incoming: readonly { readonly how: string }[]): boolean {
  return incoming.some(({ how }) => how === 'handler');
}

/** What a handler is given: a message or a chunk as a whole, or the body of it. */
function isReceived(
  search: Search,
  { fact, incoming }: FunctionNode,
  index: number,
  members: readonly string[],
): boolean {
  const given = incoming.filter(({ how }) => how === 'handler').map((edge) => getGiven(search, edge));
  if (given.includes('datagram')) return false;
  const isWhole = members.length === 0 && index === 0 && fact.parameters.length < 3;
  return given.includes('message') && (isWhole || holdsBody(search, members));
}

function holdsBody({ takesParts }: Search, members: readonly string[]): boolean {
  if (!takesParts && !LARGE_MEMBERS.has(members.at(-1) ?? '')) return false;
  return members.some((name) => LARGE_MEMBERS.has(name)) && !members.some((name) => SMALL_MEMBERS.test(name));
}
