/**
 * Which files belong to a command-line tool? Those in its folder, unless they serve. What a command does
 * is over before anything serves, so that what is not known of it is taken for start-up.
 */
import path from 'node:path';
import { COMMAND_FILES, ROUTE_METHODS } from '../../catalog/handlers/index.ts';
import type { CallFact, FileFacts, Value } from '../facts/types.ts';
import type { Edge } from './edges.ts';
import { listens } from './starters.ts';

export type IsCommand = (file: FileFacts) => boolean;

/** @param root where the project begins: folders above it say nothing of its files */
export function createCommandTest(files: readonly FileFacts[], edges: readonly Edge[], root: string): IsCommand {
  const folders = new Map(files.map((file) => [file, getFolder(path.relative(root, file.path))]));
  const serving = new Set(files.filter(({ calls }) => calls.some(listens)));
  const others = new Set(
    [...serving].map((file) => folders.get(file)).filter((folder) => MAY_SERVE.test(folder ?? '')),
  );
  for (const { from, to } of edges) {
    const folder = folders.get(to.file);
    if (folder !== undefined && MAY_HOLD.test(folder) && folders.get(from.file) !== folder) others.add(folder);
  }
  return (file) => {
    const folder = folders.get(file);
    return folder !== undefined && !serving.has(file) && !others.has(folder);
  };
}

function getFolder(name: string): string | undefined {
  const match = COMMAND_FILES.exec(name);
  return match ? name.slice(0, match.index + match[0].length) : undefined;
}

/** Some call the package `cli` that starts their server, and holds it. */
const MAY_SERVE = /cli[\\/]$/;

/** Some keep in `bin` what handles the programs that they install: the rest of theirs calls it. */
const MAY_HOLD = /bin[\\/]$/;

/** The edge as far as it exists where something serves: undefined if only a command has brought its ends together. */
export function asServed(edge: Edge, isCommand: IsCommand): Edge | undefined {
  if (isCommand(edge.from.file)) return asPartOfCommand(edge);
  // What a command hands to other code, that code runs in the process of the command alone.
  return isCommand(edge.to.file) && !isImported(edge.from.file, getRun(edge)) ? undefined : edge;
}

/** What a command hands to anything but a route works for that command. */
function asPartOfCommand(edge: Edge): Edge {
  const isOwn = edge.how === 'unknown' || (edge.how === 'handler' && !isRoute(edge.call));
  return isOwn ? { ...edge, how: 'deferred' } : edge;
}

function isRoute({ callee }: CallFact): boolean {
  return callee.kind === 'member' && ROUTE_METHODS.has(callee.name);
}

/** What the edge runs, as its file speaks of it. */
function getRun({ call, argument }: Edge): Value | undefined {
  return argument === undefined ? call.callee : call.arguments[argument]?.value;
}

function isImported(file: FileFacts, value: Value | undefined, depth = 0): boolean {
  if (!value || depth > MAX_DEPTH) return false;
  const isSo = (part: Value | undefined): boolean => isImported(file, part, depth + 1);
  switch (value.kind) {
    case 'import':
      return true;
    case 'variable':
      return isSo(file.variables[value.id]);
    case 'result':
      return isSo(file.calls[value.call]?.callee);
    case 'union':
      return value.of.some(isSo);
    case 'member':
    case 'awaited':
    case 'instance':
      return isSo(value.of);
    default:
      return false;
  }
}

/** Variables may be made of themselves. */
const MAX_DEPTH = 10;
