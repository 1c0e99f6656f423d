/** What was reported, by keys, as it is saved. */
import type { Report } from './recorded.ts';

export type ReportsByKey = ReadonlyMap<string, readonly Report[]>;

interface Saved {
  /** The keys of the files on which nothing was reported: most of them. */
  readonly silent: readonly string[];
  readonly reports: Readonly<Record<string, readonly Report[]>>;
}

export function serialize(all: ReportsByKey): string {
  const silent = [...all].flatMap(([key, reports]) => (reports.length === 0 ? [key] : []));
  const reports = Object.fromEntries([...all].filter(([, { length }]) => length > 0));
  return JSON.stringify({ silent, reports } satisfies Saved);
}

/** Nothing, where it is not whole. */
export function deserialize(saved: Buffer): (readonly [string, readonly Report[]])[] {
  try {
    const { silent, reports } = JSON.parse(saved.toString()) as Saved;
    return [...silent.map((key) => [key, []] as const), ...Object.entries(reports)];
  } catch {
    return [];
  }
}
