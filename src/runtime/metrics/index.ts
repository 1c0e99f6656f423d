import { metrics, type MeterProvider } from '@opentelemetry/api';
import pkg from '../../../package.json' with { type: 'json' };
import type { BlockRecord } from '../record.ts';
import { createBlockMetrics } from './block.ts';
import { createDelayMetric } from './eventloop-delay.ts';
import { createSessionMetric } from './session-utilization.ts';

export interface Metrics {
  recordBlock(block: BlockRecord): void;
  recordDelay(delayMs: number, intervalMs: number): void;
}

/**
 * The metrics of the main thread. OpenTelemetry has no proxies for meters: instruments made before the application
 * registers its provider would record nothing for ever, so they are made anew when the provider changes.
 */
export function createMetrics(getProvider: () => MeterProvider | undefined): Metrics {
  let provider: MeterProvider | undefined;
  let instruments: ReturnType<typeof createInstruments> | undefined;

  function current(): ReturnType<typeof createInstruments> {
    const wanted = getProvider() ?? metrics.getMeterProvider();
    if (instruments === undefined || wanted !== provider) {
      provider = wanted;
      instruments = createInstruments(wanted);
    }
    return instruments;
  }

  return {
    recordBlock(block) {
      try {
        const { block: recordBlock, session } = current();
        recordBlock(block);
        session(block);
      } catch {
        // As below.
      }
    },
    recordDelay(delayMs, intervalMs) {
      try {
        current().delay(delayMs, intervalMs);
      } catch {
        // A provider that throws is the application's to find out; it must not end the heartbeat.
      }
    },
  };
}

function createInstruments(provider: MeterProvider) {
  const meter = provider.getMeter(pkg.name, pkg.version);
  return { block: createBlockMetrics(meter), delay: createDelayMetric(meter), session: createSessionMetric(meter) };
}
