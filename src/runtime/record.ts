/** The words for one block: the same object in events, JSON lines, and diagnostics channels. */

export type Cause =
  | 'js'
  | 'sync-call'
  | 'native'
  | 'blocked-syscall'
  | 'gc'
  | 'cpu-starved'
  | 'cpu-throttled'
  | 'paused'
  | 'debugger'
  | 'suspended'
  | 'unknown';

/**
 * How sure the culprit is. `exact`: seen on the stack, repeatedly, while the loop was blocked. `api`: a synchronous
 * Node.js API was running, known by its mark. `inferred`: a large module was being loaded, required by that line.
 * `late`: the stack could only be read after the fact and is therefore not shown. `none`: nothing is known.
 */
export type Attribution = 'exact' | 'api' | 'profile' | 'late' | 'inferred' | 'none';

export type Invoker = 'timer' | 'immediate' | 'io' | 'microtask' | 'nextTick' | 'module' | 'unknown';

export type Level = 'ok' | 'warning' | 'critical' | 'lost';

export type ContextValue = string | number | boolean;

export type Context = Record<string, ContextValue>;

export interface Frame {
  readonly function: string;
  /** A path, mapped to the source where the file has a source map. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Share of the time for which stacks were read that shows the frame, 0 to 1. */
  readonly share: number;
}

/** The active span of OpenTelemetry, where there was one. */
export interface Trace {
  readonly traceId: string;
  readonly spanId: string;
}

/** What a block did to one kind of session. */
export interface SessionState {
  readonly name: string;
  /** Time since the loop was last free, or since the task was last touched, as a share of the session's timeout. */
  readonly utilization: number;
  readonly level: Level;
  /** Sessions of this kind within the block, as of the last heartbeat or stack, where the kind can count. */
  readonly count?: number;
}

export interface BlockRecord {
  readonly id: string;
  readonly pid: number;
  readonly thread: { readonly id: number; readonly name: string };
  /** Epoch milliseconds. */
  readonly startTime: number;
  /** So far, while `ended` is false. */
  readonly durationMs: number;
  /** `startup` within `startupGraceMs` of the start of the monitor. */
  readonly phase: 'startup' | 'serving';
  readonly ended: boolean;
  readonly cause: Cause;
  readonly attribution: Attribution;
  /** The synchronous API, by the catalog's name: `crypto.scryptSync`. */
  readonly api?: string;
  /** The API to use instead, by the catalog's name. */
  readonly instead?: string;
  /** A page that explains the way out. */
  readonly docs?: string;
  /** Calls of `api` within the block; only where the block was many calls. */
  readonly apiCalls?: number;
  /** Share of the block spent in `api`, 0 to 1. */
  readonly apiShare?: number;
  /** The program or the names of the files of the call; only with `syncCalls: 'arguments'`. */
  readonly apiArguments?: readonly string[];
  /** Time of the block that went to other code than `api` or `frames` name; only where that is more than a little. */
  readonly elsewhereMs?: number;
  /** The innermost frame first; frames of Node.js and of this package are left out. */
  readonly frames: readonly Frame[];
  readonly invoker?: Invoker;
  readonly shape?: 'one-call' | 'many-callbacks';
  readonly trace?: Trace;
  /** What the option `context` returned on the blocked stack. */
  readonly context?: Context;
  /** The reason of `allowBlocking`, where that is what blocks: only sessions at risk are reported of it. */
  readonly allowed?: string;
  /** CPU time of the blocked thread; elsewhere than on Linux of the process, and at most `durationMs`. */
  readonly cpuMs?: number;
  /** Time the blocked thread was ready to run and had no core (Linux). */
  readonly runQueueMs?: number;
  /** Time that a CPU quota (a container's limit) kept the process from running (Linux). */
  readonly throttledMs?: number;
  /** Time in garbage collection: of a block that is over, where a stack could be read early enough. */
  readonly gcMs?: number;
  /** Time the whole process was stopped, or a debugger held it. */
  readonly pausedMs?: number;
  readonly sessions: readonly SessionState[];
}

/** A session whose timeout a block uses up, or a long task whose deadline nears. */
export interface SessionAtRisk {
  readonly name: string;
  readonly timeoutMs: number;
  readonly level: Exclude<Level, 'ok'>;
  /** Time since the loop was last free, or since the task was last touched, as a share of `timeoutMs`. */
  readonly utilization: number;
  /** Time until the sessions are lost; 0 once they are. */
  readonly remainingMs: number;
  readonly count?: number;
}

interface SessionAtRiskEvent extends Omit<EventOf<'session-at-risk'>, 'block'> {
  /** None where a long task is merely slow and the loop is free. */
  readonly block?: BlockRecord;
  readonly session: SessionAtRisk;
}

interface EventOf<Name extends string> {
  readonly event: Name;
  /** Epoch milliseconds at which it became true. */
  readonly time: number;
  readonly block: BlockRecord;
}

/** The events of a monitor. On the main thread all of them come after the block; on stderr they come during it. */
export interface MonitorEvents {
  /** The loop has been blocked for longer than the threshold. */
  readonly block: EventOf<'block'>;
  /**
   * A block has used a share of the timeout of a session kind: once per level and block. Or a task of
   * `monitor.session()` nears its deadline: once per level and touch.
   */
  readonly 'session-at-risk': SessionAtRiskEvent;
  /** The loop is free again; the record is complete. */
  readonly recovered: EventOf<'recovered'>;
  /** The process was stopped (SIGSTOP, a frozen container), held by a debugger, or suspended, which is no block. */
  readonly paused: EventOf<'paused'>;
}

/** One line of the JSON output. */
export type ReportedEvent = MonitorEvents[keyof MonitorEvents] | EventOf<'block-update'>;
