import type { WatchdogSettings } from '../protocol.ts';
import { INT, type Shared } from '../shared-memory.ts';
import type { Pauses } from './pauses.ts';
import { readTaskKinds } from './tasks.ts';
import type { SessionAtRisk, SessionState } from '../record.ts';
import { LEVELS, levelOf, untilNextLevel, type LevelShares } from './session-levels.ts';

export interface Kind {
  readonly name: string;
  readonly timeoutMs: number;
  readonly count: number | undefined;
  /** Of long tasks: how long the worst has not been touched. All others count from when the loop was last free. */
  readonly usedMs?: number;
  /** Of long tasks: how many have reached a level. */
  readonly atRisk?: number;
}

export interface SessionWatch {
  /** The kinds that have sessions now, as the main thread last described them, and the long tasks. */
  kinds(): Kind[];
  /**
   * What a loop that was last free this long ago does to each kind.
   *
   * @param counts those of a block that is over: who was served has left since
   */
  states(sinceFreeMs: number, counts?: readonly number[]): SessionState[];
  /** The kinds that have reached a new level since `freeAt`, each with its highest. */
  newlyAtRisk(sinceFreeMs: number, freeAt: number, counts?: readonly number[]): SessionAtRisk[];
  /** Milliseconds until any kind reaches its next level. */
  untilNext(sinceFreeMs: number): number;
}

/** The sessions as the main thread last described them, and what has been said about them since the loop was free. */
export function createSessionWatch(shared: Shared, getSettings: () => WatchdogSettings, pauses: Pauses): SessionWatch {
  const said = new Map<string, number>();
  let saidSince = 0;

  function readKinds(counts?: readonly number[]): Kind[] {
    const kinds = getSettings().sessions.slice(0, Atomics.load(shared.ints, INT.SESSIONS));
    return kinds
      .map((name, index) => {
        const count = counts?.[index] ?? shared.sessions[2 * index + 1] ?? -1;
        return { name, timeoutMs: shared.sessions[2 * index] ?? 0, count: count < 0 ? undefined : count };
      })
      .filter(({ timeoutMs }) => timeoutMs > 0);
  }

  function readAll(counts?: readonly number[]): Kind[] {
    return [...readKinds(counts), ...readTaskKinds({ shared, pauses, getSettings })];
  }

  return {
    kinds: () => readAll(),
    states(sinceFreeMs, counts) {
      const { levels } = getSettings();
      return readAll(counts).map((kind) => toState(kind, sinceFreeMs, levels));
    },
    newlyAtRisk(sinceFreeMs, freeAt, counts) {
      const { levels } = getSettings();
      if (freeAt !== saidSince) said.clear();
      saidSince = freeAt;
      return readKinds(counts).flatMap((kind) => {
        const level = levelOf(sinceFreeMs / kind.timeoutMs, levels);
        const rank = LEVELS.indexOf(level);
        // Nobody is at risk where nobody is connected.
        if (level === 'ok' || kind.count === 0 || rank <= (said.get(kind.name) ?? 0)) return [];
        said.set(kind.name, rank);
        return [describe(kind, level, sinceFreeMs)];
      });
    },
    untilNext(sinceFreeMs) {
      const { levels } = getSettings();
      return Math.min(Infinity, ...readKinds().map(({ timeoutMs }) => untilNextLevel(sinceFreeMs, timeoutMs, levels)));
    },
  };
}

export function toState(
  { name, timeoutMs, count, usedMs }: Kind,
  sinceFreeMs: number,
  levels: LevelShares,
): SessionState {
  const share = (usedMs ?? sinceFreeMs) / timeoutMs;
  return { name, utilization: round(share), level: levelOf(share, levels), ...(count !== undefined && { count }) };
}

function describe({ name, timeoutMs, count }: Kind, level: SessionAtRisk['level'], sinceFreeMs: number): SessionAtRisk {
  return {
    name,
    timeoutMs,
    level,
    utilization: round(sinceFreeMs / timeoutMs),
    remainingMs: Math.max(0, Math.round(timeoutMs - sinceFreeMs)),
    ...(count !== undefined && { count }),
  };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
