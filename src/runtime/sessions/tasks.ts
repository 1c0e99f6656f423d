import { now } from '../clock.ts';
import { checkFields, isBetween, isObject, isText, show, wrong, type Check } from '../check.ts';
import type { ToWatchdog } from '../protocol.ts';
import { FLOAT, INT, MAX_SESSIONS, MAX_TASKS, TASK_FIELDS, type Shared } from '../shared-memory.ts';

/** A session for one long task: a streamed answer, an import, a job that must report back in time. */
export interface TaskSession {
  /** The other side has heard of it: its timeout begins anew. Cheap enough to call per chunk. */
  touch(): void;
  /** It is done, and nothing is said of it any more. */
  end(): void;
  [Symbol.dispose](): void;
}

export interface TaskSessionOptions {
  /** Appears in warnings and as a metric attribute, so it must not be made per task. */
  readonly name: string;
  /** After this time without `touch()` the task is lost, in milliseconds. */
  readonly timeoutMs: number;
}

export interface Tasks {
  /** Throws a `TypeError` for wrong options. */
  readonly open: (options: TaskSessionOptions) => TaskSession;
  readonly names: readonly string[];
}

interface TasksParts {
  readonly shared: Shared;
  /** The `warning` share. */
  readonly getWarning: () => number;
  /** There is a new name. */
  readonly onName: () => void;
  readonly send: (message: ToWatchdog) => void;
}

/** Names after these are all called `other`: a name per task must not become a series per task. */
const MAX_NAMES = MAX_SESSIONS;
const OTHER = 'other';

const CALLER = 'monitor.session';
const CHECKS: Readonly<Record<keyof TaskSessionOptions, Check>> = {
  name: { expected: 'a name', holds: isText },
  timeoutMs: {
    expected: 'milliseconds above 0',
    holds: (value) => isBetween(value, Number.MIN_VALUE, Number.MAX_VALUE),
  },
};

/** The long tasks of a monitor, kept in shared memory so that the watchdog sees their deadlines while the loop is blocked. */
export function createTasks({ shared, getWarning, onName, send }: TasksParts): Tasks {
  const { ints, floats, tasks } = shared;
  const names: string[] = [];
  const free: number[] = [];

  function indexOf(name: string): number {
    const known = names.indexOf(name);
    if (known >= 0) return known;
    if (names.length >= MAX_NAMES) return indexOf(OTHER);
    names.push(names.length === MAX_NAMES - 1 ? OTHER : name);
    onName();
    return names.length - 1;
  }

  function takeSlot(): number | undefined {
    const slot = free.pop() ?? Atomics.load(ints, INT.TASKS);
    if (slot < MAX_TASKS) return slot;
    warnOfTooMany();
    return undefined;
  }

  return {
    names,
    open(options) {
      check(options);
      const { name, timeoutMs } = options;
      const slot = takeSlot();
      if (slot === undefined) return UNWATCHED;
      const at = slot * TASK_FIELDS;
      const touchedAt = now();
      tasks.set([indexOf(name) + 1, touchedAt, timeoutMs], at);
      if (slot >= Atomics.load(ints, INT.TASKS)) Atomics.store(ints, INT.TASKS, slot + 1);
      // The watchdog says when it looks next before it reads the slots: what it has not read, it is told of here.
      if (touchedAt + getWarning() * timeoutMs < (floats[FLOAT.TASKS_DUE] ?? 0)) send({ type: 'task' });
      return createTask(tasks, at, () => free.push(slot));
    },
  };
}

function createTask(tasks: Float64Array, at: number, release: () => void): TaskSession {
  let hasEnded = false;
  function end(): void {
    if (hasEnded) return;
    hasEnded = true;
    tasks[at] = 0;
    release();
  }
  return {
    touch() {
      if (!hasEnded) tasks[at + 1] = now();
    },
    end,
    [Symbol.dispose]: end,
  };
}

const nothing = () => undefined;
const UNWATCHED: TaskSession = { touch: nothing, end: nothing, [Symbol.dispose]: nothing };

let hasWarned = false;

/** Once: whoever has so many tasks has perhaps forgotten to end them. */
function warnOfTooMany(): void {
  if (hasWarned) return;
  hasWarned = true;
  const text = `More than ${MAX_TASKS} sessions of ${CALLER}() at once; those beyond are not watched. Is end() called?`;
  process.emitWarning(text, { type: 'UnblockedWarning', code: 'UNBLOCKED_TASKS' });
}

function check(options: unknown): void {
  if (!isObject(options)) throw new TypeError(`${CALLER}: expected { name, timeoutMs }, got ${show(options)}`);
  checkFields(options, CHECKS, '', CALLER);
  for (const key of ['name', 'timeoutMs'] as const) {
    if (options[key] === undefined) throw wrong(key, CHECKS[key].expected, undefined, CALLER);
  }
}
