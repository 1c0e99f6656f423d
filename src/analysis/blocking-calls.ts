/** Which calls block, and which of them run on the event loop while the program serves? */
import { type BlockingApi, SEVERITIES, type Severity } from '../catalog/define.ts';
import { findApi } from '../catalog/index.ts';
import { type ArgumentView, getSeverity } from '../catalog/severity.ts';
import type { FileAnalysis } from './analyze.ts';
import { runsInBrowser } from './browser-code.ts';
import { mayBeMade } from './contexts/flags.ts';
import { getPassedRole } from './contexts/roles.ts';
import { isWarm } from './contexts/warm.ts';
import type { CallFact, CallTrigger, FileFacts, FunctionFact } from './facts/types.ts';
import { getOrAdd } from './get-or-add.ts';
import type { Resolve } from './references/resolve.ts';
import type { Target } from './references/targets.ts';

/** What the user wants to know of. */
export interface Interest {
  /** Tells equal interests from others. */
  readonly key: string;
  /** The last names of the functions that the user adds to the catalog. */
  readonly words: ReadonlySet<string>;
  /** Looks up what blocks: the catalog, or what the user adds to it. */
  findApi(target: Target, trigger: CallTrigger): BlockingApi | undefined;
  /** Whether a blocking call is worth a report. */
  isRelevant(api: BlockingApi, severity: Severity, call?: CallFact): boolean;
}

export interface BlockingCall {
  readonly api: BlockingApi;
  readonly call: CallFact;
  /** Where the call stands, or the reference to a blocking function that is handed to a call. */
  readonly range: readonly [number, number];
}

export function findCataloguedApi(target: Target, trigger: CallTrigger): BlockingApi | undefined {
  if (target.kind !== 'api' || trigger === 'set' || trigger === 'drain' || (target.awaited && trigger === 'get'))
    return undefined;
  return findApi(target.module, target.path, trigger);
}

/** The blocking calls of the linted file that stand in code on the loop themselves. */
export function findBlockingCalls(analysis: FileAnalysis, interest: Interest): BlockingCall[] {
  const { facts, graph, resolveIn } = analysis;
  const { made, passed } = findBlockingCode(facts, resolveIn, interest);
  const isOnLoop = (fact: FunctionFact | undefined): boolean => fact !== undefined && graph.get(fact)?.onLoop === true;
  const called = [...made.values()].filter(({ call }) => {
    const fact = facts.functions[call.function];
    // A directive at a call in a helper counts as used: it silences the chains that would end here.
    return (isOnLoop(fact) && !isWarm(graph, call, fact) && mayBeMade(graph, call, fact)) || call.disabled;
  });
  const run = passed.filter(({ call }) => {
    const role = getPassedRole(call, analysis.resolve(call.callee), analysis.declared);
    const isPart = role === 'inline' || role === 'deferred';
    return role === 'handler' || (isPart && isOnLoop(facts.functions[call.function]));
  });
  return [...called, ...run].filter(({ call }) => !runsInBrowser(analysis, call.function));
}

/** What blocks in a file, whenever it runs. */
export interface BlockingCode {
  /** The calls that block by themselves. */
  readonly made: ReadonlyMap<CallFact, BlockingCall>;
  /** References to blocking functions that are handed to something that may call them: `paths.map(fs.statSync)`. */
  readonly passed: readonly BlockingCall[];
}

const known = new WeakMap<Resolve, Map<string, Map<FileFacts, BlockingCode>>>();

/** Found once for a file, when all its calls are resolved anyway: there are few of them. */
export function findBlockingCode(file: FileFacts, resolve: Resolve, interest: Interest): BlockingCode {
  const byInterest = getOrAdd(known, resolve, () => new Map<string, Map<FileFacts, BlockingCode>>());
  const byFile = getOrAdd(byInterest, interest.key, () => new Map<FileFacts, BlockingCode>());
  return getOrAdd(byFile, file, () => searchBlockingCode(file, resolve, interest));
}

function searchBlockingCode(file: FileFacts, resolve: Resolve, interest: Interest): BlockingCode {
  const made = file.calls.flatMap((call) => findBlockingCall(file, call, resolve, interest) ?? []);
  const passed = file.calls.flatMap((call) => findPassed(file, call, resolve, interest));
  return { made: new Map(made.map((found) => [found.call, found])), passed };
}

/** The call, if it blocks by itself wherever it runs. */
export function findBlockingCall(
  file: FileFacts,
  call: CallFact,
  resolve: Resolve,
  interest: Interest,
): BlockingCall | undefined {
  if (call.offLoop) return undefined;
  const views = call.arguments.map((argument) => argument.view);
  const found = resolve(file, call.callee).flatMap((target) => findBlocking(target, call.trigger, views, interest));
  return getWorst(found, call, call.range, interest);
}

interface Blocking {
  readonly api: BlockingApi;
  readonly severity: Severity;
}

/** Whether something of which nothing but this reference is known would block if it were called. */
export function isBlocking(targets: readonly Target[], interest: Interest): boolean {
  return targets
    .flatMap((target) => findBlocking(target, 'call', [{ type: 'spread' }], interest))
    .some(({ api, severity }) => severity !== 'none' && interest.isRelevant(api, severity));
}

function findBlocking(
  target: Target,
  trigger: CallTrigger,
  views: readonly ArgumentView[],
  interest: Interest,
): Blocking[] {
  if (target.kind === 'reflection') {
    if (target.method === 'bind') return [];
    return findBlocking(target.of, trigger, getReflected(target.method, views), interest);
  }
  const api = interest.findApi(target, trigger);
  return api ? [{ api, severity: getSeverity(api, views) }] : [];
}

/** `f.call(self, a, b)` calls `f(a, b)`; the arguments of `f.apply(self, list)` are not known one by one. */
function getReflected(method: 'call' | 'apply', views: readonly ArgumentView[]): readonly ArgumentView[] {
  return method === 'call' ? views.slice(1) : [{ type: 'spread' }];
}

function findPassed(file: FileFacts, call: CallFact, resolve: Resolve, interest: Interest): BlockingCall[] {
  if (call.offLoop) return [];
  return call.arguments.flatMap(({ inline, value, range }) => {
    const targets = inline ? [] : resolve(file, value);
    const found = targets.flatMap((target) => findBlocking(target, 'call', [{ type: 'spread' }], interest));
    return getWorst(found, call, range, interest) ?? [];
  });
}

function getWorst(
  found: readonly Blocking[],
  call: CallFact,
  range: readonly [number, number],
  interest: Interest,
): BlockingCall | undefined {
  const [worst] = found
    .filter(({ api, severity }) => severity !== 'none' && interest.isRelevant(api, severity, call))
    .toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  return worst && { api: worst.api, call, range };
}
