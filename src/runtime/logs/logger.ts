import * as api from '@opentelemetry/api';
import { ROOT_CONTEXT, TraceFlags, trace, type SpanContext } from '@opentelemetry/api';
import { createRequire } from 'node:module';
import pkg from '../../../package.json' with { type: 'json' };
import type { LogRecord } from './log-record.ts';
import { safely } from './safely.ts';

export interface Logger {
  /** Whether the application has a provider that takes log records. */
  isEnabled(): boolean;
  /** @param span that the record belongs to, where it is still known. */
  emit(record: LogRecord, span: SpanContext | undefined): void;
}

/** The logs API of OpenTelemetry, wherever it is: a package of its own, and in `@opentelemetry/api` from 1.10 on. */
export function createLogger(): Logger {
  // Looked up at run time: a bundler would warn of the version of the API that lacks it.
  const part = Reflect.get(api, 'logs') as LogsModule['logs'] | undefined;
  const apis = [part, loadLogs()].filter((found) => found !== undefined);

  /** Asked anew each time: the application may register its provider at any time. */
  function find() {
    const loggers = apis.map((logs) => logs.getLogger(pkg.name, pkg.version));
    // Early versions of the API cannot be asked.
    return loggers.find((logger) => logger.enabled?.() ?? true);
  }

  return {
    isEnabled: () => safely(find) !== undefined,
    emit({ name, time, severity, body, attributes, trace: place }, span) {
      const spanContext = span ?? (place && { ...place, traceFlags: TraceFlags.NONE });
      const record = {
        eventName: name,
        timestamp: time,
        severityNumber: severity.number,
        severityText: severity.text,
        body,
        attributes: { ...attributes },
        ...(spanContext && { context: trace.setSpanContext(ROOT_CONTEXT, spanContext) }),
      };
      safely(() => {
        find()?.emit(record);
      });
    },
  };
}

/** As much of the logs API as is the same in all its versions. */
interface LogsModule {
  readonly logs: {
    getLogger(name: string, version: string): { enabled?(): boolean; emit(record: object): void };
  };
}

/** An optional peer: most applications have none. */
function loadLogs(): LogsModule['logs'] | undefined {
  try {
    return (createRequire(import.meta.url)('@opentelemetry/api-logs') as LogsModule).logs;
  } catch {
    return undefined;
  }
}
