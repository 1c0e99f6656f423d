/**
 * The memory that both threads see, which the watchdog can read while the main thread is blocked. Every slot has one
 * writer, the main thread, but for `ACKNOWLEDGED`, `BLOCKS`, `CONNECTED`, `TASKS_DUE`, `WATCHDOG_UP`, and the captures.
 */

/** Counters and marks, 32 bits each. */
export const INT = {
  /** Beats so far. */
  BEATS: 0,
  /** The API that runs now: index into the API table + 1; 0 for none. */
  MARK: 1,
  /** Marks so far; tells whether the running call is still the same. */
  MARK_SEQUENCE: 2,
  /** Bytes of the call site of the running call; 0 when it was not taken. */
  SITE_LENGTH: 3,
  /** Session kinds in the session slots. */
  SESSIONS: 4,
  /** Late beats that the watchdog has dealt with; the main thread waits on it at exit. */
  ACKNOWLEDGED: 5,
  /** 1 while the watchdog has a connection to the inspector, or is about to open one. */
  CONNECTED: 6,
  /** 1 once the process exits: no connection may be opened from here on. */
  EXITING: 7,
  /** Bytes of the heavy call as JSON; 0 when there is none. */
  HEAVY_LENGTH: 8,
  /** Counts the writes of the heavy call: odd while one is under way. */
  HEAVY_SEQUENCE: 9,
  /** Numbers given to blocks; here, so that a watchdog that is started again goes on counting. */
  BLOCKS: 10,
  /** 1 while the application has an OpenTelemetry MeterProvider, which then exports the main thread's metrics. */
  HAS_PROVIDER: 20,
  /** 1 while the application takes OpenTelemetry log records, and has one of each block. */
  HAS_LOGGER: 19,
  /** Delays written to the recent ones so far. */
  DELAYS: 21,
  /** 1 while a watchdog watches: it says so itself, once it does, and the main thread takes it back at its end. */
  WATCHDOG_UP: 22,
  /** Stacks asked for so far, by what came of it. */
  CAPTURES_IN_TIME: 23,
  CAPTURES_LATE: 24,
  CAPTURES_UNANSWERED: 25,
  /** Slots of long tasks that have been in use so far. */
  TASKS: 26,
  /** Bytes of the `ModuleLoad` that runs or, once it is over, of the longest since the last beat. */
  LOAD_LENGTH: 27,
  /** 1 while a debugger can be, or is, attached. */
  DEBUGGABLE: 28,
} as const;

/** Times on the monotonic clock, and settings, in milliseconds. */
export const FLOAT = {
  BEAT_AT: 0,
  /** The last beat that came in time. */
  FREE_AT: 1,
  MARK_AT: 2,
  THRESHOLD: 3,
  HEARTBEAT: 4,
  GRACE_UNTIL: 5,
  /** Time since the last beat in calls too long for a stack to be read meanwhile. */
  OPAQUE: 6,
  /** When the watchdog looks at the long tasks again; written by the watchdog. */
  TASKS_DUE: 7,
  /** When the work began that the application allows to block; 0 while there is none. */
  ALLOWED_AT: 8,
  /** Time since the last beat in such work that is over. */
  ALLOWED_MS: 9,
} as const;

export const MAX_SESSIONS = 32;
/** Long tasks that can be watched at the same time. */
export const MAX_TASKS = 1024;
/** Per long task: its name (index + 1, 0 for a free slot), when it was last touched, and its timeout. */
export const TASK_FIELDS = 3;
export const MAX_APIS = 512;
const SITE_BYTES = 8192;
const FLOATS = 16;
const INTS = 32;
/** Rows of the histogram of synchronous calls: the last is for all APIs that have none of their own. */
export const MAX_CALL_APIS = 9;
/** Delays kept for the live page: several seconds of beats. */
export const RECENT_DELAYS = 512;
const BUCKETS = 16;
/** Nothing sees into a marked call that lasts this long: a stack asked for meanwhile could only come late. */
export const OPAQUE_MS = 10;

export interface Shared {
  readonly buffer: SharedArrayBuffer;
  readonly ints: Int32Array;
  readonly floats: Float64Array;
  /** Per session kind: timeout (0: none now) and count (-1: unknown). */
  readonly sessions: Float64Array;
  /** Long tasks, {@link TASK_FIELDS} numbers each. */
  readonly tasks: Float64Array;
  /** Calls of each API since the last beat. */
  readonly apiCalls: Int32Array;
  /** Milliseconds in each API since the last beat. */
  readonly apiMs: Float64Array;
  /** Histogram of the event loop delay. */
  readonly delayBuckets: Float64Array;
  /** The last delays in milliseconds, a ring. */
  readonly recentDelays: Float64Array;
  /** Histograms of synchronous calls, a row each. */
  readonly callBuckets: Float64Array;
  /** The APIs of those rows: index into the API table + 1, 0 for none, -1 for all others. */
  readonly callApis: Int32Array;
  /** The call site of the running call as JSON: a `Site`. */
  readonly site: Buffer;
  /** The `HeavyCall` of the API that took most time since the last beat, as JSON. */
  readonly heavy: Buffer;
  /** A `ModuleLoad`, as JSON. */
  readonly load: Buffer;
}

/** Lays the views over the memory, those of the widest numbers first; without a buffer, over new memory. */
export function openShared(buffer?: SharedArrayBuffer): Shared {
  const floats =
    FLOATS + 2 * MAX_SESSIONS + TASK_FIELDS * MAX_TASKS + MAX_APIS + BUCKETS * (1 + MAX_CALL_APIS) + RECENT_DELAYS;
  const ints = INTS + MAX_APIS + MAX_CALL_APIS;
  const memory = buffer ?? new SharedArrayBuffer(8 * floats + 4 * ints + 3 * SITE_BYTES);
  let offset = 0;
  const take = (bytes: number) => (offset += bytes) - bytes;
  const takeFloats = (length: number) => new Float64Array(memory, take(8 * length), length);
  const takeInts = (length: number) => new Int32Array(memory, take(4 * length), length);
  const takeBytes = (length: number) => Buffer.from(memory, take(length), length);
  return {
    buffer: memory,
    floats: takeFloats(FLOATS),
    sessions: takeFloats(2 * MAX_SESSIONS),
    tasks: takeFloats(TASK_FIELDS * MAX_TASKS),
    apiMs: takeFloats(MAX_APIS),
    delayBuckets: takeFloats(BUCKETS),
    callBuckets: takeFloats(BUCKETS * MAX_CALL_APIS),
    recentDelays: takeFloats(RECENT_DELAYS),
    ints: takeInts(INTS),
    apiCalls: takeInts(MAX_APIS),
    callApis: takeInts(MAX_CALL_APIS),
    site: takeBytes(SITE_BYTES),
    heavy: takeBytes(SITE_BYTES),
    load: takeBytes(SITE_BYTES),
  };
}
