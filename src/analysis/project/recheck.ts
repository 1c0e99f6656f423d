/** When are files looked at again for changes? Seldom enough that looking costs little, however many there are. */

/** Not sooner than after so long. */
const RECHECK_MS = 2_000;

/** Looking takes no more than one part in so many of the time. */
const RECHECK_SHARE = 100;

export interface Recheck {
  isDue(): boolean;
  /** Looks, and sets when that is due again. */
  look<T>(look: () => T): T;
}

export function createRecheck(): Recheck {
  let next = -Infinity;
  return {
    isDue: () => performance.now() > next,
    look(look) {
      const start = performance.now();
      const found = look();
      const end = performance.now();
      next = end + Math.max(RECHECK_MS, (end - start) * RECHECK_SHARE);
      return found;
    },
  };
}
