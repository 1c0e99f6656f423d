/**
 * Which files belong to a command-line tool? Those in its folder, unless they serve, and those of a program that serves
 * nobody. What a command does is over before anything serves, so that what is not known of it is taken for start-up.
 */
import path from 'node:path';
import { COMMAND_FILES, ROUTE_METHODS } from '../../catalog/handlers/index.ts';
import type { CallFact, FileFacts, FunctionFact, Value } from '../facts/types.ts';
import { getOrAdd } from '../get-or-add.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Surroundings } from './contexts.ts';
import type { Edge } from './edges.ts';
import { listens } from './starters.ts';

export type IsCommand = (file: FileFacts) => boolean;

export function createCommandTest(
  files: readonly FileFacts[],
  edges: readonly Edge[],
  { root, isOfProgram }: Pick<Surroundings, 'root' | 'isOfProgram'>,
): IsCommand {
  const folders = new Map(files.map((file) => [file, getFolder(path.relative(root, file.path))]));
  const serving = new Set(files.filter(({ calls }) => calls.some(listens)));
  const others = new Set(
    [...serving].map((file) => folders.get(file)).filter((folder) => MAY_SERVE.test(folder ?? '')),
  );
  const held = findHeld(edges, folders);
  return (file) => {
    if (isOfProgram(file.path)) return true;
    const folder = folders.get(file);
    return folder !== undefined && !serving.has(file) && !others.has(folder) && !held.has(file);
  };
}

type Folders = ReadonlyMap<FileFacts, string | undefined>;

/** The files in a folder of commands that the rest of the project calls, and what these call there. */
function findHeld(edges: readonly Edge[], folders: Folders): ReadonlySet<FileFacts> {
  const held = new Set<FileFacts>();
  const within = new Map<FileFacts, FileFacts[]>();
  for (const { from, to } of edges) {
    const folder = folders.get(to.file);
    if (folder === undefined || !MAY_HOLD.test(folder)) continue;
    if (folders.get(from.file) !== folder) held.add(to.file);
    else getOrAdd(within, from.file, () => []).push(to.file);
  }
  // A set is iterated in the order in which it grows.
  for (const file of held) for (const called of within.get(file) ?? []) held.add(called);
  return held;
}

function getFolder(name: string): string | undefined {
  const match = COMMAND_FILES.exec(name);
  return match ? name.slice(0, match.index + match[0].length) : undefined;
}

/** Some call the package `cli` that starts their server, and holds it. */
const MAY_SERVE = /cli[\\/]$/;

/** Some keep in `bin` what handles the programs that they install: the rest of theirs calls it. */
const MAY_HOLD = /bin[\\/]$/;

/**
 * The edge as far as it exists where something serves: undefined if only a command has brought its ends together.
 *
 * @param holders the functions of commands that start a server, and run on while it serves
 */
export function asServed(edge: Edge, isCommand: IsCommand, holders: ReadonlySet<FunctionFact>): Edge | undefined {
  if (isCommand(edge.from.file)) return asPartOfCommand(edge, holders);
  // What a command hands to other code, that code runs in the process of the command alone.
  return isCommand(edge.to.file) && !findImport(edge.from.file, getRun(edge)) ? undefined : edge;
}

/** What a command hands to anything but a route works for that command, and is over before anything serves. */
function asPartOfCommand(edge: Edge, holders: ReadonlySet<FunctionFact>): Edge {
  const isHeard = isRoute(edge.call) || holders.has(edge.from.fact);
  const isOwn = edge.how === 'unknown' || (edge.how === 'handler' && !isHeard);
  return isOwn ? { ...edge, how: 'deferred' } : edge;
}

/**
 * The functions of commands that start a server of the project, those that call them, and what all these call: a daemon
 * hears its children, and its timers, while it serves.
 */
export function findHolders(
  files: readonly FileFacts[],
  edges: readonly Edge[],
  isCommand: IsCommand,
  resolve: Resolve,
): ReadonlySet<FunctionFact> {
  const serving = new Set(files.filter(({ calls }) => calls.some(listens)));
  const startsServer = (file: FileFacts, { callee }: CallFact): boolean => {
    const imported = findImport(file, callee);
    return imported !== undefined && resolve(file, imported).some((of) => 'file' in of && serving.has(of.file));
  };
  const starting = files.filter(isCommand).flatMap((file) => {
    const calls = file.calls.filter((call) => startsServer(file, call));
    return calls.flatMap((call) => file.functions[call.function] ?? []);
  });
  if (starting.length === 0) return new Set();
  const runs = edges.filter(({ how, from }) => RUNS.has(how) && isCommand(from.file));
  const callers = runs.filter(({ to }) => starting.includes(to.fact)).map(({ from }) => from.fact);
  const holders = new Set([...starting, ...callers].filter(({ kind }) => kind !== 'module'));
  // A set is iterated in the order in which it grows.
  for (const holder of holders) for (const { from, to } of runs) if (from.fact === holder) holders.add(to.fact);
  return holders;
}

const RUNS: ReadonlySet<Edge['how']> = new Set<Edge['how']>(['call', 'inline', 'deferred', 'project']);

function isRoute({ callee }: CallFact): boolean {
  return callee.kind === 'member' && ROUTE_METHODS.has(callee.name);
}

/** What the edge runs, as its file speaks of it. */
function getRun({ call, argument }: Edge): Value | undefined {
  return argument === undefined ? call.callee : call.arguments[argument]?.value;
}

/** What is imported, of which the value is a part or a result. */
function findImport(file: FileFacts, value: Value | undefined, depth = 0): Value | undefined {
  if (!value || depth > MAX_DEPTH) return undefined;
  const find = (part: Value | undefined): Value | undefined => findImport(file, part, depth + 1);
  switch (value.kind) {
    case 'import':
      return value;
    case 'variable':
      return find(file.variables[value.id]);
    case 'result':
      return find(file.calls[value.call]?.callee);
    case 'union':
      return value.of.map(find).find((imported) => imported !== undefined);
    case 'member':
    case 'awaited':
    case 'instance':
      return find(value.of);
    default:
      return undefined;
  }
}

/** Variables may be made of themselves. */
const MAX_DEPTH = 10;
