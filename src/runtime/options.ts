import type { MeterProvider } from '@opentelemetry/api';
import {
  BOOLEAN,
  checkFields,
  isBetween,
  isFunction,
  isObject,
  isText,
  milliseconds,
  show,
  wrong,
  type Check,
} from './check.ts';
import type { WhileBlockedSettings } from './protocol.ts';
import type { Session } from './sessions/session.ts';
import {
  mergeWhileBlocked,
  WHILE_BLOCKED_DEFAULTS,
  type OtlpOptions,
  type WhileBlockedOptions,
} from './while-blocked.ts';

/** Shares of a session's timeout at which `session-at-risk` is raised; `lost` is always 1. */
export interface Levels {
  readonly warning: number;
  readonly critical: number;
}

type SyncCalls = 'names' | 'arguments' | false;

export interface MonitorOptions {
  /**
   * A block is reported from this duration on, in milliseconds. The effective value is never above half of the
   * shortest `timeoutMs` of the sessions. Default 200.
   */
  readonly blockThresholdMs?: number;
  /**
   * Time between two heartbeats, in milliseconds: the resolution of detection and durations. The effective value is
   * never above half of the threshold. Default 50.
   */
  readonly heartbeatMs?: number;
  /**
   * For this long after the start of the monitor, in milliseconds, blocks have the phase `startup` and raise no
   * `session-at-risk`. Default 30 000.
   */
  readonly startupGraceMs?: number;
  /** What times out while the loop is blocked: see `sessions`. Default none. */
  readonly sessions?: readonly Session[];
  /** Default `{ warning: 0.5, critical: 0.8 }`. */
  readonly levels?: Partial<Levels>;
  /** Read the blocking stack through the inspector. Default true. */
  readonly capture?: boolean;
  /**
   * How closely a block is read, 1 to 50: after the first stacks another follows whenever it has grown by one part in so
   * many. Default 5.
   */
  readonly samples?: number;
  /**
   * Let V8's profiler run all the time, so that a block in native code which no stack shows, such as `JSON.parse`, is
   * named once it is over. Costs 1 to 4 % of a core. Default false.
   */
  readonly profile?: boolean;
  /**
   * Name the synchronous Node.js API that blocks. `'arguments'`: and the program it runs, or the names of its files,
   * without folders, options and data. false leaves Node's modules untouched. Default `'names'`.
   */
  readonly syncCalls?: SyncCalls;
  /**
   * A small flat object about the code that runs now, such as the route, usually from an `AsyncLocalStorage`. Called
   * on top of the blocking stack, so it must be quick: what takes longer than 5 ms is not asked again.
   */
  readonly context?: () => Readonly<Record<string, unknown>> | undefined;
  /** Where the metrics go. Default: the global one of OpenTelemetry, also when it is registered later. */
  readonly meterProvider?: MeterProvider;
  /** Export the `nodejs.eventloop.*` metrics of OpenTelemetry's semantic conventions, too. Default false. */
  readonly semanticConventionMetrics?: boolean;
  readonly whileBlocked?: WhileBlockedOptions;
  /**
   * Full reports per call site and hour; further blocks are reported by one line each, once they are over. Alarms for
   * sessions, and all counts, are never limited. false: no limit. Default 6.
   */
  readonly rateLimit?: number | false;
  /**
   * The file in which the watchdog keeps which lines blocked, how often and for how long, added up over restarts and
   * processes. A path; relative ones start at the working directory. Default false.
   */
  readonly evidence?: string | false;
  /** The file of the watchdog, for servers that are bundled. Default: beside this module. */
  readonly watchdogUrl?: URL | string;
}

/** All options, with defaults. */
export interface Settings {
  readonly blockThresholdMs: number;
  readonly heartbeatMs: number;
  readonly startupGraceMs: number;
  readonly levels: Levels;
  readonly capture: boolean;
  readonly samples: number;
  readonly profile: boolean;
  readonly syncCalls: SyncCalls;
  readonly context: MonitorOptions['context'];
  readonly meterProvider: MeterProvider | undefined;
  readonly semanticConventionMetrics: boolean;
  readonly whileBlocked: WhileBlockedSettings;
  readonly rateLimit: number | false;
  readonly evidence: string | false;
  readonly watchdogUrl: URL | string | undefined;
}

export const DEFAULTS: Settings = {
  blockThresholdMs: 200,
  heartbeatMs: 50,
  startupGraceMs: 30_000,
  levels: { warning: 0.5, critical: 0.8 },
  capture: true,
  samples: 5,
  profile: false,
  syncCalls: 'names',
  context: undefined,
  meterProvider: undefined,
  semanticConventionMetrics: false,
  whileBlocked: WHILE_BLOCKED_DEFAULTS,
  rateLimit: 6,
  evidence: false,
  watchdogUrl: undefined,
};

const PLACE: Check = { expected: 'a URL or a path', holds: (value) => isText(value) || value instanceof URL };

const CHECKS: Readonly<Record<keyof MonitorOptions, Check>> = {
  blockThresholdMs: milliseconds(10),
  heartbeatMs: milliseconds(5),
  startupGraceMs: milliseconds(0),
  sessions: { expected: 'an array of { name, timeoutMs, count? }', holds: Array.isArray },
  levels: { expected: 'an object { warning?, critical? }', holds: isObject },
  capture: BOOLEAN,
  samples: {
    expected: 'a whole number from 1 to 50',
    holds: (value) => Number.isInteger(value) && isBetween(value, 1, 50),
  },
  profile: BOOLEAN,
  syncCalls: {
    expected: "'names', 'arguments' or false",
    holds: (value) => value === 'names' || value === 'arguments' || value === false,
  },
  context: { expected: 'a function', holds: isFunction },
  meterProvider: {
    expected: 'a MeterProvider of @opentelemetry/api',
    holds: (value) => isObject(value) && isFunction(value['getMeter']),
  },
  semanticConventionMetrics: BOOLEAN,
  whileBlocked: { expected: 'an object { stderr?, port?, host?, ... }', holds: isObject },
  rateLimit: {
    expected: 'a whole number from 1 to 1000, or false',
    holds: (value) => value === false || (Number.isInteger(value) && isBetween(value, 1, 1000)),
  },
  evidence: { expected: 'a path or false', holds: (value) => value === false || isText(value) },
  watchdogUrl: PLACE,
};

const SHARE: Check = {
  expected: 'a share above 0, and at most 1',
  holds: (value) => isBetween(value, Number.MIN_VALUE, 1),
};
const WHILE_BLOCKED_CHECKS: Readonly<Record<keyof WhileBlockedOptions, Check>> = {
  stderr: {
    expected: "'text', 'json' or false",
    holds: (value) => value === 'text' || value === 'json' || value === false,
  },
  port: {
    expected: 'a port from 1 to 65535',
    holds: (value) => Number.isInteger(value) && isBetween(value, 1, 65_535),
  },
  handler: PLACE,
  host: { expected: "an address to listen on, as in '127.0.0.1'", holds: isText },
  livezThresholdMs: milliseconds(10),
  stacks: BOOLEAN,
  resource: {
    expected: 'an object of attributes: texts, numbers, true or false, and arrays of them',
    holds: (value) => isObject(value) && Object.values(value).flat().every(isAttribute),
  },
  otlp: {
    expected: 'true, false, or an object { endpoint?, headers?, timeoutMs? }',
    holds: (value) => typeof value === 'boolean' || isObject(value),
  },
};
const OTLP_CHECKS: Readonly<Record<keyof OtlpOptions, Check>> = {
  endpoint: {
    expected: "an http: or https: URL, as in 'http://localhost:4318'",
    holds: (value) => isText(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  },
  headers: {
    expected: 'an object of texts',
    holds: (value) => isObject(value) && Object.values(value).every((item) => typeof item === 'string'),
  },
  timeoutMs: milliseconds(1),
};
const SESSION_CHECKS: Readonly<Record<keyof Session, Check>> = {
  name: { expected: 'a name', holds: isText },
  timeoutMs: {
    expected: 'milliseconds above 0, or a function that returns them',
    holds: (value) => isFunction(value) || isBetween(value, Number.MIN_VALUE, Number.MAX_VALUE),
  },
  count: { expected: 'a function that returns the number of live sessions', holds: isFunction },
};

/**
 * Throws a `TypeError` that names the option, what was expected, and what came. Only options that are there are
 * looked at, so that a second start can be told what it changes.
 */
export function checkOptions(options: unknown): void {
  if (!isObject(options)) throw new TypeError(`startMonitor: expected an object of options, got ${show(options)}`);
  checkFields(options, CHECKS, '');
  if (isObject(options['levels'])) checkFields(options['levels'], { warning: SHARE, critical: SHARE }, 'levels.');
  if (isObject(options['whileBlocked'])) checkFields(options['whileBlocked'], WHILE_BLOCKED_CHECKS, 'whileBlocked.');
  const otlp = isObject(options['whileBlocked']) ? options['whileBlocked']['otlp'] : undefined;
  if (isObject(otlp)) checkFields(otlp, OTLP_CHECKS, 'whileBlocked.otlp.');
  const sessions = Array.isArray(options['sessions']) ? (options['sessions'] as unknown[]) : [];
  sessions.forEach((session, index) => {
    checkSession(session, `sessions[${index}]`);
  });
}

function checkSession(session: unknown, at: string): void {
  if (!isObject(session)) throw wrong(at, 'an object { name, timeoutMs, count? }', session);
  checkFields(session, SESSION_CHECKS, `${at}.`);
  for (const key of ['name', 'timeoutMs'] as const) {
    if (session[key] === undefined) throw wrong(`${at}.${key}`, SESSION_CHECKS[key].expected, undefined);
  }
}

/** What the options say, over what held before. */
export function mergeSettings(before: Settings, options: MonitorOptions): Settings {
  const { levels, whileBlocked, sessions: _sessions, ...flat } = options;
  const entries: [string, unknown][] = Object.entries(flat);
  const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const merged = {
    ...before,
    ...given,
    levels: { ...before.levels, ...levels },
    whileBlocked: mergeWhileBlocked(before.whileBlocked, whileBlocked),
  };
  if (merged.levels.warning >= merged.levels.critical) {
    throw wrong('levels', 'warning below critical', `${merged.levels.warning} and ${merged.levels.critical}`);
  }
  return merged;
}

function isAttribute(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
