import { FLOAT, INT, type Shared, type Site } from '../protocol.ts';

/** The synchronous API that the main thread is in. */
export interface RunningCall {
  readonly api: number;
  readonly startedAt: number;
  /** The call site, where the call recorded it first. */
  readonly site?: Site;
}

/** Reads the mark; undefined when there is none, or when it changed while it was read. */
export function readRunningCall(shared: Shared): RunningCall | undefined {
  const { ints, floats } = shared;
  const mark = Atomics.load(ints, INT.MARK);
  const sequence = Atomics.load(ints, INT.MARK_SEQUENCE);
  if (mark === 0) return undefined;
  const startedAt = floats[FLOAT.MARK_AT] ?? 0;
  const site = readSite(shared);
  const isSame = Atomics.load(ints, INT.MARK) === mark && Atomics.load(ints, INT.MARK_SEQUENCE) === sequence;
  return isSame ? { api: mark - 1, startedAt, ...(site && { site }) } : undefined;
}

function readSite({ ints, site }: Shared): Site | undefined {
  const length = Atomics.load(ints, INT.SITE_LENGTH);
  if (length === 0) return undefined;
  try {
    return JSON.parse(site.toString('utf8', 0, length)) as Site;
  } catch {
    // Overwritten by the next call while it was read.
    return undefined;
  }
}
