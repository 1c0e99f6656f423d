/** Holds what the monitor says of a block against what really ran. */
import { apisOf, functionsOf, innocents } from './works.js';

/**
 * What runs each work: it is on the stack all the while, and right where the stacks share no more, as around a call into
 * which none sees. Its own moments are too short to be a block.
 */
const CALLERS = ['runWork', 'runInnocent'];
const HARNESS = [...CALLERS, 'epoch', '<anonymous>'];
/** The wall clock, which records have, is read a little later than the monotonic one. */
const CLOCK_MS = 10;
/** What took less than this share of what took longest is not the culprit. */
const CULPRIT_SHARE = 0.5;

/**
 * @param block the record.
 * @param entries what ran: `{ name, from, to }`, in epoch milliseconds.
 * @returns what is wrong with the record, or undefined.
 */
export function findFault(block, entries) {
  const figures = findWrongFigure(block);
  if (figures) return figures;
  if (block.attribution !== 'exact' && block.attribution !== 'api') {
    return block.api === undefined && block.frames.length === 0 ? undefined : `${block.attribution}, yet named`;
  }
  const culprits = findCulprits(block, entries);
  return culprits.some((name) => isOf(name, block))
    ? undefined
    : `it was ${culprits.join(' or ') || 'nothing of ours'}`;
}

/**
 * What took most of the block, and what took about as much. Beside the works, what is innocent counts only where it took
 * that long itself, as on a host that left it no core.
 */
export function findCulprits(block, entries) {
  const longest = findLongest(block, entries);
  return [
    ...new Set([
      ...findLongest(
        block,
        entries.filter(({ name }) => !(name in innocents)),
      ),
      ...longest,
    ]),
  ];
}

function findLongest({ startTime, durationMs }, entries) {
  const shares = new Map();
  for (const { name, from, to } of entries) {
    const ms = Math.min(to, startTime + durationMs + CLOCK_MS) - Math.max(from, startTime - CLOCK_MS);
    if (ms > 0) shares.set(name, (shares.get(name) ?? 0) + ms);
  }
  const most = Math.max(0, ...shares.values());
  return [...shares].filter(([, ms]) => ms >= CULPRIT_SHARE * most).map(([name]) => name);
}

function isOf(name, { attribution, api, frames }) {
  const allowed = [...functionsOf(name), ...HARNESS];
  const caller = CALLERS[name in innocents ? 1 : 0];
  const isOwn = ({ function: shown }) => shown === caller || functionsOf(name).includes(shown.split('.').at(-1));
  if (api !== undefined && !apisOf(name).includes(api)) return false;
  if (attribution === 'api' && api === undefined) return false;
  // A call whose site is not known has no frames; a stack always has.
  if (frames.length === 0) return attribution === 'api';
  // Only what most of the time shows is claimed.
  const claimed = frames.filter(({ share }) => share > 0.5);
  return claimed.some(isOwn) && claimed.every(({ function: shown }) => allowed.includes(shown.split('.').at(-1)));
}

function findWrongFigure({ durationMs, cpuMs = 0, runQueueMs = 0, gcMs = 0, frames, apiShare = 0 }) {
  if (!(durationMs >= 0)) return 'a duration below zero';
  if (Math.max(cpuMs, runQueueMs, gcMs) > durationMs) return 'a part is longer than the whole';
  if (apiShare > 1 || frames.some(({ share }) => !(share >= 0 && share <= 1))) return 'a share is not from 0 to 1';
  return undefined;
}
