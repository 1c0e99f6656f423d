import type { Level } from '../record.ts';

export interface LevelShares {
  readonly warning: number;
  readonly critical: number;
}

/** In the order in which a block reaches them. */
export const LEVELS: readonly Level[] = ['ok', 'warning', 'critical', 'lost'];

/** The level of a session whose timeout has been used up to this share. */
export function levelOf(utilization: number, { warning, critical }: LevelShares): Level {
  if (utilization >= 1) return 'lost';
  if (utilization >= critical) return 'critical';
  return utilization >= warning ? 'warning' : 'ok';
}

/** Time until the next level in milliseconds, Infinity when the session is lost already. */
export function untilNextLevel(usedMs: number, timeoutMs: number, { warning, critical }: LevelShares): number {
  const next = [warning, critical, 1].map((share) => share * timeoutMs - usedMs).filter((ms) => ms > 0);
  return Math.min(Infinity, ...next);
}
