/** Which calls on the loop wait for the network, with nothing on the way that would end the wait? */
import {
  findNetworkCall,
  findNetworkModule,
  type NetworkCall,
  type NetworkModule,
} from '../../catalog/network/index.ts';
import type { FileAnalysis } from '../analyze.ts';
import { runsInBrowser } from '../browser-code.ts';
import type { Graph } from '../contexts/contexts.ts';
import type { CallFact, FileFacts } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Made, Target } from '../references/targets.ts';
import { isLimitedAround } from './limiters.ts';
import { getLimit, getLimitOfClient, getStrongest, type Limit } from './limits.ts';
import { hasWaiter } from './waiters.ts';

/** A proxy in front of a server gives up after this time, and the session with it: nginx's `proxy_read_timeout`. */
export const SESSION_MS = 60_000;

export interface EndlessWait {
  /** The call that waits. */
  readonly call: CallFact;
  readonly path: string;
  /** Where the limit belongs: the call itself, or the one that makes its client. */
  readonly at: CallFact;
  readonly network: NetworkCall;
  /** When the package gives up by itself; undefined where it never does, or was told not to. */
  readonly givesUpAfterMs: number | undefined;
}

type ApiTarget = Extract<Target, { kind: 'api' }>;

/** The waits whose limit belongs into the linted file. */
export function findEndlessWaits(analysis: FileAnalysis): EndlessWait[] {
  const { facts, graph, resolveIn } = analysis;
  const own = findWaits(facts, graph, resolveIn).filter(
    ({ network, call }) => network.options !== 'client' && !runsInBrowser(analysis, call.function),
  );
  return [...own, ...findClients(graph, resolveIn).filter(({ at }) => facts.calls.includes(at))];
}

const knownClients = new WeakMap<Graph, readonly EndlessWait[]>();

/** One wait for each client without a limit, wherever in the project that client is used. */
function findClients(graph: Graph, resolve: Resolve): readonly EndlessWait[] {
  let known = knownClients.get(graph);
  if (!known) {
    const waits = getFiles(graph).flatMap((file) => findWaits(file, graph, resolve));
    // The first use of a client names it in the report, so it is entered last.
    const byClient = new Map(
      waits
        .filter(({ network }) => network.options === 'client')
        .toReversed()
        .map((wait) => [wait.at, wait]),
    );
    knownClients.set(graph, (known = [...byClient.values()]));
  }
  return known;
}

function getFiles(graph: Graph): FileFacts[] {
  return [...new Set([...graph.values()].map(({ file }) => file))];
}

function findWaits(file: FileFacts, graph: Graph, resolve: Resolve): EndlessWait[] {
  return file.calls.flatMap((call) => {
    const fact = file.functions[call.function];
    const onLoop = fact !== undefined && graph.get(fact)?.onLoop === true;
    if (!onLoop || call.trigger !== 'call' || call.offLoop) return [];
    const waits = resolve(file, call.callee).map((target) => getWait(file, call, target, graph, resolve));
    // Where one of several things that a name may mean has its limit, nobody knows whether this one does.
    const known = waits.filter((wait) => wait !== undefined);
    const isKnown = known.length > 0 && known.length === waits.length;
    return isKnown && hasWaiter(graph, fact, resolve) ? known.slice(0, 1) : [];
  });
}

function getWait(
  file: FileFacts,
  call: CallFact,
  target: Target,
  graph: Graph,
  resolve: Resolve,
): EndlessWait | undefined {
  if (target.kind !== 'api') return undefined;
  const network = findNetworkCall(target.module, target.path);
  if (!network) return undefined;
  const { module, options } = network;
  if (target.path.includes('#') && !target.made) return undefined;
  const clients = module.opens ? findOpened(module, graph, resolve) : [target.made];
  const limit = getStrongest([
    options === 'client'
      ? 'none'
      : getLimit(file, call, [options, module.alone && options + 1], module.limits, resolve),
    ...clients.map((made) => getLimitOfClient(made, module.limits, resolve)),
    hasDefault(target, graph, resolve) ? 'limited' : 'none',
  ]);
  const givesUpAfterMs = limit === 'lifted' ? undefined : module.givesUpAfterMs;
  if (!isEndless(limit, givesUpAfterMs) || isLimitedAround(graph, file, call, resolve)) return undefined;
  const client = module.opens ? clients[0]?.call : getFirst(target);
  const at = options === 'client' ? client : call;
  return at && { call, at, network, path: target.path, givesUpAfterMs };
}

function isEndless(limit: Limit, givesUpAfterMs: number | undefined): boolean {
  return (limit === 'none' || limit === 'lifted') && (givesUpAfterMs ?? Infinity) > SESSION_MS;
}

const openings = new WeakMap<Graph, Map<NetworkModule, readonly Made[]>>();

/** The calls that open the connection which all of a module's calls share; those that only set something come last. */
function findOpened(module: NetworkModule, graph: Graph, resolve: Resolve): readonly Made[] {
  let byModule = openings.get(graph);
  if (!byModule) openings.set(graph, (byModule = new Map<NetworkModule, readonly Made[]>()));
  let found = byModule.get(module);
  if (!found) {
    const calls = getFiles(graph).flatMap((file) => file.calls.map((call) => ({ file, call, before: undefined })));
    found = (module.opens ?? []).flatMap((name) =>
      calls.filter(({ file, call }) => resolve(file, call.callee).some((target) => isExport(target, module, name))),
    );
    byModule.set(module, found);
  }
  return found;
}

function isExport(target: Target, { module }: NetworkModule, name: string): boolean {
  return target.kind === 'api' && target.module === module && target.path === name;
}

/** The call that made the client. */
function getFirst({ made }: ApiTarget): CallFact | undefined {
  let first = made;
  while (first?.before) first = first.before;
  return first?.call;
}

/** Whether some file limits all calls of the module: `axios.defaults.timeout = …`, `setGlobalDispatcher(new Agent(…))`. */
function hasDefault({ module }: ApiTarget, graph: Graph, resolve: Resolve): boolean {
  let known = defaults.get(graph);
  if (!known) defaults.set(graph, (known = new Set(getFiles(graph).flatMap((file) => findDefaults(file, resolve)))));
  return known.has(module);
}

const defaults = new WeakMap<Graph, ReadonlySet<string>>();

/** The modules for which a file sets a default. */
function findDefaults(file: FileFacts, resolve: Resolve): string[] {
  const assigned = file.assignments.flatMap(({ target, name }) =>
    resolve(file, target).flatMap((owner) => {
      if (owner.kind !== 'api') return [];
      const module = findNetworkModule(owner.module);
      const isDefault = module?.defaults !== undefined && owner.path.split('.').includes(module.defaults);
      return isDefault && module.limits.includes(name) ? [owner.module] : [];
    }),
  );
  const dispatched = file.calls.some((call) =>
    resolve(file, call.callee).some(
      (target) => target.kind === 'api' && target.module === 'undici' && target.path === 'setGlobalDispatcher',
    ),
  );
  return dispatched ? [...assigned, 'undici', 'global'] : assigned;
}
