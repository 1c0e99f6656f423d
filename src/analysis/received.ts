/** What is a handler given: something from outside, or what the program itself has to say? */
import { LISTENERS, ONE_TIME_LISTENERS } from '../catalog/handlers/index.ts';
import type { FileAnalysis } from './analyze.ts';
import type { Edge } from './contexts/edges.ts';
import type { Target } from './references/targets.ts';

type Search = Pick<FileAnalysis, 'resolveIn'>;

/** From outside as much as others like, at most 64 KB of it, or a line of it or what the program itself has to say. */
export function getGiven(search: Search, edge: Edge): 'message' | 'datagram' | 'event' {
  const apis = getApis(search, edge);
  if (apis.some(({ module }) => module === 'node:dgram')) return 'datagram';
  if (apis.some(({ module, path }) => module === 'node:readline' || CLOCKS.has(path))) return 'event';
  if (isAnswer(search, edge)) return 'event';
  return isOwnEvent(search, edge) || ENDS.test(getEvent(edge) ?? '') ? 'event' : 'message';
}

/** Whether it listens to something of which only the program itself speaks, maybe as it starts: `bus.on('loaded', …)`. */
export function isOwnEvent(search: Search, edge: Edge): boolean {
  const event = getEvent(edge);
  if (event === undefined || FROM_OUTSIDE.has(event)) return false;
  return getApis(search, edge).every(({ module }) => module === 'node:events');
}

/** `find(id, (error, rows) => …)`: what a function of the program brings, such as rows of a database. */
function isAnswer({ resolveIn }: Search, { from, to, call }: Edge): boolean {
  const isOwn = resolveIn(from.file, call.callee).some(({ kind }) => kind === 'function');
  return isOwn && ERROR_NAME.test(to.fact.parameters[0] ?? '');
}

export const ERROR_NAME = /^_?e(?:rr(?:or)?)?$/;

/** The event that a listener waits for, as far as it is one. */
function getEvent({ call: { callee, arguments: given } }: Edge): string | undefined {
  const event = given[0]?.view;
  const listens = callee.kind === 'member' && LISTENS.has(callee.name);
  return listens && event?.type === 'string' ? event.value : undefined;
}

function getApis({ resolveIn }: Search, { from, call }: Edge): Extract<Target, { kind: 'api' }>[] {
  return resolveIn(from.file, call.callee).filter((target) => target.kind === 'api');
}

const LISTENS: ReadonlySet<string> = new Set([...LISTENERS, ...ONE_TIME_LISTENERS]);

/** The events under which emitters of any kind pass on what they read, or whom they heard. */
const FROM_OUTSIDE = new Set(['connection', 'data', 'message', 'request']);

/** What these pass on, they were given by the program. */
const CLOCKS = new Set(['nextTick', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout']);

const ENDS = /^(?:abort|close|connect|disconnect|end|error|exit|finish|uncaught|unhandled|warning)/;
