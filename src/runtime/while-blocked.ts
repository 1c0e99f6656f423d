import type { WhileBlockedSettings } from './protocol.ts';

/** What the watchdog says and serves while the loop is blocked. */
export interface WhileBlockedOptions {
  /** Lines on stderr: readable ones, one JSON object each, or none. Default `'text'`. */
  readonly stderr?: 'text' | 'json' | false;
  /** The port on which the watchdog serves `/metrics`, `/livez` and the live page at `/`. Default none. */
  readonly port?: number;
  /** The address to listen on. Default `'127.0.0.1'`; the probes of a kubelet need `'0.0.0.0'`. */
  readonly host?: string;
  /** `/livez` answers 503 once a block is this old, in milliseconds. Default 10 000. */
  readonly livezThresholdMs?: number;
  /** Show frames and context on the port. Default false. */
  readonly stacks?: boolean;
  /** Attributes of the resource of what the watchdog exports. Default: what `OTEL_SERVICE_NAME` and
   * `OTEL_RESOURCE_ATTRIBUTES` say. */
  readonly resource?: Readonly<Record<string, string | number | boolean>>;
}

export const WHILE_BLOCKED_DEFAULTS: WhileBlockedSettings = {
  stderr: 'text',
  port: undefined,
  host: '127.0.0.1',
  livezThresholdMs: 10_000,
  stacks: false,
  resource: undefined,
};

/** What the options say, over what held before. */
export function mergeWhileBlocked(
  before: WhileBlockedSettings,
  options: WhileBlockedOptions = {},
): WhileBlockedSettings {
  const entries: [string, unknown][] = Object.entries(options);
  return { ...before, ...Object.fromEntries(entries.filter(([, value]) => value !== undefined)) };
}
