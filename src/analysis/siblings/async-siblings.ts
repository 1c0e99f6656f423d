/** Which calls on the loop have a sibling that does the same and can be awaited? */
import { findApi } from '../../catalog/index.ts';
import type { FileAnalysis } from '../analyze.ts';
import { runsInBrowser } from '../browser-code.ts';
import type { CallFact, FileFacts, FunctionFact } from '../facts/types.ts';
import { findDeclaredSibling } from './declared-siblings.ts';
import { findKnownSibling, gainsNothing } from './known-siblings.ts';
import type { Sibling } from './sibling.ts';
import type { TypedAnswer } from './typed-siblings.ts';

export interface SiblingCall {
  readonly call: CallFact;
  readonly sibling: Sibling;
}

/** @param askTypes what the types say of a call; where they say nothing, the code of the project does, and what packages declare */
export function findSiblingCalls(analysis: FileAnalysis, askTypes: (call: CallFact) => TypedAnswer): SiblingCall[] {
  const { facts, graph } = analysis;
  return facts.calls.flatMap((call) => {
    const fact = facts.functions[call.function];
    const onLoop = fact !== undefined && graph.get(fact)?.onLoop === true;
    if (!onLoop || call.trigger !== 'call' || call.offLoop || isCatalogued(analysis, call)) return [];
    if (runsInBrowser(analysis, call.function)) return [];
    const sibling = findSibling(analysis, call, askTypes(call));
    const isOffered = sibling !== undefined && !isWithin(facts, fact, sibling.name);
    return isOffered ? [{ call, sibling }] : [];
  });
}

function findSibling(analysis: FileAnalysis, call: CallFact, answer: TypedAnswer): Sibling | undefined {
  if (answer === 'unknown') return findKnownSibling(analysis, call) ?? findDeclaredSibling(analysis, call);
  return answer === 'none' || gainsNothing(analysis, call, answer.name) ? undefined : answer;
}

/** What the catalog knows, it judges: another rule reports it, or it is harmless. */
function isCatalogued(analysis: FileAnalysis, { callee }: CallFact): boolean {
  return analysis
    .resolve(callee)
    .some((target) => target.kind === 'api' && findApi(target.module, target.path, 'call'));
}

/** Whether a function, or one around it, has this name: `loadAsync` may be made of `load`. */
function isWithin(file: FileFacts, fact: FunctionFact, name: string): boolean {
  if (fact.name.split('.').at(-1) === name) return true;
  const parent = file.functions[fact.parent];
  return parent !== undefined && parent !== fact && isWithin(file, parent, name);
}
