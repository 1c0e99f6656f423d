/**
 * Does this function run on the event loop while the program serves? Contexts flow along the edges, from the module
 * level, the handlers, and the functions that unknown code may call, to everything they run.
 */
import { PUTS_IN } from '../facts/elements.ts';
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { type FunctionOf, getCalled } from './called.ts';
import { asServed, createCommandTest, findHolders, type IsCommand } from './commands.ts';
import type { DeclaredContexts, OwnRole } from './declared.ts';
import { type Edge, findEdges } from './edges.ts';
import { findHandlers } from './handlers.ts';
import { getLifecycle } from './lifecycle.ts';
import { markServed } from './served.ts';
import { spreadContexts } from './spread.ts';
import { findStarters } from './starters.ts';
import { findWorkerFiles } from './worker-files.ts';

/** When a function runs: several at once may be true. `unknown`: code that cannot be seen calls it. */
export type Context = 'serving' | 'startup' | 'shutdown' | 'unknown';

/** A function of the project in the graph of who runs whom. */
export interface FunctionNode extends FunctionOf {
  readonly outgoing: readonly Edge[];
  readonly incoming: readonly Edge[];
  readonly contexts: ReadonlySet<Context>;
  /**
   * Its body itself is on the loop while the program serves: an async function, a handler, a deferred callback, or a
   * callback inside one of those. The synchronous functions that these call are not.
   */
  readonly onLoop: boolean;
  /** Handlers that can be seen run it for certain. */
  readonly isServed: boolean;
}

/** A node while the graph is built. */
export interface Draft extends FunctionNode {
  readonly outgoing: Edge[];
  readonly incoming: Edge[];
  readonly contexts: Set<Context>;
  onLoop: boolean;
  isServed: boolean;
}

export type Graph = ReadonlyMap<FunctionFact, FunctionNode>;

export type Drafts = ReadonlyMap<FunctionFact, Draft>;

/** What is known of a project beyond its files. */
export interface Surroundings {
  readonly resolve: Resolve;
  /** Where the project begins: folders above it say nothing of its files. */
  readonly root: string;
  readonly declared: DeclaredContexts;
  /** Whether a file is loaded by programs alone that serve nobody. */
  readonly isOfProgram: (file: string) => boolean;
  /** The functions that are known to serve, though not all that run them are among the files. */
  readonly settled?: ReadonlySet<FunctionFact>;
}

export function createGraph(files: readonly FileFacts[], surroundings: Surroundings): Graph {
  const { resolve, declared, settled = new Set() } = surroundings;
  const workers = findWorkerFiles(files, resolve);
  const own = files.filter((file) => !workers.has(file));
  const nodes: Drafts = new Map(
    own.flatMap((file) =>
      file.functions.map((fact) => [
        fact,
        { file, fact, outgoing: [], incoming: [], contexts: new Set(), onLoop: false, isServed: false },
      ]),
    ),
  );
  const edges = own.flatMap((file) => findEdges(file, surroundings));
  const isCommand = createCommandTest(own, edges, surroundings);
  const holders = findHolders(own, edges, isCommand, resolve);
  const served = edges.flatMap((edge) => asServed(edge, isCommand, holders) ?? []);
  // Who runs the elements of a list tells when, where that is known.
  const run = new Set(served.filter((edge) => !isKept(edge)).map(({ to }) => to.fact));
  for (const edge of served) {
    if (isKept(edge) && run.has(edge.to.fact)) continue;
    nodes.get(edge.from.fact)?.outgoing.push(edge);
    nodes.get(edge.to.fact)?.incoming.push(edge);
  }
  const declaredAs = (role: OwnRole): FunctionFact[] => findDeclared(nodes, declared, role);
  const handlers = new Set([...findHandlers(own, nodes, surroundings), ...declaredAs('handler')]);
  const starters = new Set([...findStarters(own, nodes, handlers, resolve), ...declaredAs('startup')]);
  const tasks = findTasks(workers, resolve);
  const barriers = new Set([...starters, ...tasks.chosen, ...declaredAs('elsewhere')]);
  const roots = findRoots(own, nodes, { handlers, starters, tasks: tasks.all, isCommand, declared });
  const known = [...settled].map((fact): [FunctionFact, Context] => [fact, 'serving']);
  spreadContexts(nodes, barriers, [...roots, ...known]);
  markServed(nodes, handlers, barriers);
  markOnLoop(nodes, handlers);
  return nodes;
}

/** `steps.push(load)` */
function isKept({ how, call: { callee } }: Edge): boolean {
  return how === 'unknown' && callee.kind === 'member' && PUTS_IN.has(callee.name);
}

interface Known {
  readonly handlers: ReadonlySet<FunctionFact>;
  readonly starters: ReadonlySet<FunctionFact>;
  /** What workers call. */
  readonly tasks: ReadonlySet<FunctionFact>;
  readonly isCommand: IsCommand;
  readonly declared: DeclaredContexts;
}

/** The functions of which the user says when they run. */
function findDeclared(nodes: Drafts, declared: DeclaredContexts, role: OwnRole): FunctionFact[] {
  return [...nodes.values()].flatMap(({ file, fact }) => (declared.findOwnRole(file, fact) === role ? [fact] : []));
}

/** Where contexts begin. */
function findRoots(
  files: readonly FileFacts[],
  nodes: Drafts,
  { handlers, starters, tasks, isCommand, declared }: Known,
): [FunctionFact, Context][] {
  return files.flatMap((file) =>
    file.functions.flatMap((fact): [FunctionFact, Context][] => {
      if (fact.kind === 'module' || starters.has(fact)) return [[fact, 'startup']];
      if (handlers.has(fact)) return [[fact, 'serving']];
      const isKnown = tasks.has(fact) || nodes.get(fact)?.incoming.some((edge) => edge.from.fact !== fact);
      if (!fact.escapes || isKnown || declared.findOwnRole(file, fact) === 'elsewhere') return [];
      const known = isCommand(file) || declared.isEntry(file.path) ? 'startup' : getLifecycle(fact);
      return [[fact, known ?? (fact.promising ? 'serving' : 'unknown')]];
    }),
  );
}

interface Tasks {
  readonly all: ReadonlySet<FunctionFact>;
  /** Those of which the worker is told at run time which one to call: they are made for it. */
  readonly chosen: ReadonlySet<FunctionFact>;
}

/** What the files of workers call in other files: that they do says nothing of the loop. */
function findTasks(workers: ReadonlySet<FileFacts>, resolve: Resolve): Tasks {
  const calls = [...workers].flatMap((file) =>
    file.calls.map(({ callee }) => {
      const called = resolve(file, callee).flatMap(getCalled);
      return { facts: called.filter((task) => task.file !== file).map(({ fact }) => fact), isOne: called.length === 1 };
    }),
  );
  const all = calls.flatMap(({ facts }) => facts);
  const chosen = calls.flatMap(({ facts, isOne }) => (isOne ? [] : facts));
  return { all: new Set(all), chosen: new Set(chosen) };
}

function markOnLoop(nodes: Drafts, handlers: ReadonlySet<FunctionFact>): void {
  const mark = (fact: FunctionFact): void => {
    const node = nodes.get(fact);
    if (!node || node.onLoop || !node.contexts.has('serving')) return;
    node.onLoop = true;
    for (const edge of node.outgoing) if (isInherited(edge)) mark(edge.to.fact);
  };
  for (const { fact, file, incoming, outgoing } of nodes.values()) {
    const isOwn =
      fact.promising ||
      incoming.some((edge) => edge.how === 'deferred' && edge.inline) ||
      // A synchronous handler that another file registers is reported there.
      (handlers.has(fact) && !incoming.some((edge) => edge.how === 'handler' && edge.from.file !== file));
    if (isOwn) mark(fact);
    const handedIn = handlers.has(fact) ? outgoing.filter((edge) => edge.handedIn) : [];
    for (const { to } of handedIn) mark(to.fact);
  }
}

/** A callback, or a function that is called where it is written, is part of the function around it. */
function isInherited({ how, inline }: Edge): boolean {
  return inline && (how === 'call' || how === 'inline' || how === 'unknown' || how === 'deferred');
}
