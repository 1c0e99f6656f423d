import { createNoopMeter, metrics } from '@opentelemetry/api';

// Some programs fake it.
const { setTimeout } = globalThis;
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

/**
 * Resolves once the watchdog of the monitor that was started watches, or cannot: on a busy machine its thread takes
 * seconds to start. By `unblocked.watchdog.up`, so it takes the place of OpenTelemetry's global MeterProvider meanwhile.
 */
export async function watched() {
  let readUp;
  let isDone = false;
  const end = () => (isDone = true);
  const gauge = { addCallback: (read) => (readUp = read), removeCallback: () => (readUp = undefined) };
  const noop = createNoopMeter();
  const createObservableGauge = (name) => (name === 'unblocked.watchdog.up' ? gauge : noop.createObservableGauge(name));
  const meter = Object.assign(Object.create(noop), { createObservableGauge });

  const own = metrics.getMeterProvider();
  metrics.disable();
  const none = metrics.getMeterProvider();
  metrics.setGlobalMeterProvider({ getMeter: () => meter });
  process.on('warning', ({ code }) => code === 'UNBLOCKED_NO_WATCHDOG' && end());
  while (!isDone) {
    await turn();
    readUp?.({ observe: (value) => value === 1 && end() });
  }
  metrics.disable();
  if (own !== none) metrics.setGlobalMeterProvider(own);
  // The monitor finds out at its next beat.
  while (readUp) await turn();
}
