import { clearTimeout, setTimeout } from 'node:timers';
import type { GcReading, LateBeat } from '../protocol.ts';

/** A late beat, with what garbage collection has taken, where that is known. */
export interface KnownBeat extends LateBeat {
  readonly gc?: GcReading;
}

export interface LateBeats {
  add(late: LateBeat): void;
  /** Passes on the one that waits, if any: all that is known of it is known. */
  release(gc?: GcReading): void;
}

/** A process that exits, or is blocked again at once, tells no more. */
const PATIENCE_MS = 20;

/** Passes late beats on in their order, each once the time in garbage collection is known, for which it waits briefly. */
export function createLateBeats(onKnown: (late: KnownBeat) => void): LateBeats {
  let waiting: LateBeat | undefined;
  let timer: NodeJS.Timeout | undefined;

  function release(gc?: GcReading): void {
    clearTimeout(timer);
    const late = waiting;
    waiting = undefined;
    if (late) onKnown({ ...late, ...(gc && { gc }) });
  }

  return {
    add(late) {
      release();
      waiting = late;
      if (late.gcFollows) timer = setTimeout(release, PATIENCE_MS);
      else release();
    },
    release,
  };
}
