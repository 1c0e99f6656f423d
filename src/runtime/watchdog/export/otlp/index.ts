import { toLogRecord, type LogRecord } from '../../../logs/log-record.ts';
import { EVENT } from '../../../metrics/semconv.ts';
import type { ApiFacts, OtlpSettings, WatchdogSettings } from '../../../protocol.ts';
import { INT, type Shared } from '../../../shared-memory.ts';
import type { ReportedEvent } from '../../../record.ts';
import { toText } from '../../text.ts';
import type { Live } from '../live.ts';
import { readResource, type Resource } from '../resource.ts';
import type { Tallies } from '../tallies.ts';
import { encodeLogs, encodeMetrics } from './encode.ts';
import { createQueue, QUEUE_FULL, type Queue } from './queue.ts';
import { readTargets, type Target } from './targets.ts';

export interface Otlp {
  note(event: ReportedEvent): void;
  readonly stop: () => void;
}

interface OtlpParts {
  readonly shared: Shared;
  readonly apis: readonly ApiFacts[];
  readonly live: Live;
  readonly tallies: Tallies;
  readonly getSettings: () => WatchdogSettings;
  readonly writeLine: (line: string) => void;
}

/** Log records kept while the collector is away, each of a few kilobytes at most. */
const MAX_RECORDS = 256;
/** Time between two collections while the loop is blocked. */
const BLOCKED_INTERVAL_MS = 5000;

/**
 * OTLP over HTTP, from this thread: what happens is pushed the moment it is said on stderr, while the application's own
 * SDK is as blocked as the rest of the main thread.
 */
export function startOtlp(options: OtlpSettings, parts: OtlpParts): Otlp {
  const { logs: logTarget, metrics: metricTarget, intervalMs, problems } = readTargets(options, process.env);
  for (const problem of problems) parts.writeLine(`unblocked: whileBlocked.otlp: ${problem}`);
  const logs = logTarget && createLogQueue(logTarget, parts);
  const metrics = metricTarget && createMetricQueue(metricTarget, parts);
  const cures = new Map(parts.apis.map(({ name, cure }) => [name, cure]));
  let pushedAt = Date.now();

  function pushMetrics(due: MetricsDue): void {
    pushedAt = Date.now();
    metrics?.push(due);
  }

  const timer = setInterval(
    () => {
      if (parts.live.activeMs() > 0) pushMetrics('own');
      else if (Date.now() - pushedAt >= intervalMs) pushMetrics('all');
    },
    Math.min(BLOCKED_INTERVAL_MS, intervalMs),
  );

  return {
    note(event) {
      const record = toLogRecord(
        event,
        toText(event, process.cwd(), (api) => cures.get(api)),
      );
      if (record && !isLeftToApplication(record, parts.shared)) logs?.push(record);
      if (record && event.event !== 'block-update') pushMetrics('own');
    },
    stop() {
      clearInterval(timer);
      logs?.stop();
      metrics?.stop();
    },
  };
}

/** What is over is logged by the application's own SDK, where it has one. */
function isLeftToApplication({ name }: LogRecord, { ints }: Shared): boolean {
  return name === EVENT.block && Atomics.load(ints, INT.HAS_LOGGER) === 1;
}

function createLogQueue(target: Target, parts: OtlpParts): Queue<LogRecord> {
  return createQueue<LogRecord>({
    target,
    most: MAX_RECORDS,
    encode: (records) => encodeLogs(records, getResource(parts)),
    ...onTrouble('logs', target, parts),
  });
}

/** This thread's own metrics, or also the main thread's where the application has no SDK for them. */
type MetricsDue = 'own' | 'all';

/** Collects when it sends: a collection that could not be delivered is of no use later, a newer one is. */
function createMetricQueue(target: Target, parts: OtlpParts): Queue<MetricsDue> {
  const startedAt = Date.now();
  const trouble = onTrouble('metrics', target, parts);
  return createQueue<MetricsDue>({
    target,
    most: 1,
    encode([due]) {
      const { shared, tallies } = parts;
      const hasProvider = Atomics.load(shared.ints, INT.HAS_PROVIDER) === 1;
      const metrics = [...tallies.own(), ...(due === 'all' && !hasProvider ? tallies.ofMain() : [])];
      return encodeMetrics(metrics, getResource(parts), startedAt);
    },
    onFailure: trouble.onFailure,
    onDropped(count, error) {
      // One collection takes the place of another that has not been sent; nothing is lost.
      if (error !== QUEUE_FULL) trouble.onDropped(count, error);
    },
  });
}

function onTrouble(signal: string, { url }: Target, { tallies, writeLine }: OtlpParts) {
  return {
    onDropped: (count: number, error: string): void => {
      tallies.addDropped(signal, error, count);
    },
    onFailure: (error: string): void => {
      // Neither user nor query: they may hold secrets.
      const where = `${url.origin}${url.pathname}`;
      writeLine(
        `unblocked: whileBlocked.otlp: ${where} did not take ${signal} (${error}); what cannot be delivered is counted.`,
      );
    },
  };
}

function getResource({ getSettings }: OtlpParts): Resource {
  return readResource(getSettings().whileBlocked.resource, process.env);
}
