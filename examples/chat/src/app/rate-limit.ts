const PACE_MS = 10_000;
const BACK_OFF_MS = 4_000;

const lastMessageAt = new Map<string, number>();

/** How long this message of the user has to wait: not at all, or 4 s if the one before it is less than 10 s old. */
export function backOffMs(user: string): number {
  const now = Date.now();
  const previousAt = lastMessageAt.get(user) ?? -Infinity;
  lastMessageAt.set(user, now);
  return now - previousAt < PACE_MS ? BACK_OFF_MS : 0;
}
