import type { Meter, MeterProvider } from '@opentelemetry/api';
import { monitorEventLoopDelay, performance, type IntervalHistogram } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { IS_NODE } from '../host.ts';
import pkg from '../../../package.json' with { type: 'json' };
import { observe } from './instruments.ts';
import { ATTRIBUTE, NODEJS_DELAY, NODEJS_TIME, NODEJS_UTILIZATION } from './semconv.ts';

/**
 * The gauges cover the last one to two of these: short enough to show what is, long enough for a reader who comes once a
 * minute. They move by the clock and never by a reader, so that readers do not disturb each other.
 */
const WINDOW_MS = 60_000;

const DELAYS: readonly (readonly [keyof typeof NODEJS_DELAY, (delay: IntervalHistogram) => number])[] = [
  ['min', ({ min }) => min],
  ['max', ({ max }) => max],
  ['mean', ({ mean }) => mean],
  ['stddev', ({ stddev }) => stddev],
  ['p50', (delay) => delay.percentile(50)],
  ['p90', (delay) => delay.percentile(90)],
  ['p99', (delay) => delay.percentile(99)],
];

// Imported bindings are live: fake timers installed later would reach them.
const startInterval = setInterval;
const endInterval = clearInterval;
const readUtilization = performance.eventLoopUtilization.bind(performance);

/**
 * The `nodejs.eventloop.*` metrics. Opt-in: nothing is measured before `observe` is called, and nothing where the runtime
 * is not Node.js.
 */
export function createNodejsMetrics(): { observe: (provider: MeterProvider) => void; stop: () => void } {
  const seen = new WeakSet<MeterProvider>();
  const undo: (() => void)[] = [];
  let windows: Windows | undefined;

  return {
    observe(provider) {
      if (!IS_NODE || seen.has(provider)) return;
      seen.add(provider);
      const meter = provider.getMeter(pkg.name, pkg.version);
      windows ??= startWindows();
      undo.push(...observeDelay(meter, windows), ...observeUtilization(meter, windows));
    },
    stop() {
      for (const end of undo) end();
      windows?.stop();
    },
  };
}

interface Window {
  readonly delay: IntervalHistogram;
  readonly since: ReturnType<typeof readUtilization>;
}

interface Windows {
  /** The one with the longer past. */
  current(): Window;
  stop(): void;
}

/**
 * Two windows overlap by half, and readers see the older. Resetting one histogram instead would lose a block that starts
 * in the tick of the reset.
 */
function startWindows(): Windows {
  let [older, younger] = [open(), open()];

  const timer = startInterval(() => {
    older.delay.disable();
    [older, younger] = [younger, open()];
  }, WINDOW_MS);
  // Measuring must not keep the process alive.
  timer.unref();

  return {
    current: () => older,
    stop() {
      endInterval(timer);
      for (const { delay } of [older, younger]) delay.disable();
    },
  };
}

function open(): Window {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return { delay, since: readUtilization() };
}

function observeDelay(meter: Meter, windows: Windows): (() => void)[] {
  return DELAYS.map(([figure, read]) =>
    observe(meter, NODEJS_DELAY[figure], (result) => {
      const { delay } = windows.current();
      // Without a single value the histogram's figures mean nothing.
      if (delay.max > 0) result.observe(read(delay) / 1e9);
    }),
  );
}

function observeUtilization(meter: Meter, windows: Windows): (() => void)[] {
  return [
    observe(meter, NODEJS_UTILIZATION, (result) => {
      result.observe(readUtilization(windows.current().since).utilization);
    }),
    observe(meter, NODEJS_TIME, (result) => {
      const { active, idle } = readUtilization();
      result.observe(active / 1000, { [ATTRIBUTE.state]: 'active' });
      result.observe(idle / 1000, { [ATTRIBUTE.state]: 'idle' });
    }),
  ];
}
