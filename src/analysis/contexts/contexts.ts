/**
 * Does this function run on the event loop while the program serves? Contexts flow along the edges, from the module
 * level, the handlers, and the functions that unknown code may call, to everything they run.
 */
import { HANDLER_DECORATORS, HANDLER_FILES, START_SERVER } from '../../catalog/handlers/index.ts';
import type { FileFacts, FunctionFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { type Edge, findEdges } from './edges.ts';
import { takesRequest } from './roles.ts';

/** When a function runs: several at once may be true. */
export interface Contexts {
  serving: boolean;
  startup: boolean;
  shutdown: boolean;
  /** Code that cannot be seen calls it. Async code then counts as serving, sync code does not. */
  unknown: boolean;
}

type Context = keyof Contexts;

export interface FileContexts {
  /** By function index. */
  readonly contexts: readonly Readonly<Contexts>[];
  /**
   * The functions whose body itself is on the loop while the program serves: async functions, handlers, deferred
   * callbacks, and callbacks inside those. Synchronous functions they call are not among them.
   */
  readonly onLoop: ReadonlySet<number>;
}

export function findContexts(file: FileFacts, resolve: Resolve): FileContexts {
  const contexts = file.functions.map((): Contexts => ({
    serving: false,
    startup: false,
    shutdown: false,
    unknown: false,
  }));
  if (file.workerEntry) return { contexts, onLoop: new Set() };
  const edges = findEdges(file, resolve);
  const outgoing = groupByStart(file, edges);
  const handlers = findHandlers(file, resolve, edges);
  for (const [id, context] of findRoots(file, edges, handlers)) spread(file, outgoing, contexts, id, context);
  return { contexts, onLoop: findOnLoop(file, edges, outgoing, contexts, handlers) };
}

/** Where contexts begin. */
function findRoots(file: FileFacts, edges: readonly Edge[], handlers: ReadonlySet<number>): [number, Context][] {
  const called = new Set(edges.map((edge) => edge.to));
  const starters = findStarters(file);
  return file.functions.flatMap((fact): [number, Context][] => {
    if (fact.kind === 'module' || starters.has(fact.id)) return [[fact.id, 'startup']];
    if (handlers.has(fact.id)) return [[fact.id, 'serving']];
    if (fact.reach === 'local' || (fact.reach === 'escaping' && called.has(fact.id))) return [];
    return [[fact.id, fact.promising ? 'serving' : 'unknown']];
  });
}

/** The functions that start a server: what they do, they do before it serves. */
function findStarters(file: FileFacts): Set<number> {
  return new Set(
    file.calls
      .filter(({ trigger, callee }) => trigger === 'call' && callee.kind === 'member' && START_SERVER.has(callee.name))
      .map((call) => call.function),
  );
}

/** Handlers: by what they are passed to, by their decorators, by their parameters, by the name of the file. */
function findHandlers(file: FileFacts, resolve: Resolve, edges: readonly Edge[]): Set<number> {
  const passed = edges.filter((edge) => edge.how === 'handler').map((edge) => edge.to);
  const shaped = file.functions.filter(
    (fact) =>
      fact.decorators.some((decorator) => resolve(file, decorator).some(isHandlerDecorator)) ||
      (fact.reach !== 'local' && takesRequest(fact)),
  );
  const conventional = HANDLER_FILES.filter(({ path }) => path.test(file.path.replaceAll('\\', '/')))
    .flatMap(({ exports }) => exports.map((name) => file.exports.named.get(name)))
    .flatMap((value) => (value ? resolve(file, value) : []))
    .flatMap((target) => (target.kind === 'function' && target.file === file ? [target.id] : []));
  return new Set([...passed, ...shaped.map((fact) => fact.id), ...conventional]);
}

function isHandlerDecorator(target: {
  readonly kind: string;
  readonly module?: string;
  readonly path?: string;
}): boolean {
  const names = target.module === undefined ? undefined : HANDLER_DECORATORS[target.module];
  return names?.includes(target.path?.replace('()', '') ?? '') ?? false;
}

type Outgoing = readonly (readonly Edge[])[];

function groupByStart(file: FileFacts, edges: readonly Edge[]): Outgoing {
  const outgoing = file.functions.map((): Edge[] => []);
  for (const edge of edges) outgoing[edge.from]?.push(edge);
  return outgoing;
}

function spread(
  file: FileFacts,
  outgoing: Outgoing,
  contexts: readonly Contexts[],
  id: number,
  context: Context,
): void {
  const own = contexts[id];
  if (!own || own[context]) return;
  own[context] = true;
  for (const edge of outgoing[id] ?? []) {
    const next = getNextContext(edge, context, file.functions[edge.to]);
    if (next) spread(file, outgoing, contexts, edge.to, next);
  }
}

/** The context in which an edge runs its function, when the function it starts from runs in `context`. */
function getNextContext(edge: Edge, context: Context, to: FunctionFact | undefined): Context | undefined {
  if (!to) return undefined;
  switch (edge.how) {
    case 'handler':
    case 'startup':
    case 'shutdown':
      return edge.how === 'handler' ? 'serving' : edge.how;
    case 'elsewhere':
      return undefined;
    case 'deferred':
      return context === 'unknown' ? 'serving' : context;
    case 'unknown':
      return to.promising ? 'serving' : context;
    case 'project':
      return to.promising ? asAsync(context) : undefined;
    case 'call':
    case 'inline':
      return to.promising ? asAsync(context) : context;
  }
}

/** Async code that unknown code calls counts as serving. */
function asAsync(context: Context): Context {
  return context === 'unknown' ? 'serving' : context;
}

function findOnLoop(
  file: FileFacts,
  edges: readonly Edge[],
  outgoing: Outgoing,
  contexts: readonly Contexts[],
  handlers: ReadonlySet<number>,
): Set<number> {
  const onLoop = new Set<number>();
  const add = (id: number): void => {
    if (onLoop.has(id) || contexts[id]?.serving !== true) return;
    onLoop.add(id);
    for (const edge of outgoing[id] ?? []) if (isInherited(edge)) add(edge.to);
  };
  const deferred = edges.filter(({ how, inline }) => how === 'deferred' && inline).map((edge) => edge.to);
  const promising = file.functions.filter((fact) => fact.promising).map((fact) => fact.id);
  for (const id of [...promising, ...handlers, ...deferred]) add(id);
  return onLoop;
}

/** A callback, or a function that is called where it is written, is part of the function around it. */
function isInherited({ how, inline }: Edge): boolean {
  return inline && (how === 'call' || how === 'inline' || how === 'unknown' || how === 'deferred');
}
