import { now } from '../clock.ts';
import type { WatchdogSettings } from '../protocol.ts';
import { FLOAT } from '../shared-memory.ts';
import type { BlockRecord, ReportedEvent, SessionAtRisk } from '../record.ts';
import type { Detector } from './detector.ts';
import { LEVELS, levelOf, untilNextLevel } from './session-levels.ts';
import { readTasks, type Task, type TaskParts } from './tasks.ts';
import { isInGrace } from './case.ts';

/** The long tasks of `monitor.session()`: each has a deadline of its own, whether the loop is blocked or not. */
export interface TaskWatch {
  /** Looks now, and from then on whenever a task reaches a level. */
  readonly look: () => void;
  /** Blocks that begin and end. */
  readonly note: (event: ReportedEvent) => void;
}

interface TaskWatchParts extends TaskParts {
  readonly getDetector: () => Pick<Detector, 'observeClock'>;
  readonly say: (event: ReportedEvent) => void;
}

/** Tasks that reach a level so soon one after the other are raised together. */
const LEAST_MS = 50;
const MAX_TIMER_MS = 2 ** 31 - 1;
/** A block is named as the reason when it has taken this share of the time without a touch. */
const MOST = 0.5;

export function createTaskWatch({ getDetector, say, ...parts }: TaskWatchParts): TaskWatch {
  const { shared, getSettings } = parts;
  const { floats } = shared;
  const alarms = createAlarms();
  const blocks = createBlockMemory();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    clearTimeout(timer);
    // Before the slots are read: the main thread wakes this one for what it writes from here on.
    floats[FLOAT.TASKS_DUE] = Infinity;
    // Before the tasks are judged: a process that was stopped was not slow.
    getDetector().observeClock();
    const at = now();
    const tasks = readTasks(parts, at);
    if (!isInGrace(shared, at)) raise(tasks, at);
    const dueMs = Math.max(LEAST_MS, untilNext(tasks, at));
    if (dueMs === Infinity) return;
    floats[FLOAT.TASKS_DUE] = at + dueMs;
    // A timer may come a fraction of a millisecond early, and would find nothing.
    timer = setTimeout(look, Math.min(Math.ceil(dueMs) + 1, MAX_TIMER_MS));
  }

  function raise(tasks: readonly Task[], at: number): void {
    for (const session of alarms.take(tasks, getSettings().levels)) {
      const block = blocks.blame(session.utilization * session.timeoutMs, at);
      say({ event: 'session-at-risk', time: Date.now(), ...(block && { block }), session });
    }
  }

  function untilNext(tasks: readonly Task[], at: number): number {
    const { levels } = getSettings();
    const dues = tasks.map(({ usedMs, timeoutMs }) => untilNextLevel(usedMs, timeoutMs, levels));
    const graceMs = (floats[FLOAT.GRACE_UNTIL] ?? 0) - at;
    return tasks.length > 0 && graceMs > 0 ? graceMs : Math.min(Infinity, ...dues);
  }

  return { look, note: blocks.note };
}

function createBlockMemory(): Pick<TaskWatch, 'note'> & { blame(usedMs: number, at: number): BlockRecord | undefined } {
  let block: { readonly record: BlockRecord; readonly at: number } | undefined;
  return {
    note({ event, block: record }: ReportedEvent): void {
      if (event === 'recovered' || event === 'paused') block = undefined;
      else if (record) block = { record, at: now() };
    },
    /** The block in progress, unless the task was slow before it. */
    blame(usedMs: number, at: number): BlockRecord | undefined {
      if (!block) return undefined;
      const durationMs = Math.round(block.record.durationMs + at - block.at);
      return durationMs >= MOST * usedMs ? { ...block.record, durationMs } : undefined;
    },
  };
}

/** What has been said of each task since it was last touched. */
function createAlarms() {
  let said = new Map<number, { readonly touchedAt: number; readonly rank: number }>();

  return {
    /** The levels reached since this was last asked: one alarm per name, with the worst of its tasks. */
    take(tasks: readonly Task[], levels: WatchdogSettings['levels']) {
      const alarms = new Map<string, SessionAtRisk>();
      const next: typeof said = new Map();
      for (const { slot, name, touchedAt, timeoutMs, usedMs } of tasks) {
        const level = levelOf(usedMs / timeoutMs, levels);
        const rank = LEVELS.indexOf(level);
        const before = said.get(slot);
        const isNew = rank > (before?.touchedAt === touchedAt ? before.rank : 0);
        next.set(slot, { touchedAt, rank });
        if (level === 'ok' || !isNew) continue;
        const utilization = Math.round((usedMs / timeoutMs) * 1000) / 1000;
        const known = alarms.get(name);
        const session = {
          name,
          timeoutMs,
          level,
          utilization,
          remainingMs: Math.max(0, Math.round(timeoutMs - usedMs)),
        };
        const worst = known && known.utilization >= utilization ? known : session;
        alarms.set(name, { ...worst, count: (known?.count ?? 0) + 1 });
      }
      said = next;
      return [...alarms.values()];
    },
  };
}
