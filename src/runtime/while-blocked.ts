import type { OtlpSettings, WhileBlockedSettings } from './protocol.ts';
import type { ReportedEvent } from './record.ts';

/** The default export of the module of `whileBlocked.handler`. What it throws is said once on stderr. */
export type WhileBlockedHandler = (event: ReportedEvent) => unknown;

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
  /**
   * Push events as log records, and the watchdog's metrics, as OTLP in JSON over HTTP. `true`: to where the `OTEL_*`
   * variables say. Default false.
   */
  readonly otlp?: boolean | OtlpOptions;
  /**
   * Attributes of the resource of what the watchdog exports: those of the application's SDK, so that both are seen as
   * one. Default: what `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say, and
   * `process.pid`.
   */
  readonly resource?: NonNullable<WhileBlockedSettings['resource']>;
  /**
   * A module that runs in the watchdog; its default export, a {@link WhileBlockedHandler}, gets each event while the
   * loop is blocked. A URL or a path: `new URL('./on-block.js', import.meta.url)`. Default none.
   */
  readonly handler?: URL | string;
}

export interface OtlpOptions extends OtlpSettings {
  /** The base, to which `/v1/logs` and `/v1/metrics` are added. Default: the variables, else `http://localhost:4318`. */
  readonly endpoint?: string;
  /** Over those of the variables. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Longest time for one request, in milliseconds. Default: the variables, else 10 000. */
  readonly timeoutMs?: number;
}

export const WHILE_BLOCKED_DEFAULTS: WhileBlockedSettings = {
  stderr: 'text',
  port: undefined,
  host: '127.0.0.1',
  livezThresholdMs: 10_000,
  stacks: false,
  resource: undefined,
  otlp: false,
  handler: undefined,
};

/** What the options say, over what held before. */
export function mergeWhileBlocked(
  before: WhileBlockedSettings,
  { handler, ...options }: WhileBlockedOptions = {},
): WhileBlockedSettings {
  const entries: [string, unknown][] = Object.entries(options);
  return {
    ...before,
    ...Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    ...(handler !== undefined && { handler: String(handler) }),
  };
}
