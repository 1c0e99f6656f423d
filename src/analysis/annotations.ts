/** Do the functions of this file do what their documentation says of blocking? */
import type { BlockingApi } from '../catalog/define.ts';
import type { FileAnalysis } from './analyze.ts';
import { findBlockingCode, type Interest } from './blocking-calls.ts';
import { type BlockingChain, findWaysFrom } from './chains.ts';
import type { FunctionFact } from './facts/types.ts';

/** A function that is declared `@nonblocking` without a reason, and a call of the worst severity in it or below it. */
export interface Contradiction {
  readonly fact: FunctionFact;
  readonly by: BlockingApi | BlockingChain;
}

export function findContradictions(analysis: FileAnalysis, interest: Interest): Contradiction[] {
  const worst: Interest = {
    ...interest,
    key: `${interest.key} high`,
    isRelevant: (api, severity, call) => severity === 'high' && interest.isRelevant(api, severity, call),
  };
  const declared = analysis.facts.functions.filter(({ annotation }) => annotation === 'nonblocking without a reason');
  return declared.flatMap((fact): Contradiction[] => {
    const by = findOwn(analysis, fact, worst) ?? findWaysFrom(analysis, fact, worst)[0];
    return by ? [{ fact, by }] : [];
  });
}

function findOwn({ facts, resolveIn }: FileAnalysis, { id }: FunctionFact, worst: Interest): BlockingApi | undefined {
  const { made } = findBlockingCode(facts, resolveIn, worst);
  return [...made.values()].find(({ call }) => call.function === id)?.api;
}
