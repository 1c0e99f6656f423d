/** Which calls of this file block the event loop while the program serves? */
import type { TSESTree } from '@typescript-eslint/utils';
import { type BlockingApi, SEVERITIES, type Severity } from '../catalog/define.ts';
import { findApi } from '../catalog/index.ts';
import { type ArgumentView, getSeverity } from '../catalog/severity.ts';
import type { FileAnalysis } from './analyze.ts';
import { getPassedRole } from './contexts/roles.ts';
import type { CallFact, CallTrigger } from './facts/types.ts';
import type { Target } from './references/targets.ts';

export interface BlockingCall {
  readonly api: BlockingApi;
  readonly severity: Severity;
  readonly call: CallFact;
  /** The call, or the reference to a blocking function that is handed to a call. */
  readonly node: TSESTree.Node;
}

/** Looks up what blocks: the catalog, or what the user adds to it. */
export type FindApi = (target: Target, trigger: CallTrigger) => BlockingApi | undefined;

export function findCataloguedApi(target: Target, trigger: CallTrigger): BlockingApi | undefined {
  if (target.kind !== 'api' || (target.awaited && trigger === 'get')) return undefined;
  return findApi(target.module, target.path, trigger);
}

export function findBlockingCalls(analysis: FileAnalysis, find: FindApi): BlockingCall[] {
  return analysis.facts.calls
    .filter((call) => !call.offLoop)
    .flatMap((call) => [...findCalled(analysis, call, find), ...findPassed(analysis, call, find)]);
}

/** The call itself blocks. */
function findCalled(analysis: FileAnalysis, call: CallFact, find: FindApi): BlockingCall[] {
  const node = analysis.callNodes[call.id];
  if (!node || !analysis.contexts.onLoop.has(call.function)) return [];
  const views = call.arguments.map((argument) => argument.view);
  const found = analysis.resolve(call.callee).flatMap((target) => findBlocking(target, call.trigger, views, find));
  return getWorst(found).map((blocking) => ({ ...blocking, call, node }));
}

interface Blocking {
  readonly api: BlockingApi;
  readonly severity: Severity;
}

function findBlocking(target: Target, trigger: CallTrigger, views: readonly ArgumentView[], find: FindApi): Blocking[] {
  if (target.kind === 'reflection') {
    return target.method === 'bind' ? [] : findBlocking(target.of, trigger, getReflected(target.method, views), find);
  }
  const api = find(target, trigger);
  return api ? [{ api, severity: getSeverity(api, views) }] : [];
}

/** `f.call(self, a, b)` calls `f(a, b)`; the arguments of `f.apply(self, list)` are not known one by one. */
function getReflected(method: 'call' | 'apply' | 'bind', views: readonly ArgumentView[]): readonly ArgumentView[] {
  return method === 'call' ? views.slice(1) : [{ type: 'spread' }];
}

/** A reference to a blocking function is handed to something that calls it on the loop: `paths.map(fs.readFileSync)`. */
function findPassed(analysis: FileAnalysis, call: CallFact, find: FindApi): BlockingCall[] {
  const node = analysis.callNodes[call.id];
  if (node?.type !== 'CallExpression' && node?.type !== 'NewExpression') return [];
  const role = getPassedRole(call, analysis.resolve(call.callee));
  const runs =
    role === 'handler' || ((role === 'inline' || role === 'deferred') && analysis.contexts.onLoop.has(call.function));
  if (!runs) return [];
  return call.arguments.flatMap(({ value, inline }, index) => {
    const argument = node.arguments[index];
    if (inline || !argument) return [];
    const found = analysis.resolve(value).flatMap((target) => findBlocking(target, 'call', [{ type: 'spread' }], find));
    return getWorst(found).map((blocking) => ({ ...blocking, call, node: argument }));
  });
}

function getWorst(found: readonly Blocking[]): Blocking[] {
  const [worst] = found.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  return worst && worst.severity !== 'none' ? [worst] : [];
}
