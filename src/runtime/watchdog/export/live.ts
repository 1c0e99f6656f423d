import { now } from '../../clock.ts';
import type { WatchdogSettings } from '../../protocol.ts';
import { INT, RECENT_DELAYS, type Shared } from '../../shared-memory.ts';
import type { BlockRecord, ReportedEvent, SessionState } from '../../record.ts';
import { takeLook, type Look } from '../detector.ts';
import type { Pauses } from '../pauses.ts';
import { isInGrace } from '../case.ts';
import { toState, type SessionWatch } from '../sessions-at-risk.ts';

/** The state of the loop at this moment, for whoever asks while it is blocked. */
export interface Live {
  note(event: ReportedEvent): void;
  /** Age of the block in progress in milliseconds, 0 while there is none. */
  activeMs(): number;
  /** The block in progress, as old as it is now. */
  block(): BlockRecord | undefined;
  sessions(): readonly LiveSession[];
  /** The longest event loop delay since this was last asked, in milliseconds; one reader only. */
  readonly takeWorstDelay: () => number;
}

interface LiveSession extends SessionState {
  readonly timeoutMs: number;
  readonly remainingMs: number;
  /** Those about to be dropped; 1 for a kind that cannot count. */
  readonly atRisk: number;
}

interface LiveParts {
  readonly shared: Shared;
  readonly pauses: Pauses;
  readonly sessions: SessionWatch;
  readonly getSettings: () => WatchdogSettings;
}

export function createLive({ shared, pauses, sessions, getSettings }: LiveParts): Live {
  let reported: BlockRecord | undefined;
  const takeWorstDelay = createDelayReader(shared, pauses);

  function look(): Look {
    return takeLook(shared, pauses);
  }

  function activeMs(): number {
    const { ageMs, thresholdMs, heartbeatMs } = look();
    return ageMs >= thresholdMs ? ageMs + heartbeatMs / 2 : 0;
  }

  function states(): LiveSession[] {
    const { at, freeAt, heartbeatMs, pausedMs } = look();
    const isBlocked = activeMs() > 0 && !isInGrace(shared, now());
    const sinceFreeMs = isBlocked ? Math.max(0, at - freeAt - heartbeatMs / 2 - pausedMs) : 0;
    return sessions.kinds().map((kind) => {
      const { timeoutMs, usedMs = sinceFreeMs, count = 1 } = kind;
      const state = toState(kind, sinceFreeMs, getSettings().levels);
      const atRisk = kind.atRisk ?? (state.level === 'ok' ? 0 : count);
      return { ...state, timeoutMs, remainingMs: Math.max(0, Math.round(timeoutMs - usedMs)), atRisk };
    });
  }

  return {
    note({ event, block }) {
      if (event === 'recovered' || event === 'paused') reported = undefined;
      else if (block) reported = block;
    },
    activeMs,
    block() {
      const ms = activeMs();
      if (!reported || ms === 0) return undefined;
      const current = states().map(({ name, utilization, level, count }) => {
        return { name, utilization, level, ...(count !== undefined && { count }) };
      });
      return { ...reported, durationMs: Math.round(ms), sessions: current };
    },
    sessions: states,
    takeWorstDelay,
  };
}

function createDelayReader(shared: Shared, pauses: Pauses): () => number {
  let read = Atomics.load(shared.ints, INT.DELAYS);
  return () => {
    const written = Atomics.load(shared.ints, INT.DELAYS);
    const fresh = Math.min(RECENT_DELAYS, written - read);
    const delays = Array.from({ length: fresh }, (_, index) => {
      return shared.recentDelays[(written - 1 - index) % RECENT_DELAYS] ?? 0;
    });
    read = written;
    const { ageMs, thresholdMs } = takeLook(shared, pauses);
    return Math.max(0, ...delays, ageMs >= thresholdMs / 2 ? ageMs : 0);
  };
}
