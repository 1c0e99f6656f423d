import { INT, type Shared } from '../protocol.ts';
import type { SessionAtRisk, SessionState } from '../record.ts';
import { LEVELS, levelOf, untilNextLevel, type LevelShares } from './session-levels.ts';

export interface Kind {
  readonly name: string;
  readonly timeoutMs: number;
  readonly count: number | undefined;
}

export interface SessionWatch {
  /** The kinds that have sessions now, as the main thread last described them. */
  kinds(): Kind[];
  /** What a loop that was last free this long ago does to each kind. */
  states(sinceFreeMs: number, levels: LevelShares): SessionState[];
  /** The kinds that have reached a new level since `freeAt`, each with its highest. */
  newlyAtRisk(sinceFreeMs: number, levels: LevelShares, freeAt: number): SessionAtRisk[];
  /** Milliseconds until any kind reaches its next level. */
  untilNext(sinceFreeMs: number, levels: LevelShares): number;
}

/** The sessions as the main thread last described them, and what has been said about them since the loop was free. */
export function createSessionWatch(shared: Shared, getNames: () => readonly string[]): SessionWatch {
  const said = new Map<string, number>();
  let saidSince = 0;

  function readKinds(): Kind[] {
    const kinds = getNames().slice(0, Atomics.load(shared.ints, INT.SESSIONS));
    return kinds
      .map((name, index) => {
        const count = shared.sessions[2 * index + 1] ?? -1;
        return { name, timeoutMs: shared.sessions[2 * index] ?? 0, count: count < 0 ? undefined : count };
      })
      .filter(({ timeoutMs }) => timeoutMs > 0);
  }

  return {
    kinds: readKinds,
    states(sinceFreeMs, levels) {
      return readKinds().map(({ name, timeoutMs, count }) => ({
        name,
        utilization: round(sinceFreeMs / timeoutMs),
        level: levelOf(sinceFreeMs / timeoutMs, levels),
        ...(count !== undefined && { count }),
      }));
    },
    newlyAtRisk(sinceFreeMs, levels, freeAt) {
      if (freeAt !== saidSince) said.clear();
      saidSince = freeAt;
      return readKinds().flatMap((kind) => {
        const level = levelOf(sinceFreeMs / kind.timeoutMs, levels);
        const rank = LEVELS.indexOf(level);
        // Nobody is at risk where nobody is connected.
        if (level === 'ok' || kind.count === 0 || rank <= (said.get(kind.name) ?? 0)) return [];
        said.set(kind.name, rank);
        return [describe(kind, level, sinceFreeMs)];
      });
    },
    untilNext(sinceFreeMs, levels) {
      return Math.min(Infinity, ...readKinds().map(({ timeoutMs }) => untilNextLevel(sinceFreeMs, timeoutMs, levels)));
    },
  };
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
