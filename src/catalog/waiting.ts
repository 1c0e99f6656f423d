/** How code waits: what tells the time, what looks at what others change, what puts code off, and what does nothing. */
import type { BlockingApi } from './define.ts';

/**
 * What a call tells a loop that waits.
 *
 * - `clock`: how much time has passed
 * - `look`: what another thread or process has done meanwhile
 * - `nothing`: it computes from its arguments, or only says something
 */
export type Answer = 'clock' | 'look' | 'nothing';

type Paths = Readonly<Record<string, readonly string[]>>;

/** By module, the paths as in `define.ts`. */
const CLOCKS: Paths = {
  global: ['Date', 'Date.now', 'performance.now', 'Temporal.Now.instant', 'Bun.nanoseconds'],
  'node:perf_hooks': ['performance.now'],
  'node:process': ['hrtime', 'hrtime.bigint', 'uptime', 'cpuUsage'],
  'node:os': ['uptime'],
  dayjs: [''],
  moment: ['', 'now', 'utc'],
  luxon: ['DateTime.now', 'DateTime.local', 'DateTime.utc'],
  'date-fns': ['isPast', 'isFuture'],
};

const LOOKS: Paths = {
  global: ['Atomics.load'],
  'node:fs': ['accessSync', 'existsSync', 'lstatSync', 'readFileSync', 'statSync'],
};

const NOTHINGS: Paths = {
  global: [
    ...['abs', 'ceil', 'floor', 'max', 'min', 'pow', 'round', 'sign', 'sqrt', 'trunc'].map((name) => `Math.${name}`),
    ...['debug', 'error', 'info', 'log', 'trace', 'warn'].map((name) => `console.${name}`),
    ...['BigInt', 'Boolean', 'Number', 'String', 'isNaN', 'parseFloat', 'parseInt'],
    ...['isFinite', 'isInteger', 'isNaN'].map((name) => `Number.${name}`),
  ],
  'date-fns': ['differenceInMilliseconds', 'differenceInSeconds', 'isAfter', 'isBefore'],
};

/** Methods of what a clock gives: `new Date().getTime()`, `moment().isBefore(end)`. */
const OF_A_CLOCK = /^(?:Date#|DateTime\.\w+\(\)\.|\(\)\.|utc\(\)\.)\w+(?:\(\)\.\w+)*$/;
const CLOCK_MODULES = new Set(['global', 'dayjs', 'moment', 'luxon']);

const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ...index(NOTHINGS, 'nothing'),
  ...index(LOOKS, 'look'),
  ...index(CLOCKS, 'clock'),
]);

function index(paths: Paths, answer: Answer): [string, Answer][] {
  return Object.entries(paths).flatMap(([module, own]) =>
    own.map((path): [string, Answer] => [`${module}:${path}`, answer]),
  );
}

/** Undefined for whatever may do some work. */
export function getAnswer(module: string, path: string): Answer | undefined {
  const known = ANSWERS.get(`${module}:${path}`);
  if (known !== undefined) return known;
  return CLOCK_MODULES.has(module) && OF_A_CLOCK.test(path) && !PUTS_FORWARD.test(path) ? 'nothing' : undefined;
}

/** Methods that change the date that they belong to: `date.setTime(…)`, `moment.add(…)`. */
const PUTS_FORWARD = /[#.](?:set\w*|add|subtract|startOf|endOf)(?:$|\()/;

/** What resolves, or calls back, after a time: the loop is free until then. */
const TIMERS: ReadonlySet<string> = new Set([
  ...['setImmediate', 'setInterval', 'setTimeout', 'scheduler.wait', 'Bun.sleep'].map((name) => `global:${name}`),
  ...['setImmediate', 'setInterval', 'setTimeout', 'promises.setTimeout', 'promises.setImmediate'].map(
    (name) => `node:timers:${name}`,
  ),
  ...['setImmediate', 'setTimeout', 'scheduler.wait', 'scheduler.yield'].map((name) => `node:timers/promises:${name}`),
  'delay:',
  'delay:delay',
  'timers-ext/promise/sleep:',
]);

export function isTimer(module: string, path: string): boolean {
  return TIMERS.has(`${module}:${path}`);
}

/** What runs a function before any timer or I/O gets a turn. */
const MICROTASKS: ReadonlySet<string> = new Set([
  'global:queueMicrotask',
  'node:process:nextTick',
  'global:Promise.resolve().then',
  'node:timers:queueMicrotask',
]);

export function isMicrotask(module: string, path: string): boolean {
  return MICROTASKS.has(`${module}:${path}`);
}

/** A loop that only waits, as the end of a chain: what a blocking call is there. */
export const BUSY_WAIT: Pick<BlockingApi, 'name' | 'advice'> = {
  name: 'busy wait',
  advice: 'Await a timer of `timers/promises`, or the event itself.',
};
