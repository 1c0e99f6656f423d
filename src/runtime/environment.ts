import { checkOptions, type MonitorOptions } from './options.ts';
import type { Session } from './sessions/session.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'UNBLOCKED_';

/** One environment variable and the option it stands for. Throws when the text makes no sense. */
const VARIABLES: Readonly<Record<string, (text: string, name: string) => MonitorOptions>> = {
  UNBLOCKED_BLOCK_THRESHOLD_MS: (text, name) => ({ blockThresholdMs: toNumber(text, name) }),
  UNBLOCKED_HEARTBEAT_MS: (text, name) => ({ heartbeatMs: toNumber(text, name) }),
  UNBLOCKED_STARTUP_GRACE_MS: (text, name) => ({ startupGraceMs: toNumber(text, name) }),
  UNBLOCKED_SESSIONS: (text, name) => ({ sessions: toSessions(text, name) }),
  UNBLOCKED_CAPTURE: (text, name) => ({ capture: pick(text, name, { on: true, off: false }) }),
  UNBLOCKED_PROFILE: (text, name) => ({ profile: pick(text, name, { on: true, off: false }) }),
  UNBLOCKED_STDERR: (text, name) => ({
    whileBlocked: { stderr: pick(text, name, { text: 'text', json: 'json', off: false }) },
  }),
  UNBLOCKED_PORT: (text, name) => ({ whileBlocked: { port: toNumber(text, name, 'a port') } }),
  UNBLOCKED_OTLP: (text, name) => ({ whileBlocked: { otlp: pick(text, name, { on: true, off: false }) } }),
  UNBLOCKED_EVIDENCE: (text) => ({ evidence: text.trim() }),
  UNBLOCKED_HOST: (text) => ({ whileBlocked: { host: text.trim() } }),
};

/** Whether the environment asks for no monitor at all. */
export function isDisabled(environment: Environment): boolean {
  const text = environment['UNBLOCKED_DISABLED'];
  return isSet(text) && pick(text, 'UNBLOCKED_DISABLED', { 1: true, true: true, 0: false, false: false });
}

/** The options that the environment states. Throws a `TypeError` that names the variable. */
export function readEnvironment(environment: Environment): MonitorOptions {
  return Object.entries(VARIABLES).reduce<MonitorOptions>((options, [name, read]) => {
    const text = environment[name];
    if (!isSet(text)) return options;
    const given = check(read(text, name), name);
    const whileBlocked = { ...options.whileBlocked, ...given.whileBlocked };
    return { ...options, ...given, ...(Object.keys(whileBlocked).length > 0 && { whileBlocked }) };
  }, {});
}

/** Variables with our prefix that this version does not know: misspelt, or of another version. */
export function findUnknown(environment: Environment): string[] {
  return Object.keys(environment).filter(
    (name) => name.startsWith(PREFIX) && name !== 'UNBLOCKED_DISABLED' && !Object.hasOwn(VARIABLES, name),
  );
}

/** What the option's own check refuses, said of the variable. */
function check(options: MonitorOptions, name: string): MonitorOptions {
  try {
    checkOptions(options);
    return options;
  } catch (error) {
    throw new TypeError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An empty variable is as good as none: that is how many deployments unset one. */
function isSet(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function toNumber(text: string, name: string, expected = 'milliseconds'): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw wrong(name, expected, text);
  return value;
}

function toSessions(text: string, name: string): Session[] {
  return text.split(',').map((part) => {
    const [, session, timeout] = /^\s*([^=\s][^=]*?)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    if (session === undefined || !(Number(timeout) > 0)) {
      throw wrong(name, "names and timeouts in milliseconds, as in 'chat=20000,gateway=60000'", text);
    }
    return { name: session, timeoutMs: Number(timeout) };
  });
}

function pick<Value>(text: string, name: string, values: Readonly<Record<string, Value>>): Value {
  const key = text.trim().toLowerCase();
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  if (value === undefined) throw wrong(name, `one of ${Object.keys(values).join(', ')}`, text);
  return value;
}

function wrong(name: string, expected: string, text: string): TypeError {
  return new TypeError(`${name} must be ${expected}, got ${JSON.stringify(text.slice(0, 60))}`);
}
