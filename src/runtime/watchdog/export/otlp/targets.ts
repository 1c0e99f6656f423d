import type { OtlpSettings } from '../../../protocol.ts';
import { readAttributes } from '../resource.ts';

/** Where the records of one signal go. */
export interface Target {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Longest time for one request. */
  readonly timeoutMs: number;
}

export interface Targets {
  readonly logs?: Target;
  readonly metrics?: Target;
  /** Time between two collections while the loop is free. */
  readonly intervalMs: number;
  /** Why a signal is not sent, each in a sentence. */
  readonly problems: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;
type Signal = 'LOGS' | 'METRICS';

const PREFIX = 'OTEL_EXPORTER_OTLP_';
const DEFAULT_ENDPOINT = 'http://localhost:4318';
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_INTERVAL_MS = 60_000;

/**
 * The option, else the `OTEL_*` variables, as OpenTelemetry's specification reads them. Of the protocols only JSON over
 * HTTP is spoken; a collector that takes protobuf over HTTP takes JSON at the same address, one for gRPC does not.
 */
export function readTargets(options: OtlpSettings, environment: Environment): Targets {
  const intervalMs = toMs(environment['OTEL_METRIC_EXPORT_INTERVAL']) ?? DEFAULT_INTERVAL_MS;
  if (environment['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return { intervalMs, problems: [] };
  const logs = readTarget('LOGS', options, environment);
  const metrics = readTarget('METRICS', options, environment);
  const problems = new Set([logs, metrics].filter((found) => typeof found === 'string'));
  return {
    ...(typeof logs === 'object' && { logs }),
    ...(typeof metrics === 'object' && { metrics }),
    intervalMs,
    problems: [...problems],
  };
}

/** The target, a problem, or undefined where the signal is switched off. */
function readTarget(signal: Signal, options: OtlpSettings, environment: Environment): Target | string | undefined {
  const read = (name: string) => {
    const own = environment[`${PREFIX}${signal}_${name}`]?.trim();
    return own === undefined || own === '' ? environment[`${PREFIX}${name}`]?.trim() : own;
  };
  if (environment[`OTEL_${signal}_EXPORTER`]?.trim() === 'none') return undefined;
  if (options.endpoint === undefined && read('PROTOCOL') === 'grpc') {
    return 'the OTEL_* variables ask for OTLP over gRPC, which the watchdog does not speak: give whileBlocked.otlp the endpoint of OTLP over HTTP, usually on port 4318. Nothing is sent while the loop is blocked.';
  }
  const url = readUrl(signal, options, environment);
  if (url === undefined)
    return 'the endpoint of OTLP is no http: or https: URL. Nothing is sent while the loop is blocked.';
  const headers = {
    ...readHeaders(`${PREFIX}HEADERS`, environment),
    ...readHeaders(`${PREFIX}${signal}_HEADERS`, environment),
  };
  const timeoutMs = options.timeoutMs ?? toMs(read('TIMEOUT')) ?? DEFAULT_TIMEOUT_MS;
  return { url, headers: { ...headers, ...options.headers }, timeoutMs };
}

/** A signal's own variable is the whole address, all others are the base of it. */
function readUrl(signal: Signal, { endpoint }: OtlpSettings, environment: Environment): URL | undefined {
  const own = endpoint === undefined ? environment[`${PREFIX}${signal}_ENDPOINT`]?.trim() : undefined;
  const common = environment[`${PREFIX}ENDPOINT`]?.trim();
  const base = endpoint ?? (common === undefined || common === '' ? DEFAULT_ENDPOINT : common);
  const text = own === undefined || own === '' ? `${base.replace(/\/+$/, '')}/v1/${signal.toLowerCase()}` : own;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

function readHeaders(name: string, environment: Environment): Record<string, string> {
  return readAttributes(environment[name] ?? '');
}

function toMs(text: string | undefined): number | undefined {
  const ms = Number(text);
  return ms > 0 && Number.isFinite(ms) ? ms : undefined;
}
