/**
 * What one file does for the migration of a whole project. Fixes come to one file after another, and perhaps never to
 * some, so the callers go first: awaiting what is not a promise changes little. A function becomes async once every other
 * file awaits it, and so each step leaves the project working.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import {
  type BlockingCall,
  findBlockingCalls,
  findBlockingCode,
  type Interest,
} from '../../analysis/blocking-calls.ts';
import { type BlockingChain, findBlockingChains, findHiddenCalls, findWaysOut } from '../../analysis/chains.ts';
import { readDirectives } from '../../analysis/facts/directives.ts';
import type { FunctionFact } from '../../analysis/facts/types.ts';
import { findOwnedCalls } from '../../analysis/owned-calls.ts';
import { findRewrite } from './awaited-form.ts';
import { type AsyncChange, type Place, planAsync, planAwaiting } from './become-async.ts';
import { type Change, createChange } from './change.ts';
import { findNode } from './find-node.ts';

export interface Migration {
  /** Undefined where nothing of the file can change now. */
  readonly change: Change | undefined;
  /** The calls that are rewritten. */
  readonly rewritten: ReadonlySet<unknown>;
  /** The calls that are awaited before what they call is async, by where they stand. */
  readonly awaited: ReadonlySet<string>;
  /** What would not be reported, but changes. */
  readonly dueCalls: readonly BlockingCall[];
  readonly dueChains: readonly BlockingChain[];
}

export function planMigration(place: Place, interest: Interest): Migration {
  const { analysis, sourceCode } = place;
  const directives = readDirectives(sourceCode.getAllComments());
  const reported = findReported(place, interest);
  const all = new Map([...reported, ...findOwnedCalls(analysis, interest)].map((one) => [one.call, one]));
  const isSilenced = ({ range: [start] }: Pick<BlockingChain, 'range'>): boolean =>
    directives.isSilenced(sourceCode.getLocFromIndex(start).line);
  const ahead = findAhead(place, interest).filter(({ chain }) => !isSilenced(chain));
  const change = createChange(
    place,
    [...all.values()].filter((found) => !isSilenced(found)),
    'file',
    ahead.map((one) => one.change),
  );
  const rewritten = new Set<unknown>(change?.calls.map(({ call }) => call));
  const known = new Set<unknown>(reported.map(({ call }) => call));
  const chains = new Set(findBlockingChains(analysis, interest).map(getKey));
  return {
    change,
    rewritten,
    awaited: new Set(ahead.map(({ chain }) => getKey(chain))),
    dueCalls: change?.calls.filter(({ call }) => !known.has(call)) ?? [],
    dueChains: ahead.flatMap(({ chain }) => (chains.has(getKey(chain)) ? [] : [chain])),
  };
}

export function getKey({ range }: { readonly range: readonly [number, number] }): string {
  return range.join();
}

/** The blocking calls of the file that a report leads to. */
function findReported({ analysis }: Place, interest: Interest): BlockingCall[] {
  const ends = findBlockingChains(analysis, interest).flatMap(({ end }) => end ?? []);
  return [
    ...findBlockingCalls(analysis, interest),
    ...findHiddenCalls(analysis, interest),
    ...ends.filter(({ call }) => analysis.facts.calls.includes(call)),
  ];
}

interface Ahead {
  readonly chain: BlockingChain;
  readonly change: AsyncChange;
}

/** The calls of functions in other files that can become async in the end, and can be awaited now. */
function findAhead(place: Place, interest: Interest): Ahead[] {
  const { linted } = place.analysis.files;
  const due = new Map<FunctionFact, ReadonlySet<TSESTree.Node>>();
  return findWaysOut(place.analysis, interest).flatMap(({ chain, parts }) => {
    const node = findNode(linted, chain.range);
    const isDue = [...parts].some((part) => {
      if (!due.has(part)) due.set(part, findDueCalls(place, interest, part));
      return node !== undefined && due.get(part)?.has(node);
    });
    const change = node && isDue ? planAwaiting(place, 'file', node) : undefined;
    return change ? [{ chain, change }] : [];
  });
}

/** The calls, anywhere in the project, that are awaited once what blocks in this function is. */
function findDueCalls(place: Place, interest: Interest, fact: FunctionFact): ReadonlySet<TSESTree.Node> {
  const { analysis } = place;
  const node = analysis.graph.get(fact);
  const file = node?.contexts.has('serving') ? analysis.files.get(node.file.path) : undefined;
  if (!node || !file) return new Set();
  const { made } = findBlockingCode(node.file, analysis.resolveIn, interest);
  const found = [...made.values()].filter(({ call }) => call.function === fact.id && !call.disabled);
  const changes = found.flatMap((one) => {
    const blocking = findNode(file, one.range);
    if (!blocking || !findRewrite(file.path, one, blocking)) return [];
    return planAsync(place, 'project', blocking, file) ?? [];
  });
  const possible = changes.filter(({ calls }) => [...calls.values()].every((other) => analysis.getFacts(other.path)));
  return new Set(possible.flatMap(({ calls }) => [...calls.keys()]));
}
