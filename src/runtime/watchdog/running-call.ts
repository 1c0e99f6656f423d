import type { HeavyCall, ModuleLoad, Site, Usage } from '../protocol.ts';
import { FLOAT, INT, type Shared } from '../shared-memory.ts';
import { readUsage } from '../usage.ts';

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
  const site = parse(shared.site, Atomics.load(ints, INT.SITE_LENGTH)) as Site | undefined;
  const isSame = Atomics.load(ints, INT.MARK) === mark && Atomics.load(ints, INT.MARK_SEQUENCE) === sequence;
  return isSame ? { api: mark - 1, startedAt, ...(site && { site }) } : undefined;
}

/** What the calls that have returned since the last beat have taken. */
export function readReturnedCalls(shared: Shared): Usage {
  return readUsage(shared, (api) => {
    const heavy = readHeavyCall(shared);
    return heavy?.api === api ? heavy : undefined;
  });
}

/** The large module that is loaded now, or has been since the last beat. */
export function readModuleLoad({ ints, load }: Shared): ModuleLoad | undefined {
  return parse(load, Atomics.load(ints, INT.LOAD_LENGTH)) as ModuleLoad | undefined;
}

function readHeavyCall({ ints, heavy }: Shared): HeavyCall | undefined {
  const sequence = Atomics.load(ints, INT.HEAVY_SEQUENCE);
  const call = parse(heavy, Atomics.load(ints, INT.HEAVY_LENGTH)) as HeavyCall | undefined;
  return sequence % 2 === 0 && Atomics.load(ints, INT.HEAVY_SEQUENCE) === sequence ? call : undefined;
}

function parse(memory: Buffer, length: number): unknown {
  if (length === 0) return undefined;
  try {
    return JSON.parse(memory.toString('utf8', 0, length));
  } catch {
    // Overwritten by the next call while it was read.
    return undefined;
  }
}
