/** Which loops of this file might only wait, or never let others run? */
import { getCallId } from '../calls.ts';
import type { Draft } from '../draft.ts';
import { evaluate } from '../evaluate.ts';
import { getEnclosingFunctionId } from '../functions.ts';
import { getOffLoop } from '../guards.ts';
import { type LoopFact, type PauseFact, UNKNOWN } from '../types.ts';
import { getExits } from './exits.ts';
import { isImmediate } from './pauses.ts';
import { type Loop, readRounds, type Rounds } from './rounds.ts';

/** Leaves out the loops that come to their end by what they change themselves: most. */
export function collectLoops(draft: Draft): LoopFact[] {
  return draft.loops.filter((loop) => !isCounting(loop)).flatMap((loop) => describe(draft, loop) ?? []);
}

/** `for (let i = 0; i < n; i++)`: most loops, which need no closer look. */
function isCounting(loop: Loop): boolean {
  if (loop.type !== 'ForStatement' || loop.update?.type !== 'UpdateExpression') return false;
  const { argument } = loop.update;
  if (loop.test?.type !== 'BinaryExpression' || argument.type !== 'Identifier') return false;
  const { left, right } = loop.test;
  return [left, right].some((side) => side.type === 'Identifier' && side.name === argument.name);
}

function describe(draft: Draft, loop: Loop): LoopFact | undefined {
  const rounds = readRounds(draft, loop);
  if (rounds.once) return undefined;
  const exits = getExits(draft, rounds);
  if (exits.length > 0 && exits.every(({ changed }) => changed)) return undefined;
  const line = draft.getLine(loop.range[0]);
  return {
    function: getEnclosingFunctionId(draft, loop),
    line,
    range: [...loop.range],
    disabled: draft.directives.isDisabled(line, 'loop'),
    offLoop: getOffLoop(draft, loop),
    calls: rounds.calls.map((call) => getCallId(draft, call)),
    exits,
    pauses: getPauses(draft, rounds),
  };
}

function getPauses(draft: Draft, { pauses }: Rounds): PauseFact[] {
  return pauses.map((node) => ({
    value: node ? evaluate(draft, node) : UNKNOWN,
    immediate: node !== undefined && isImmediate(draft, node),
  }));
}
