/**
 * Does this function run on the event loop while the program serves? Contexts flow along the edges, from the module
 * level, the handlers, and the functions that unknown code may call, to everything they run.
 */
import {
  MAX_START_ARGUMENTS,
  START_NAMES,
  START_NAMES_WITHOUT_ARGUMENTS,
  STOP_NAMES,
} from '../../catalog/handlers/index.ts';
import { isDeclaredHarmless } from '../facts/harmless.ts';
import type { CallFact, FileFacts, FunctionFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { type FunctionOf, getCalled } from './called.ts';
import { asServed, createCommandTest, type IsCommand } from './commands.ts';
import type { DeclaredContexts, OwnRole } from './declared.ts';
import { type Edge, findEdges } from './edges.ts';
import { findHandlers } from './handlers.ts';
import { findStarters } from './starters.ts';
import { findWorkerFiles } from './worker-files.ts';

/** When a function runs: several at once may be true. `unknown`: code that cannot be seen calls it. */
type Context = 'serving' | 'startup' | 'shutdown' | 'unknown';

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
}

/** A node while the graph is built. */
interface Draft extends FunctionNode {
  readonly outgoing: Edge[];
  readonly incoming: Edge[];
  readonly contexts: Set<Context>;
  onLoop: boolean;
}

export type Graph = ReadonlyMap<FunctionFact, FunctionNode>;

type Drafts = ReadonlyMap<FunctionFact, Draft>;

/** What is known of a project beyond its files. */
export interface Surroundings {
  readonly resolve: Resolve;
  /** Where the project begins: folders above it say nothing of its files. */
  readonly root: string;
  readonly declared: DeclaredContexts;
}

export function createGraph(files: readonly FileFacts[], surroundings: Surroundings): Graph {
  const { resolve, root, declared } = surroundings;
  const workers = findWorkerFiles(files, resolve);
  const own = files.filter((file) => !workers.has(file));
  const nodes: Drafts = new Map(
    own.flatMap((file) =>
      file.functions.map((fact) => [
        fact,
        { file, fact, outgoing: [], incoming: [], contexts: new Set(), onLoop: false },
      ]),
    ),
  );
  const isCommand = createCommandTest(own, root);
  for (const found of own.flatMap((file) => findEdges(file, surroundings))) {
    const edge = asServed(found, isCommand);
    if (!edge) continue;
    nodes.get(edge.from.fact)?.outgoing.push(edge);
    nodes.get(edge.to.fact)?.incoming.push(edge);
  }
  const declaredAs = (role: OwnRole): FunctionFact[] => findDeclared(nodes, declared, role);
  const handlers = new Set([...findHandlers(own, nodes, surroundings), ...declaredAs('handler')]);
  const starters = new Set([...findStarters(own, nodes, handlers, resolve), ...declaredAs('startup')]);
  const barriers = new Set([...starters, ...findTasks(workers, resolve), ...declaredAs('elsewhere')]);
  const roots = findRoots(own, nodes, { handlers, starters, isCommand, declared });
  // What fills an empty variable, and is reached by the start of the program, is done when that is over.
  for (const [fact, context] of roots) if (context === 'startup') spread(nodes, barriers, fact, context);
  for (const [fact, context] of roots) if (context !== 'startup') spread(nodes, barriers, fact, context);
  markOnLoop(nodes, handlers);
  return nodes;
}

interface Known {
  readonly handlers: ReadonlySet<FunctionFact>;
  readonly starters: ReadonlySet<FunctionFact>;
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
  { handlers, starters, isCommand, declared }: Known,
): [FunctionFact, Context][] {
  return files.flatMap((file) =>
    file.functions.flatMap((fact): [FunctionFact, Context][] => {
      if (fact.kind === 'module' || starters.has(fact)) return [[fact, 'startup']];
      if (handlers.has(fact)) return [[fact, 'serving']];
      const isKnown = nodes.get(fact)?.incoming.some((edge) => edge.from.fact !== fact);
      if (!fact.escapes || isKnown || declared.findOwnRole(file, fact) === 'elsewhere') return [];
      const known = isCommand(file) || declared.isEntry(file.path) ? 'startup' : getLifecycle(fact);
      return [[fact, known ?? (fact.promising ? 'serving' : 'unknown')]];
    }),
  );
}

/** When code that cannot be seen calls a function of such a name: `async start()` of a plugin, `close()` of a pool. */
function getLifecycle({ name, required }: FunctionFact): Context | undefined {
  const own = name.split('.').at(-1)?.replace(/^[#_]/, '') ?? '';
  if (START_NAMES.test(own) && required <= MAX_START_ARGUMENTS) return 'startup';
  if (START_NAMES_WITHOUT_ARGUMENTS.test(own) && required === 0) return 'startup';
  return STOP_NAMES.test(own) ? 'shutdown' : undefined;
}

/** What the files of workers call in other files: the tasks that were moved off the loop. */
function findTasks(workers: ReadonlySet<FileFacts>, resolve: Resolve): FunctionFact[] {
  return [...workers].flatMap((file) =>
    file.calls.flatMap((call) =>
      resolve(file, call.callee).flatMap((target) =>
        getCalled(target).flatMap((called) => (called.file === file ? [] : [called.fact])),
      ),
    ),
  );
}

/** Gives a function a context, and with it all that it runs. */
function spread(nodes: Drafts, barriers: ReadonlySet<FunctionFact>, start: FunctionFact, context: Context): void {
  const pending: [FunctionFact, Context][] = [[start, context]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [fact, own] = next;
    const node = nodes.get(fact);
    if (!node || node.contexts.has(own)) continue;
    node.contexts.add(own);
    for (const edge of node.outgoing) {
      if (own !== 'startup' && (isWarm(nodes, edge.call, fact, edge.to.fact) || isAnsweredFor(fact, edge))) continue;
      const passedOn = getNextContext(edge, own);
      const isStopped = passedOn === 'serving' && (barriers.has(edge.to.fact) || isGuess(nodes, edge, own));
      if (passedOn && !isStopped) pending.push([edge.to.fact, passedOn]);
    }
  }
}

/** A function that is declared not to block answers for the synchronous ones that it calls. */
function isAnsweredFor(fact: FunctionFact, { how, to }: Edge): boolean {
  return isDeclaredHarmless(fact) && (how === 'call' || how === 'inline' || how === 'project') && !to.fact.promising;
}

/**
 * That code which cannot be seen calls something counts for less than that the start of the program calls it. And that
 * `start()` of any of a list is called does not say that a part is started anew which the start has started.
 */
function isGuess(nodes: Drafts, { to, how, dispatched }: Edge, context: Context): boolean {
  if (dispatched) return getLifecycle(to.fact) !== undefined;
  return context === 'unknown' && how !== 'handler' && nodes.get(to.fact)?.contexts.has('startup') === true;
}

/** Whether the call fills something that the start of the program has filled already. */
export function isWarm(
  graph: Graph,
  { lazyInit }: CallFact,
  from: FunctionFact | undefined,
  to?: FunctionFact,
): boolean {
  const filler = lazyInit === 'callee' ? to : from;
  return lazyInit !== undefined && filler !== undefined && graph.get(filler)?.contexts.has('startup') === true;
}

/** The context in which an edge runs its function, when the function it starts from runs in `context`. */
function getNextContext({ how, from, to, call }: Edge, context: Context): Context | undefined {
  if (call.offLoop === 'exit' && how !== 'elsewhere') return context === 'startup' ? context : 'shutdown';
  switch (how) {
    case 'handler':
      return 'serving';
    case 'startup':
    case 'shutdown':
      return how;
    case 'elsewhere':
      return undefined;
    case 'unknown':
      return to.fact.promising ? 'serving' : context;
    case 'deferred':
      return asAsync(context);
    case 'call':
    case 'inline':
    case 'project':
      // What a constructor begins without waiting for it is set up, whoever makes the object.
      return to.fact.promising && from.fact.kind !== 'constructor' ? asAsync(context) : context;
  }
}

/** Async code that unknown code calls counts as serving. */
function asAsync(context: Context): Context {
  return context === 'unknown' ? 'serving' : context;
}

function markOnLoop(nodes: Drafts, handlers: ReadonlySet<FunctionFact>): void {
  const mark = (fact: FunctionFact): void => {
    const node = nodes.get(fact);
    if (!node || node.onLoop || !node.contexts.has('serving')) return;
    node.onLoop = true;
    for (const edge of node.outgoing) if (isInherited(edge)) mark(edge.to.fact);
  };
  for (const { fact, file, incoming } of nodes.values()) {
    const isOwn =
      fact.promising ||
      incoming.some((edge) => edge.how === 'deferred' && edge.inline) ||
      // A synchronous handler that another file registers is reported there.
      (handlers.has(fact) && !incoming.some((edge) => edge.how === 'handler' && edge.from.file !== file));
    if (isOwn) mark(fact);
  }
}

/** A callback, or a function that is called where it is written, is part of the function around it. */
function isInherited({ how, inline }: Edge): boolean {
  return inline && (how === 'call' || how === 'inline' || how === 'unknown' || how === 'deferred');
}
