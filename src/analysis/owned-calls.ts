/** The calls that a rule owns which has no chains: they are reported where they stand, in synchronous helpers too. */
import type { FileAnalysis } from './analyze.ts';
import { type BlockingCall, findBlockingCalls, findBlockingCode, type Interest } from './blocking-calls.ts';
import { runsInBrowser } from './browser-code.ts';

export function findOwnedCalls(analysis: FileAnalysis, interest: Interest): BlockingCall[] {
  const { facts, graph, resolveIn } = analysis;
  const inHelpers = [...findBlockingCode(facts, resolveIn, interest).made.values()].filter(({ call }) => {
    const fact = facts.functions[call.function];
    const node = fact && graph.get(fact);
    return node && !node.onLoop && node.contexts.has('serving');
  });
  // Those that a directive permits are the other rules' business.
  const onLoop = findBlockingCalls(analysis, interest).filter(({ call }) => isOnLoop(analysis, call.function));
  return [...onLoop, ...inHelpers].filter(({ call }) => !runsInBrowser(analysis, call.function));
}

function isOnLoop({ facts, graph }: FileAnalysis, id: number): boolean {
  const fact = facts.functions[id];
  return fact !== undefined && graph.get(fact)?.onLoop === true;
}
