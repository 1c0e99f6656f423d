import { createBlockedSpans } from './logs/blocked-spans.ts';
import { toLogRecord } from './logs/log-record.ts';
import { createLogger, type Logger } from './logs/logger.ts';
import { createMetrics, type MetricsParts } from './metrics/index.ts';
import { isHushed, type ApiFacts } from './protocol.ts';
import { INT, type Shared } from './shared-memory.ts';
import type { MonitorEvents, ReportedEvent } from './record.ts';
import type { BeatReport } from './heartbeat.ts';
import { toText } from './watchdog/text.ts';

/** What the main thread tells OpenTelemetry: metrics, log records, and events on spans. */
export interface Telemetry {
  readonly recordCall: (api: number, ms: number) => void;
  /** The stack is being read, perhaps in the midst of a block. */
  readonly onRead: () => void;
  readonly onBeat: (report: BeatReport) => void;
  readonly onLateBeat: () => void;
  /** The watchdog has judged a late beat; what it has to say of it has been noted before. */
  readonly onVerdict: (report: BeatReport, verdict: 'block' | 'paused') => void;
  readonly note: (event: ReportedEvent) => void;
  readonly stop: () => void;
}

/** What is asked for when it is needed. */
interface TelemetryParts {
  readonly instrumentation: { readonly apis: readonly ApiFacts[] };
  readonly settings: ReturnType<MetricsParts['getSettings']>;
}

export function createTelemetry(shared: Shared, getParts: () => TelemetryParts): Telemetry {
  const apiName = (api: number) => getParts().instrumentation.apis[api]?.name ?? '';
  const metrics = createMetrics({ shared, apiName, getSettings: () => getParts().settings });
  const spans = createBlockedSpans(shared);
  const logger = createLogger();

  function recordBlock(event: MonitorEvents['recovered']): void {
    metrics.recordBlock(event.block);
    const span = spans.settle(event.block);
    if (isHushed(event)) return;
    const text = toText({ ...event, event: 'block' }, process.cwd(), () => undefined);
    const record = toLogRecord(event, text);
    if (record) logger.emit(record, span);
  }

  return {
    recordCall(api, ms) {
      metrics.recordCall(api, ms);
      spans.hold({ api: apiName(api), ms });
    },
    onRead: () => {
      spans.hold();
    },
    onBeat({ latenessMs, heartbeatMs }) {
      metrics.recordDelay(latenessMs, heartbeatMs);
      spans.onBeat();
    },
    onLateBeat: () => {
      // Before the watchdog gives its verdict, which it logs itself where nobody else does.
      tellOfLogger(shared, logger);
      spans.onLateBeat();
    },
    onVerdict({ latenessMs, heartbeatMs }, verdict) {
      // A process that was stopped was not late.
      if (verdict === 'block') metrics.recordDelay(latenessMs, heartbeatMs);
      spans.release();
    },
    note(event) {
      if (event.event === 'session-at-risk') metrics.recordBreach(event.session);
      if (event.event === 'recovered') recordBlock(event);
    },
    stop: metrics.stop,
  };
}

function tellOfLogger({ ints }: Shared, logger: Logger): void {
  Atomics.store(ints, INT.HAS_LOGGER, logger.isEnabled() ? 1 : 0);
}
