import { createNoopMeter, metrics, type Meter, type MeterProvider } from '@opentelemetry/api';
import pkg from '../../../package.json' with { type: 'json' };
import { INT, type Shared } from '../shared-memory.ts';
import type { BlockRecord, SessionAtRisk } from '../record.ts';
import { createBlockMetrics } from './block.ts';
import { correctDelays } from './correct-delays.ts';
import { createDelayMetric } from './eventloop-delay.ts';
import { OTHER } from './limiter.ts';
import { createNodejsMetrics } from './nodejs-eventloop.ts';
import { createSessionMetrics } from './session.ts';
import { createSharedMetrics } from './shared-metrics.ts';
import { createSyncCallMetric } from './sync-call.ts';
import { createWatchdogMetrics } from './watchdog.ts';

export interface Metrics {
  recordBlock(block: BlockRecord): void;
  recordBreach(session: SessionAtRisk): void;
  recordDelay(delayMs: number, intervalMs: number): void;
  /** A synchronous call of 1 ms and over; `api` is its index in the table. */
  readonly recordCall: (api: number, ms: number) => void;
  readonly stop: () => void;
}

export interface MetricsParts {
  readonly shared: Shared;
  readonly apiName: (api: number) => string;
  readonly getSettings: () => {
    readonly meterProvider: MeterProvider | undefined;
    readonly semanticConventionMetrics: boolean;
  };
}

/** The metrics of the main thread, for the application's SDK and for the watchdog. */
export function createMetrics(parts: MetricsParts): Metrics {
  const forWatchdog = createSharedMetrics(parts.shared);
  const sdk = createSdk(parts);

  return {
    recordBlock(block) {
      sdk.record((instruments) => {
        instruments.block(block);
        instruments.session.recordBlock(block);
      });
    },
    recordBreach(risk) {
      sdk.record(({ session }) => {
        session.recordBreach(risk);
      });
    },
    recordDelay(delayMs, intervalMs) {
      const delaysMs = correctDelays(delayMs, intervalMs);
      forWatchdog.recordDelays(delaysMs);
      sdk.record(({ delay }) => {
        delay(delaysMs);
      });
    },
    recordCall(api, ms) {
      const name = forWatchdog.recordCall(api, ms) ? parts.apiName(api) : OTHER;
      sdk.record(({ syncCall }) => {
        syncCall(name, ms);
      });
    },
    stop: sdk.stop,
  };
}

/**
 * OpenTelemetry has no proxies for meters: instruments made before the application registers its provider would record
 * nothing for ever, so they are made anew when the provider changes. The watchdog is told whether there is one, so that
 * no series appears twice.
 */
function createSdk({ shared, getSettings }: MetricsParts) {
  const nodejs = createNodejsMetrics();
  let provider: MeterProvider | undefined;
  let instruments: Instruments | undefined;

  function current(): Instruments {
    const { meterProvider, semanticConventionMetrics } = getSettings();
    const wanted = meterProvider ?? metrics.getMeterProvider();
    if (semanticConventionMetrics) nodejs.observe(wanted);
    if (instruments !== undefined && wanted === provider) return instruments;
    provider = wanted;
    instruments?.stop();
    const meter = wanted.getMeter(pkg.name, pkg.version);
    Atomics.store(shared.ints, INT.HAS_PROVIDER, meter === createNoopMeter() ? 0 : 1);
    return (instruments = createInstruments(meter, shared));
  }

  return {
    record(into: (instruments: Instruments) => void): void {
      try {
        into(current());
      } catch {
        // A provider that throws is the application's to find out; it must not end the heartbeat.
      }
    },
    stop: () => {
      instruments?.stop();
      nodejs.stop();
    },
  };
}

type Instruments = ReturnType<typeof createInstruments>;

function createInstruments(meter: Meter, shared: Shared) {
  return {
    stop: createWatchdogMetrics(meter, shared),
    block: createBlockMetrics(meter),
    delay: createDelayMetric(meter),
    session: createSessionMetrics(meter),
    syncCall: createSyncCallMetric(meter),
  };
}
