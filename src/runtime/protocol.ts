import type { Context, ReportedEvent, Trace } from './record.ts';

/** What the two threads tell each other, in messages and as JSON in the shared memory: all they know of each other. */

/** A frame as V8 gives it: files may be URLs, and Node's own and builtin frames are still there. */
export interface RawFrame {
  readonly function: string;
  /** Empty for builtins. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Stands for this package's own files in a stack: the main thread knows which they are. */
export const OWN_FILE = 'unblocked:';

/** What the main thread knows about the code that runs now. */
export interface Site {
  readonly frames: readonly RawFrame[];
  readonly asyncId: number;
  readonly trace?: Trace;
  readonly context?: Context;
  /** Why it may block, where the application says so. */
  readonly allowed?: string;
  /** Of a call, what may be shown of its arguments; only where the application asks for it. */
  readonly arguments?: readonly string[];
}

/** Time in garbage collection, as far as it was counted. */
export interface GcReading {
  /** From when on, and until when, on the monotonic clock. */
  readonly since: number;
  readonly until: number;
  readonly ms: number;
}

/** A moment in the life of a thread; its own times since its start are there where the platform tells them. */
export interface Moment {
  /** On the monotonic clock. */
  readonly at: number;
  readonly cpuMs?: number;
  /** Ready to run, without a core. */
  readonly runQueueMs?: number;
}

/** What the capture function returns, as JSON, and when it ran. */
export interface CaptureReply extends Site, Moment {
  /** Beats when it ran. */
  readonly beats: number;
  /** Time since the last beat that had gone into calls which no stack shows. */
  readonly opaqueMs: number;
}

/** A stack of V8's profiler, and the time it stands for. */
export interface ProfiledStack {
  readonly frames: readonly RawFrame[];
  readonly ms: number;
}

/** A row of the API table: what the watchdog needs of the catalog. */
export interface ApiFacts {
  readonly name: string;
  readonly cure: string;
  readonly instead?: string;
}

/** Where the calls of an API came from that added up to much, known after they returned. */
export interface HeavyCall {
  readonly api: number;
  /** Of the longest of these calls. */
  readonly ms: number;
  /** Of the only call that matters, or what the calls have in common. */
  readonly site: Site;
}

/** A large module that is, or has been, loaded. */
export interface ModuleLoad {
  /** What required it. */
  readonly site: Site;
  readonly startedAt: number;
  /** 0 while it is not over. */
  readonly ms: number;
}

/** What the marked calls since the last beat have taken. */
export interface Usage {
  /** All of them. */
  readonly totalMs: number;
  /** Those too long for a stack to be read meanwhile. */
  readonly opaqueMs: number;
  /** The API that took most of the time, if any. */
  readonly worst?: { readonly api: number; readonly calls: number; readonly ms: number };
  /** Of the worst API. */
  readonly heavy?: HeavyCall;
}

/** A beat came later than the threshold allows. */
export interface LateBeat {
  readonly type: 'late-beat';
  /** The beat before. */
  readonly from: number;
  readonly to: number;
  /** The last beat in time before `from`, or `from` itself. */
  readonly freeAt: number;
  /** When it came, by the thread's own times. */
  readonly end: Moment;
  /** Time between the two beats in which the loop did not wait for events. */
  readonly busyMs: number;
  /** Time in work that the application allows to block. */
  readonly allowedMs: number;
  /** How many sessions of each kind there were within the block, below zero where that is unknown: once served, some leave. */
  readonly counts: readonly number[];
  readonly usage: Usage;
  /** Only where a stack was read: a message with the {@link GcReading} comes next. */
  readonly gcFollows: boolean;
  readonly load?: ModuleLoad;
  /** Only with the option `profile`. */
  readonly profile?: readonly ProfiledStack[];
}

/** Where OTLP goes; what is left out, the `OTEL_*` variables say. */
export interface OtlpSettings {
  readonly endpoint?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

type AttributeValue = string | number | boolean | readonly (string | number | boolean)[];

/** `whileBlocked`, with defaults, as it can be sent. */
export interface WhileBlockedSettings {
  readonly stderr: 'text' | 'json' | false;
  readonly port: number | undefined;
  readonly host: string;
  readonly livezThresholdMs: number;
  readonly stacks: boolean;
  readonly resource: Readonly<Record<string, AttributeValue>> | undefined;
  readonly otlp: boolean | OtlpSettings;
  /** A URL or a path. */
  readonly handler: string | undefined;
}

/** Settings that a second start may change. */
export interface WatchdogSettings {
  readonly capture: boolean;
  readonly samples: number;
  readonly whileBlocked: WhileBlockedSettings;
  readonly levels: { readonly warning: number; readonly critical: number };
  readonly sessions: readonly string[];
  /** Full reports per call site and hour. */
  readonly rateLimit: number;
  /** A path. */
  readonly evidence: string | undefined;
  /** Names of the long tasks. */
  readonly tasks: readonly string[];
}

export type ToWatchdog =
  | LateBeat
  /** What garbage collection has taken within the last late beat. */
  | { readonly type: 'gc'; readonly reading: GcReading }
  | { readonly type: 'disconnect' }
  | { readonly type: 'configure'; readonly settings: WatchdogSettings }
  /** A long task has begun that reaches a level before `TASKS_DUE`. */
  | { readonly type: 'task' }
  /** Functions of libraries, which continue the API table. */
  | { readonly type: 'apis'; readonly apis: readonly ApiFacts[] }
  /** Work begins that the application allows to block. */
  | { readonly type: 'allowed'; readonly reason: string };

export type ToMain =
  | { readonly type: 'event'; readonly event: ReportedEvent }
  /** The verdict on one late beat, in their order. */
  | { readonly type: 'settled'; readonly verdict: 'block' | 'paused' }
  | { readonly type: 'no-capture'; readonly reason: string };

/** Nothing is said of a block that the application allows, but that it endangers sessions; it counts all the same. */
export function isHushed(event: ReportedEvent): boolean {
  return event.event !== 'session-at-risk' && event.block.allowed !== undefined;
}

/** What the watchdog is started with. */
export interface WatchdogData {
  readonly unblockedWatchdog: true;
  readonly buffer: SharedArrayBuffer;
  readonly settings: WatchdogSettings;
  readonly apis: readonly ApiFacts[];
  readonly pid: number;
  readonly thread: { readonly id: number; readonly name: string };
  /** The kernel's number of the watched thread; undefined where there is no Linux `/proc`. */
  readonly threadNumber: number | undefined;
  readonly docs: string;
  /** Why the inspector must not be touched, if so. */
  readonly captureProblem?: string;
}

/** Under which the capture function waits on the main thread's global object. */
export const CAPTURE_KEY = 'unblocked.capture';
