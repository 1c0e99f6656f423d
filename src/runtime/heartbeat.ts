import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { now } from './clock.ts';
import type { LateBeat } from './protocol.ts';
import { FLOAT, INT, type Shared } from './shared-memory.ts';
import { readMoment } from './schedstat.ts';

export interface Timing {
  readonly heartbeatMs: number;
  readonly thresholdMs: number;
}

export interface BeatReport {
  /** How much later than the interval the beat came; below zero when it came early. */
  readonly latenessMs: number;
  /** The interval that this beat had. */
  readonly heartbeatMs: number;
  /** Only when it came later than the threshold allows. */
  readonly late?: Pick<LateBeat, 'from' | 'to' | 'freeAt' | 'end' | 'busyMs'>;
}

export interface Heartbeat {
  /** Beats now, if the loop has been blocked for longer than the threshold: for the exit of the process. */
  beatIfLate(): void;
  stop(): void;
}

// Imported bindings are live: fake timers installed later would reach them.
const startInterval = setInterval;
const endInterval = clearInterval;
const readUtilization = performance.eventLoopUtilization.bind(performance);

interface HeartbeatHooks<Window> {
  /**
   * Called before each beat is written: what counts since the last beat must start anew before the watchdog sees the
   * next, or it would belong to both.
   */
  readonly closeWindow: (report: BeatReport) => Window;
  /** Asked after that; a change holds from the beat on. */
  readonly getTiming: () => Timing;
  /** Called after each beat, with what `closeWindow` returned. */
  readonly onBeat: (report: BeatReport, window: Window) => void;
}

/** A timer that writes the time into shared memory. How late it runs is how late everything runs. */
export function startHeartbeat<Window>(
  shared: Shared,
  { getTiming, closeWindow, onBeat }: HeartbeatHooks<Window>,
): Heartbeat {
  const { floats } = shared;
  let timing = getTiming();
  let idleMs = readIdleMs();
  let timer = schedule();
  floats[FLOAT.FREE_AT] = now();
  writeBeat(shared, timing, now());

  function schedule(): NodeJS.Timeout {
    // Unref'd: watching must not keep the process alive.
    return startInterval(beat, timing.heartbeatMs).unref();
  }

  function beat(): void {
    const report = measure(shared, timing, idleMs);
    idleMs = readIdleMs();
    const window = closeWindow(report);
    const next = getTiming();
    const isRescheduled = next.heartbeatMs !== timing.heartbeatMs;
    timing = next;
    writeBeat(shared, timing, now());
    if (isRescheduled) {
      endInterval(timer);
      timer = schedule();
    }
    onBeat(report, window);
  }

  return {
    beatIfLate() {
      if (measure(shared, timing, idleMs).late) beat();
    },
    stop() {
      endInterval(timer);
    },
  };
}

function measure({ floats }: Shared, { heartbeatMs, thresholdMs }: Timing, idleBeforeMs: number): BeatReport {
  const to = now();
  const from = floats[FLOAT.BEAT_AT] ?? to;
  const latenessMs = to - from - heartbeatMs;
  if (latenessMs < thresholdMs) return { latenessMs, heartbeatMs };
  const busyMs = to - from - (readIdleMs() - idleBeforeMs);
  return {
    latenessMs,
    heartbeatMs,
    late: { from, to, freeAt: floats[FLOAT.FREE_AT] ?? from, end: readMoment(), busyMs },
  };
}

function writeBeat({ ints, floats }: Shared, { heartbeatMs, thresholdMs }: Timing, at: number): void {
  const latenessMs = at - (floats[FLOAT.BEAT_AT] ?? at) - heartbeatMs;
  // Half a threshold late is still a turn in which clients were served; a row of later beats is one wait for them.
  if (latenessMs < thresholdMs / 2) floats[FLOAT.FREE_AT] = at;
  floats[FLOAT.HEARTBEAT] = heartbeatMs;
  floats[FLOAT.THRESHOLD] = thresholdMs;
  floats[FLOAT.BEAT_AT] = at;
  Atomics.add(ints, INT.BEATS, 1);
}

/** Time the loop has spent waiting for events. */
function readIdleMs(): number {
  return readUtilization().idle;
}
