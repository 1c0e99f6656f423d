/** Does this call only tell something, or may it do some work? */
import { type Answer, getAnswer } from '../../catalog/waiting.ts';
import { getCalled } from '../contexts/called.ts';
import type { CallFact, FileFacts, FunctionFact } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';

/** Functions of the project that only ask other functions are followed so far. */
const MAX_DEPTH = 3;

/** Undefined where the call may do some work, or nothing is known of it. */
export function answerOf(file: FileFacts, call: CallFact, resolve: Resolve, depth = 0): Answer | undefined {
  if (call.trigger === 'tag' || depth > MAX_DEPTH) return undefined;
  const targets = resolve(file, call.callee);
  if (targets.length === 0) return undefined;
  return worst(targets.map((target) => answerOfTarget(target, call, resolve, depth)));
}

function answerOfTarget(target: Target, call: CallFact, resolve: Resolve, depth: number): Answer | undefined {
  if (target.kind === 'api') {
    // A date that is made from something is no clock.
    const isGiven = call.trigger === 'new' && call.arguments.length > 0;
    return isGiven && target.path === 'Date' ? 'nothing' : getAnswer(target.module, target.path);
  }
  if (target.kind !== 'function') return undefined;
  const answers = getCalled(target).map(({ file, fact }) => answerOfFunction(file, fact, resolve, depth));
  return answers.length > 0 ? worst(answers) : undefined;
}

/** A function that calls nothing and changes nothing looks at what others change. */
function answerOfFunction(file: FileFacts, fact: FunctionFact, resolve: Resolve, depth: number): Answer | undefined {
  if (fact.promising || fact.changes || fact.pauses || file.loops.some((loop) => loop.function === fact.id)) {
    return undefined;
  }
  const calls = file.calls.filter((call) => call.function === fact.id);
  return worst([...calls.map((call) => answerOf(file, call, resolve, depth + 1)), 'look']);
}

function worst(answers: readonly (Answer | undefined)[]): Answer | undefined {
  if (answers.includes(undefined)) return undefined;
  return (['clock', 'look', 'nothing'] as const).find((answer) => answers.includes(answer));
}
