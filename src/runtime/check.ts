/** What a setting may be: the words of the error, and the test. */
export interface Check {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const MAX_MS = 3_600_000;

export const BOOLEAN: Check = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };

/** Throws a `TypeError` that names the field that is unknown or wrong, what was expected, and what came. */
export function checkFields(
  given: Record<string, unknown>,
  checks: Readonly<Record<string, Check>>,
  prefix: string,
  caller = 'startMonitor',
): void {
  for (const [key, value] of Object.entries(given)) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (check === undefined) {
      throw new TypeError(
        `${caller}: unknown option '${prefix}${key}' (${show(value)}); expected one of ${Object.keys(checks).join(', ')}`,
      );
    }
    if (value !== undefined && !check.holds(value)) throw wrong(`${prefix}${key}`, check.expected, value, caller);
  }
}

export function wrong(option: string, expected: string, got: unknown, caller = 'startMonitor'): TypeError {
  return new TypeError(`${caller}: option '${option}' must be ${expected}, got ${show(got)}`);
}

/** Throws a `TypeError` where a function was given something else than it needs. */
export function checkArgument(caller: string, { expected, holds }: Check, value: unknown): void {
  if (!holds(value)) throw new TypeError(`${caller}: expected ${expected}, got ${show(value)}`);
}

/** Something with events, as most of Node's and of its libraries' objects are. */
export function emitter(expected: string): Check {
  return { expected, holds: (value) => isObject(value) && isFunction(value['on']) };
}

/** Short, and without running anything of the value's own. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

export function milliseconds(least: number): Check {
  return {
    expected: `milliseconds from ${least} to ${MAX_MS}`,
    holds: (value) => isBetween(value, least, MAX_MS),
  };
}

export function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

export function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
