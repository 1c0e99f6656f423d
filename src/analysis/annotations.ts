/** Do the functions of this file do what their documentation says of blocking? */
import type { BlockingApi } from '../catalog/define.ts';
import type { FileAnalysis } from './analyze.ts';
import { findBlockingCall, type Interest } from './blocking-calls.ts';
import type { FunctionFact } from './facts/types.ts';

export interface Contradiction {
  readonly fact: FunctionFact;
  readonly api: BlockingApi;
}

/** Functions that are declared `@nonblocking` without a reason, and hold a call of the worst severity. */
export function findContradictions({ facts, resolveIn }: FileAnalysis, interest: Interest): Contradiction[] {
  const worst: Interest = {
    ...interest,
    isRelevant: (api, severity, call) => severity === 'high' && interest.isRelevant(api, severity, call),
  };
  const found = new Map<FunctionFact, BlockingApi>();
  for (const call of facts.calls) {
    const fact = facts.functions[call.function];
    if (fact?.annotation !== 'nonblocking without a reason' || found.has(fact)) continue;
    const blocking = findBlockingCall(facts, call, resolveIn, worst);
    if (blocking) found.set(fact, blocking.api);
  }
  return [...found].map(([fact, api]) => ({ fact, api }));
}
