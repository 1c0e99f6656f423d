import { EVENT, EVENT_ATTRIBUTE } from '../metrics/semconv.ts';
import type { BlockRecord, Level, ReportedEvent, Trace } from '../record.ts';

/** A log record of OpenTelemetry, as far as both threads need it: the one gives it to an SDK, the other writes OTLP. */
export interface LogRecord {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly severity: Severity;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly trace?: Trace;
}

interface Severity {
  readonly number: number;
  readonly text: string;
}

/** Nothing is FATAL: the process lives. */
const SEVERITIES: Readonly<Record<Level, Severity>> = {
  ok: { number: 13, text: 'WARN' },
  warning: { number: 14, text: 'WARN2' },
  critical: { number: 17, text: 'ERROR' },
  lost: { number: 18, text: 'ERROR2' },
};
/** During the start nobody is connected yet. */
const STARTUP: Severity = { number: 9, text: 'INFO' };

const NAMES: Readonly<Partial<Record<ReportedEvent['event'], string>>> = {
  block: EVENT.blockActive,
  'block-update': EVENT.blockActive,
  'session-at-risk': EVENT.sessionAtRisk,
  recovered: EVENT.block,
};

/**
 * The log record of an event; undefined for a pause, which is no block.
 *
 * @param text the event in words.
 */
export function toLogRecord(event: ReportedEvent, text: string): LogRecord | undefined {
  const name = NAMES[event.event];
  if (name === undefined) return undefined;
  const { block, time } = event;
  return {
    name,
    time,
    severity: block?.phase === 'startup' ? STARTUP : SEVERITIES[levelOf(event)],
    body: text.replace(/^unblocked: /, ''),
    attributes: {
      ...(block && toAttributes(block)),
      [EVENT_ATTRIBUTE.level]: levelOf(event),
      ...(event.event === 'session-at-risk' && toSessionAttributes(event.session)),
    },
    ...(block?.trace && { trace: block.trace }),
  };
}

/** A block in attributes, for log records and events of spans. */
export function toAttributes(block: BlockRecord): Record<string, string | number | boolean> {
  const { id, durationMs, cause, attribution, phase, api, instead, docs, frames, thread, context } = block;
  const [frame] = frames;
  return {
    [EVENT_ATTRIBUTE.id]: id,
    [EVENT_ATTRIBUTE.durationS]: durationMs / 1000,
    [EVENT_ATTRIBUTE.cause]: cause,
    [EVENT_ATTRIBUTE.attribution]: attribution,
    [EVENT_ATTRIBUTE.phase]: phase,
    ...(api !== undefined && { [EVENT_ATTRIBUTE.api]: api }),
    ...(instead !== undefined && { [EVENT_ATTRIBUTE.instead]: instead }),
    ...(docs !== undefined && { [EVENT_ATTRIBUTE.docs]: docs }),
    ...(frame && {
      [EVENT_ATTRIBUTE.function]: frame.function,
      [EVENT_ATTRIBUTE.file]: frame.file,
      [EVENT_ATTRIBUTE.line]: frame.line,
      [EVENT_ATTRIBUTE.column]: frame.column,
    }),
    [EVENT_ATTRIBUTE.threadId]: thread.id,
    [EVENT_ATTRIBUTE.threadName]: thread.name,
    ...Object.fromEntries(
      Object.entries(context ?? {}).map(([key, value]) => [`${EVENT_ATTRIBUTE.context}.${key}`, value]),
    ),
  };
}

type SessionEvent = Extract<ReportedEvent, { event: 'session-at-risk' }>['session'];

function toSessionAttributes({ name, utilization, count }: SessionEvent) {
  return {
    [EVENT_ATTRIBUTE.session]: name,
    [EVENT_ATTRIBUTE.utilization]: utilization,
    ...(count !== undefined && { [EVENT_ATTRIBUTE.count]: count }),
  };
}

const LEVELS: readonly Level[] = ['ok', 'warning', 'critical', 'lost'];

function levelOf(event: ReportedEvent): Level {
  if (event.event === 'session-at-risk') return event.session.level;
  const ranks = event.block.sessions.map(({ level }) => LEVELS.indexOf(level));
  return LEVELS[Math.max(0, ...ranks)] ?? 'ok';
}
