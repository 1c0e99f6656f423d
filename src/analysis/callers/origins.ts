/** Where do ways to what blocks end in a file, and what does it start, as far as it tells by itself? */
import { findBlockingCall, type Interest, isBlocking } from '../blocking-calls.ts';
import { listens } from '../contexts/starters.ts';
import { startsWorker } from '../contexts/worker-files.ts';
import type { FileFacts, PauseFact, Value } from '../facts/types.ts';
import { createResolver, type Resolve, type Resolver } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';
import { findBusyWaits } from '../waiting/busy-waits.ts';
import { getAwaitedCall } from '../waiting/pauses.ts';
import { findStarving } from '../waiting/unyielding-loops.ts';
import { MAX_DEPTH } from './modules.ts';
import { getName as getKey } from './names.ts';
import { findGiven, getKept, getPassed, type Given, isOfOthers } from './given.ts';

export interface Origins {
  /** The functions that block. */
  readonly functions: ReadonlySet<number>;
  /** What blocks, by the names under which the file keeps it. */
  readonly names: ReadonlySet<string>;
}

/** What others pass to the file is judged by its name. */
export interface Holdings {
  readonly startsWorker: boolean;
  /** It makes a server listen. */
  readonly listens: boolean;
  /** The functions with a loop that waits, or lets nobody else run. */
  readonly waiting: ReadonlySet<number>;
  readonly given: Given;
  /** What blocks in the eyes of the user. */
  findBlocking(interest: Interest): Origins;
}

/** Resolves what a file tells by itself. */
export function createLocalResolver(): Resolver {
  return createResolver({
    getModules: () => [],
    getPassed: () => [],
    getAdded: () => [],
    getImplementations: () => [],
  });
}

/** What a search of the text has found. */
export interface Hints {
  /** The names by which what the file imports blocks. */
  readonly names: readonly RegExp[];
  readonly mayStartWorker: boolean;
}

/** @param resolve knows nothing of other files */
export function readHoldings(file: FileFacts, { names, mayStartWorker }: Hints, resolve: Resolve): Holdings {
  const known = new Map<string, Origins>();
  return {
    startsWorker: mayStartWorker && file.calls.some((call) => startsWorker(file, call, resolve)),
    listens: !file.forPages && file.calls.some(listens),
    given: findGiven(file, resolve),
    waiting: new Set(file.forPages ? [] : findWaiting(file, resolve)),
    findBlocking(interest) {
      let origins = known.get(interest.key);
      if (!origins) known.set(interest.key, (origins = findOrigins({ file, names, resolve, interest })));
      return origins;
    },
  };
}

/** What other files decide may be that nothing in a loop gets anywhere. */
function findWaiting(file: FileFacts, resolve: Resolve): number[] {
  const asOthers: Resolve = (of, value) => {
    const targets = resolve(of, value);
    const mayAsk = isOfOthers(of, value, targets) || (targets.length === 0 && ASKS_BY_NAME.test(getName(value)));
    return mayAsk ? [ASKS] : targets;
  };
  const mayBeInstant = (pause: PauseFact): boolean => {
    const callee = getAwaitedCall(file, pause)?.callee;
    return pause.immediate || (callee !== undefined && isOfOthers(file, callee, resolve(file, callee)));
  };
  const starving = file.loops.filter(
    ({ pauses, exits }) => pauses.length > 0 && pauses.every(mayBeInstant) && !exits.some(({ changed }) => changed),
  );
  return [
    ...findBusyWaits(file, asOthers).map(({ loop }) => loop.function),
    ...findStarving(file, resolve).map((found) => found.function.id),
    ...starving.map((loop) => loop.function),
  ];
}

const ASKS_BY_NAME =
  /^(?:is|has|can|did|was|should|check|get|peek|poll|test)(?![a-z])|(?:ready|done|empty|pending|finished|closed|connected|idle|busy|completed?)$/i;

/** Stands for a call that does nothing but ask. */
const ASKS: Target = { kind: 'api', module: 'global', path: 'Date.now' };

interface Question {
  readonly file: FileFacts;
  readonly names: readonly RegExp[];
  readonly resolve: Resolve;
  readonly interest: Interest;
}

function findOrigins({ file, names, resolve, interest }: Question): Origins {
  const isNamed = (value: Value): boolean => {
    const name = getName(value);
    return name !== '' && names.some((pattern) => pattern.test(name)) && isHandedIn(file, value);
  };
  // The module level runs before anything serves.
  const calls = file.calls.filter(
    (call) =>
      file.functions[call.function]?.kind !== 'module' &&
      (isNamed(call.callee) || findBlockingCall(file, call, resolve, interest)),
  );
  // What is passed or kept may be called by others.
  const kept = getKept(file).map(([, value]) => value);
  const references = [...getPassed(file.calls), ...kept, ...file.variables].filter(
    (value) => isNamed(value) || isBlocking(resolve(file, value), interest),
  );
  return {
    functions: new Set(calls.map((call) => call.function)),
    names: new Set(references.flatMap((value) => getKey(file, value) ?? [])),
  };
}

/** Whether only the callers know what it is. What is imported counts in the file that it comes from. */
function isHandedIn(file: FileFacts, value: Value | undefined, depth = 0): boolean {
  if (!value || depth > MAX_DEPTH) return false;
  switch (value.kind) {
    case 'parameter':
    case 'unknown':
      return true;
    case 'variable':
      return isHandedIn(file, file.variables[value.id], depth + 1);
    case 'member':
    case 'awaited':
      return isHandedIn(file, value.of, depth + 1);
    case 'union':
      return value.of.some((part) => isHandedIn(file, part, depth + 1));
    default:
      return false;
  }
}

function getName(value: Value): string {
  return 'name' in value ? value.name : '';
}
