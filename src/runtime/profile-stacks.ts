import type { Profiler as Protocol } from 'node:inspector';
import { now } from './clock.ts';
import { OWN_FILE, type ProfiledStack, type RawFrame } from './protocol.ts';

const MAX_STACKS = 50;
const GC = '(garbage collector)';
const IDLE = '(idle)';
/** What V8 calls its own doings. */
const OWN_NAMES: readonly string[] = ['(root)', '(program)', IDLE, GC];

/**
 * The stacks of a profile that has just ended, those of the most time first; empty is one of native code without a caller.
 *
 * @param from on the monotonic clock.
 * @param ownFile this package's file as V8 shows it.
 */
export function toStacks(profile: Protocol.Profile, from: number, ownFile: string | undefined): ProfiledStack[] {
  const ageMs = now() - from;
  const tree = readTree(profile);
  const times = new Map<number, number>();
  let at = profile.startTime;
  let running: number | undefined;
  profile.samples?.forEach((sampled, index) => {
    const tookMs = (profile.timeDeltas?.[index] ?? 0) / 1000;
    at += 1000 * tookMs;
    const name = tree.get(sampled)?.callFrame.functionName;
    // Garbage collection has no caller: it is counted for the code that it interrupted.
    const id = name === GC ? (running ?? sampled) : sampled;
    running = id;
    if (name !== IDLE && profile.endTime - at < 1000 * ageMs) times.set(id, (times.get(id) ?? 0) + tookMs);
  });
  return [...times]
    .map(([id, ms]) => ({ ms, frames: toFrames(tree, id, ownFile) }))
    .sort((one, other) => other.ms - one.ms)
    .slice(0, MAX_STACKS);
}

type Node = Protocol.ProfileNode & { parent?: number };

function readTree({ nodes }: Protocol.Profile): ReadonlyMap<number, Node> {
  const tree = new Map<number, Node>(nodes.map((node) => [node.id, { ...node }]));
  for (const { id, children = [] } of nodes) {
    for (const child of children) {
      const node = tree.get(child);
      if (node) node.parent = id;
    }
  }
  return tree;
}

/** The innermost frame at the line that was met most, the others where their functions begin: V8 keeps no more. */
function toFrames(tree: ReadonlyMap<number, Node>, leaf: number, ownFile: string | undefined): RawFrame[] {
  const frames: RawFrame[] = [];
  for (let node = tree.get(leaf); node; node = node.parent === undefined ? undefined : tree.get(node.parent)) {
    const { functionName, url, lineNumber, columnNumber } = node.callFrame;
    if (OWN_NAMES.includes(functionName)) continue;
    // A module's own code begins nowhere.
    const begin = { line: Math.max(1, lineNumber + 1), column: Math.max(1, columnNumber + 1) };
    const place = node.id === leaf ? (findHotLine(node) ?? begin) : begin;
    frames.push({ function: functionName, file: url === ownFile ? OWN_FILE : url, ...place });
  }
  return frames;
}

function findHotLine({ positionTicks = [] }: Node): Pick<RawFrame, 'line' | 'column'> | undefined {
  const [hottest] = positionTicks.toSorted((one, other) => other.ticks - one.ticks);
  return hottest && { line: hottest.line, column: 1 };
}
