import { now } from '../clock.ts';
import { isHushed } from '../protocol.ts';
import type { BlockRecord, ReportedEvent } from '../record.ts';

const HOUR_MS = 3_600_000;
/** Call sites that are remembered; the one that was reported least recently is forgotten. */
const MAX_SITES = 500;

interface Site {
  /** When it was reported in full, the latest last. */
  readonly reports: readonly number[];
  readonly longestMs: number;
}

/**
 * Full reports per call site and hour. What exceeds them is one line, `recovered`, for each block; no count and no
 * alarm for a session is ever left out. A block that lasts twice as long as any that was reported of its site is news.
 *
 * @param getMost full reports of one site in an hour.
 * @returns the event to report, or undefined. A block whose report begins late begins with `block`.
 */
export function createReportLimit(getMost: () => number): (event: ReportedEvent) => ReportedEvent | undefined {
  const sites = new Map<string, Site>();
  let admitted = '';

  function isAdmitted(block: BlockRecord): boolean {
    const key = toKey(block);
    const at = now();
    const { reports = [], longestMs = 0 } = sites.get(key) ?? {};
    const recent = reports.filter((time) => at - time < HOUR_MS);
    if (recent.length >= getMost() && block.durationMs < 2 * longestMs) return false;
    sites.delete(key);
    sites.set(key, { reports: [...recent, at].slice(-getMost()), longestMs: Math.max(longestMs, block.durationMs) });
    const [oldest] = sites.keys();
    if (sites.size > MAX_SITES && oldest !== undefined) sites.delete(oldest);
    return true;
  }

  function note(block: BlockRecord): void {
    const key = toKey(block);
    const site = sites.get(key);
    if (site && block.id === admitted)
      sites.set(key, { ...site, longestMs: Math.max(site.longestMs, block.durationMs) });
  }

  return (event) => {
    if (event.event === 'recovered') note(event.block);
    if (event.event !== 'block' && event.event !== 'block-update') return event;
    // What is hushed has not begun to be reported.
    if (isHushed(event) || event.block.id === admitted) return event;
    if (!isAdmitted(event.block)) return undefined;
    admitted = event.block.id;
    return { ...event, event: 'block' };
  };
}

/** Lines move within a loop; the function is what stays. */
function toKey({ api, cause, frames: [frame] }: BlockRecord): string {
  return JSON.stringify([api ?? cause, frame?.function, frame?.file]);
}
