/**
 * Most edits of a file only move what is in it. Its facts can then stay the objects they are, with new places, and all
 * that was found out about them in the project stays true.
 */
import type { FileFacts } from './types.ts';

interface Comparison {
  /** What was met so far, with what it was compared to: facts may share parts. */
  readonly seen: Map<object, object>;
  /** The objects that are to be changed, with the places they are to get. */
  readonly moves: [of: object, place: object][];
  /** Where ranges begin and end, before and after. */
  readonly offsets: [before: number, after: number][];
}

/**
 * Whether two summaries of a file differ in nothing but places. If so, `kept` gets the places of `fresh`, down to its
 * ranges: whoever holds one of them sees it move.
 */
export function adoptPlaces(kept: FileFacts, fresh: FileFacts): boolean {
  const comparison: Comparison = { seen: new Map(), moves: [], offsets: [] };
  if (!isAlike(kept, fresh, comparison) || !keepsOrder(comparison)) return false;
  for (const [of, place] of comparison.moves) Object.assign(of, place);
  return true;
}

function isAlike(kept: unknown, fresh: unknown, comparison: Comparison): boolean {
  if (Object.is(kept, fresh)) return true;
  if (!isObject(kept) || !isObject(fresh)) return false;
  if (comparison.seen.get(kept) === fresh) return true;
  comparison.seen.set(kept, fresh);
  if (kept instanceof Map || fresh instanceof Map) {
    return kept instanceof Map && fresh instanceof Map && isAlike([...kept], [...fresh], comparison);
  }
  const keys = Object.keys(kept);
  const others = Object.keys(fresh);
  return (
    Array.isArray(kept) === Array.isArray(fresh) &&
    keys.length === others.length &&
    keys.every((key, index) => key === others[index] && isMemberAlike(kept, fresh, key, comparison))
  );
}

function isMemberAlike(kept: Members, fresh: Members, key: string, comparison: Comparison): boolean {
  const [before, after] = [kept[key], fresh[key]];
  // Arguments may have properties of these names: they are objects of their own.
  if (key === 'line' && typeof before === 'number') comparison.moves.push([kept, { line: after }]);
  else if (isRange(key, before) && isRange(key, after)) {
    comparison.moves.push([before, after]);
    comparison.offsets.push([before[0], after[0]], [before[1], after[1]]);
  } else return isAlike(before, after, comparison);
  return true;
}

function isRange(key: string, value: unknown): value is readonly [number, number] {
  return key === 'range' && Array.isArray(value);
}

/** What stands before, in, or right behind something else still does: a loop that left another one is a change. */
function keepsOrder({ offsets }: Comparison): boolean {
  const sorted = offsets.toSorted(([a], [b]) => a - b);
  return sorted.every(([before, after], index) => {
    const [lastBefore, lastAfter] = sorted[index - 1] ?? [-1, -1];
    return Math.sign(before - lastBefore) === Math.sign(after - lastAfter);
  });
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}
