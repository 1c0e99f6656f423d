/** Does the project's own code offer an awaitable form of the function that is called here? */
import type { FileAnalysis } from '../analyze.ts';
import type { CallFact, FileFacts, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { getSiblingNames, isCallback } from './names.ts';
import { agree, isTaken } from './shapes.ts';
import { getBest, type Sibling } from './sibling.ts';
import {
  calls,
  doesPromise,
  getFunction,
  goesOn,
  isFunction,
  isQuick,
  workedThrough,
  type FunctionTarget,
} from './work.ts';

/**
 * Undefined where it does not, and where the function that is called is not the project's, leaves its work for later, or
 * has none.
 */
export function findKnownSibling({ facts, resolveIn }: FileAnalysis, call: CallFact): Sibling | undefined {
  const callees = resolveIn(facts, call.callee);
  if (callees.length === 0 || !callees.every(isFunction)) return undefined;
  if (callees.some((callee) => goesOn(callee, resolveIn)) || callees.every((callee) => isQuick(callee, resolveIn))) {
    return undefined;
  }
  const reached = getReached(facts, call.callee);
  if (!reached) return undefined;
  const siblings = getSiblingNames(reached.name).flatMap((name) => {
    const found = resolveIn(facts, reached.at(name)).filter(isFunction);
    const isPair = found.every((sibling) =>
      callees.every(
        (callee) => !isIdle(callee, sibling, resolveIn) && agree(getFunction(callee), getFunction(sibling)),
      ),
    );
    const form = isPair ? getForm(found, call, resolveIn) : undefined;
    return form ? [{ name, form }] : [];
  });
  return getBest(siblings);
}

/** Whether the project's code shows that nothing is gained by a sibling that the types offer. */
export function gainsNothing({ facts, resolveIn }: FileAnalysis, call: CallFact, name: string): boolean {
  const callees = resolveIn(facts, call.callee);
  if (callees.length === 0 || !callees.every(isFunction)) return false;
  if (callees.every((callee) => isQuick(callee, resolveIn))) return true;
  const sibling = getReached(facts, call.callee)?.at(name);
  const siblings = sibling ? resolveIn(facts, sibling).filter(isFunction) : [];
  return siblings.some((found) => callees.some((callee) => isIdle(callee, found, resolveIn)));
}

interface Reached {
  readonly name: string;
  /** What stands under another name where this value comes from. */
  at(name: string): Value;
}

/** The name by which a value is reached, on its object or in its module. */
function getReached(file: FileFacts, value: Value): Reached | undefined {
  switch (value.kind) {
    case 'member':
      return { name: value.name, at: (name) => ({ kind: 'member', of: value.of, name }) };
    case 'import':
      if (value.name === '*' || value.name === 'default') return undefined;
      return { name: value.name, at: (name) => ({ kind: 'import', module: value.module, name }) };
    case 'function': {
      const name = file.functions[value.id]?.name ?? '';
      return { name, at: (other) => file.topLevel.get(other) ?? { kind: 'unknown' } };
    }
    case 'variable': {
      const variable = file.variables[value.id];
      return variable && variable.kind !== 'variable' ? getReached(file, variable) : undefined;
    }
    default:
      return undefined;
  }
}

function getForm(siblings: readonly FunctionTarget[], call: CallFact, resolve: Resolve): Sibling['form'] | undefined {
  const given = call.arguments.length;
  if (siblings.length === 0 || call.arguments.some(({ view }) => view.type === 'spread')) return undefined;
  const facts = siblings.map(getFunction);
  if (facts.some((fact) => !fact || fact.deprecated)) return undefined;
  const takes = (count: number): boolean => facts.every((fact) => fact !== undefined && isTaken(fact, count));
  if (siblings.every((sibling) => doesPromise(sibling, resolve))) return takes(given) ? 'promise' : undefined;
  return facts.every((fact) => isCallback(fact?.parameters[given])) && takes(given + 1) ? 'callback' : undefined;
}

/** Whether one is made of the other, or there is nothing to wait for. */
function isIdle(one: FunctionTarget, sibling: FunctionTarget, resolve: Resolve): boolean {
  return calls(one, sibling, resolve) || calls(sibling, one, resolve) || workedThrough(sibling, resolve);
}
