import { now } from '../clock.ts';
import type { WatchdogSettings } from '../protocol.ts';
import { INT, TASK_FIELDS, type Shared } from '../shared-memory.ts';
import type { Pauses } from './pauses.ts';
import type { Kind } from './sessions-at-risk.ts';

/** A task of `monitor.session()`. Times in milliseconds. */
export interface Task {
  readonly slot: number;
  readonly name: string;
  readonly touchedAt: number;
  readonly timeoutMs: number;
  /** Time without a touch; pauses of the process do not count. */
  readonly usedMs: number;
}

export interface TaskParts {
  readonly shared: Shared;
  readonly pauses: Pauses;
  readonly getSettings: () => WatchdogSettings;
}

/** As kinds of sessions: one per name, with the worst of its tasks. */
export function readTaskKinds(parts: TaskParts): Kind[] {
  const kinds = new Map<string, Kind>();
  const { warning } = parts.getSettings().levels;
  for (const { name, timeoutMs, usedMs } of readTasks(parts, now())) {
    const before = kinds.get(name);
    const isWorst = before?.usedMs === undefined || usedMs / timeoutMs > before.usedMs / before.timeoutMs;
    const atRisk = (before?.atRisk ?? 0) + (usedMs >= warning * timeoutMs ? 1 : 0);
    const count = (before?.count ?? 0) + 1;
    kinds.set(name, isWorst ? { name, timeoutMs, usedMs, count, atRisk } : { ...before, count, atRisk });
  }
  return [...kinds.values()];
}

/** The tasks that have not ended, as they are at this time. */
export function readTasks({ shared: { ints, tasks }, pauses, getSettings }: TaskParts, at: number): Task[] {
  const names = getSettings().tasks;
  return Array.from({ length: Atomics.load(ints, INT.TASKS) }, (_, slot) => slot).flatMap((slot) => {
    const [name = 0, touchedAt = 0, timeoutMs = 0] = tasks.subarray(slot * TASK_FIELDS, (slot + 1) * TASK_FIELDS);
    const known = names[name - 1];
    if (known === undefined) return [];
    const usedMs = Math.max(0, at - touchedAt - pauses.within(touchedAt, at));
    return [{ slot, name: known, touchedAt, timeoutMs, usedMs }];
  });
}
