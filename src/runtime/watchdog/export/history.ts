import type { BlockRecord, ReportedEvent } from '../../record.ts';
import type { Live } from './live.ts';

/** The last minutes, and the worst call sites, for the live page. */
export interface History {
  start(): void;
  note(event: ReportedEvent): void;
  /** Delays are milliseconds, one a second, the newest last. */
  read(stacks: boolean): {
    readonly delays: readonly number[];
    readonly blocks: number;
    readonly sites: readonly Site[];
  };
}

interface Site {
  /** The API, or the cause where none is known. */
  readonly what: string;
  /** The line, where stacks may be shown. */
  readonly where?: string;
  readonly instead?: string;
  readonly count: number;
  readonly totalMs: number;
  readonly maxMs: number;
}

const SECONDS = 300;
const TICK_MS = 1000;
/** Call sites kept, of which the page shows the worst. */
const MAX_SITES = 100;
const SHOWN_SITES = 8;

export function createHistory(live: Live): History {
  const sites = new Map<string, Site>();
  let delays: number[] = [];
  let blocks = 0;
  let timer: NodeJS.Timeout | undefined;

  return {
    start() {
      timer ??= setInterval(() => {
        delays = [...delays, Math.round(live.takeWorstDelay())].slice(-SECONDS);
      }, TICK_MS);
    },
    note(event) {
      if (event.event !== 'recovered') return;
      blocks += 1;
      addSite(sites, event.block);
    },
    read(stacks) {
      const worst = [...sites.values()].sort((one, other) => other.totalMs - one.totalMs).slice(0, SHOWN_SITES);
      return { delays, blocks, sites: stacks ? worst : merge(worst.map(({ where: _where, ...site }) => site)) };
    },
  };
}

function addSite(sites: Map<string, Site>, { api, instead, frames, cause, durationMs }: BlockRecord): void {
  const [frame] = frames;
  const what = api ?? (cause === 'js' ? 'JavaScript' : cause);
  const where = frame && `${frame.function} (${frame.file}:${frame.line}:${frame.column})`;
  const key = `${what} ${where ?? ''}`;
  const before = sites.get(key);
  sites.delete(key);
  sites.set(key, {
    what,
    ...(where !== undefined && { where }),
    ...(instead !== undefined && { instead }),
    count: (before?.count ?? 0) + 1,
    totalMs: (before?.totalMs ?? 0) + durationMs,
    maxMs: Math.max(before?.maxMs ?? 0, durationMs),
  });
  if (sites.size <= MAX_SITES) return;
  const [least] = [...sites].sort(([, one], [, other]) => one.totalMs - other.totalMs);
  if (least) sites.delete(least[0]);
}

/** Without their lines, several sites may read the same. */
function merge(sites: readonly Site[]): Site[] {
  const merged = new Map<string, Site>();
  for (const site of sites) {
    const before = merged.get(site.what);
    const { count = 0, totalMs = 0, maxMs = 0 } = before ?? {};
    merged.set(site.what, {
      ...site,
      count: count + site.count,
      totalMs: totalMs + site.totalMs,
      maxMs: Math.max(maxMs, site.maxMs),
    });
  }
  return [...merged.values()];
}
