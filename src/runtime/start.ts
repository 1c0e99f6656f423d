import { installCapture } from './capture.ts';
import { now } from './clock.ts';
import type { EventName, Listener } from './events.ts';
import { startHeartbeat, type BeatReport, type Heartbeat, type Timing } from './heartbeat.ts';
import type { LibraryOptions } from './libraries.ts';
import { checkOptions, mergeSettings, type MonitorOptions, type Settings } from './options.ts';
import { apply, createParts, type Parts, toWatchdogSettings } from './parts.ts';
import type { GcReading } from './protocol.ts';
import { FLOAT, INT } from './shared-memory.ts';
import { sinceFree } from './sessions/registry.ts';
import type { TaskSession, TaskSessionOptions } from './sessions/tasks.ts';
import { linkWatchdog, type WatchdogLink } from './watchdog-link.ts';

export interface Monitor {
  /** Calls `listener` on each event of that name: on the main thread, so after the block. */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): Monitor;
  off<Name extends EventName>(name: Name, listener: Listener<Name>): Monitor;
  /**
   * Whether new work should be turned away: true while the time since the loop was last free has used the `warning`
   * share of a session's timeout or, without sessions, exceeds the threshold. Cheap enough to ask per request.
   */
  isAtRisk(): boolean;
  /**
   * A session for one long task, such as a streamed answer or an import. Warns at each level of `timeoutMs` without
   * `touch()`, whether the loop is blocked or the task is merely slow, until `end()`.
   *
   * @throws TypeError for a wrong name or timeout.
   */
  session(options: TaskSessionOptions): TaskSession;
  /**
   * Marks synchronous functions of a library, so that a block in one is named while it lasts, as those of Node.js are:
   * `monitor.instrument(bcrypt, ['hashSync'])`. For functions that take a millisecond and more: each call costs about 20
   * microseconds. Of marked calls inside each other, the outermost is named.
   *
   * @throws TypeError where one is no function, or cannot be replaced.
   */
  instrument(library: object, functions: readonly string[], options?: LibraryOptions): void;
  /**
   * Runs work that is known to block. Such blocks are measured and counted, and not reported, unless sessions are at
   * risk. Of an async function, what it does after an `await` is told by its stack, so not within native calls.
   *
   * @returns what `fn` returns.
   */
  allowBlocking<Result>(reason: string, fn: () => Result): Result;
  /** Ends the watchdog, restores Node's modules, and removes all listeners. */
  stop(): void;
  [Symbol.dispose](): void;
}

interface Running {
  readonly monitor: Monitor;
  configure(options: MonitorOptions): void;
}

/** Shared by all copies of the package in this thread, however they were loaded. */
const RUNNING = Symbol.for('unblocked.monitor');
/** How often, in beats, modules loaded since are instrumented. */
const REFRESH_BEATS = 20;

/** Numbers given to blocks before this monitor was started: those of one thread never get the same twice. */
let blocksBefore = 0;

/**
 * Starts to watch the event loop of this thread from a second thread.
 *
 * There is one monitor per thread. A second call, also after `--import unblocked/register`, returns the one that runs,
 * adds its sessions (one of the same name takes the earlier one's place), and changes the options that it names;
 * `watchdogUrl` alone stays.
 *
 * @throws TypeError for an unknown or wrong option; it names the option, what was expected, and what came.
 */
export function startMonitor(options: MonitorOptions = {}): Monitor {
  checkOptions(options);
  const holder = globalThis as { [RUNNING]?: Running };
  const running = holder[RUNNING];
  if (running) {
    running.configure(options);
    return running.monitor;
  }
  const started = run(options, () => Reflect.deleteProperty(holder, RUNNING));
  Object.defineProperty(holder, RUNNING, { value: started, configurable: true });
  return started.monitor;
}

function run(options: MonitorOptions, onStop: () => void): Running {
  const parts = createParts(options, blocksBefore, () => watchdog);
  const { shared, sessions, emitter, telemetry } = parts;
  const removeCapture = installCapture(parts);
  const heartbeat = beat(parts, () => watchdog);
  const watchdog: WatchdogLink = linkWatchdog({
    shared,
    apis: parts.instrumentation.apis,
    url: parts.settings.watchdogUrl,
    settings: toWatchdogSettings(parts),
    emitter,
    telemetry,
  });
  const atExit = () => {
    heartbeat.beatIfLate();
    watchdog.exit();
  };
  process.on('exit', atExit);

  function stop(): void {
    process.off('exit', atExit);
    heartbeat.stop();
    watchdog.stop();
    telemetry.stop();
    parts.instrumentation.stop();
    parts.loads.set(false);
    parts.profiler.set(false);
    removeCapture();
    emitter.clear();
    blocksBefore = Atomics.load(shared.ints, INT.BLOCKS);
    onStop();
  }

  return {
    monitor: createHandle(parts, stop),
    configure(later) {
      apply(parts, mergeSettings(parts.settings, later), later);
      sessions.write();
      watchdog.configure(toWatchdogSettings(parts));
    },
  };
}

function beat(parts: Parts, getWatchdog: () => WatchdogLink): Heartbeat {
  const { shared, sessions, profiler, telemetry, instrumentation } = parts;
  let beats = 0;
  return startHeartbeat(shared, {
    getTiming: () => effectiveTiming(parts.settings, sessions.write()),
    closeWindow: (report) => closeWindow(parts, report, getWatchdog),
    onBeat(report, window) {
      beats += 1;
      parts.writeDebuggable();
      if (report.late && window) {
        telemetry.onLateBeat();
        const profile = profiler.read(report.late.from);
        getWatchdog().reportLate({ type: 'late-beat', ...report.late, ...window, profile }, report);
      } else {
        telemetry.onBeat(report);
      }
      profiler.trim();
      if (beats % REFRESH_BEATS === 0) instrumentation.refresh();
    },
  });
}

/** Ends what counts from beat to beat. Returns what it came to, where the beat was late. */
function closeWindow(
  { marks, allowed, gc, probe, loads, sessions }: Parts,
  { late }: BeatReport,
  getWatchdog: () => WatchdogLink,
) {
  const tellGc = (reading: GcReading) => {
    getWatchdog().send({ type: 'gc', reading });
  };
  const gcFollows = gc.stop(late && tellGc);
  probe.disarm();
  const load = late && loads.readLongest();
  const window = late && {
    allowedMs: allowed.readWindow(),
    counts: sessions.readCounts(),
    usage: marks.readWindow(),
    gcFollows,
    ...(load && { load }),
  };
  marks.reset();
  loads.reset();
  allowed.reset();
  return window;
}

function createHandle(parts: Parts, stop: () => void): Monitor {
  const { shared, sessions, emitter } = parts;
  const monitor: Monitor = {
    on(name, listener) {
      emitter.on(name, listener);
      return monitor;
    },
    off(name, listener) {
      emitter.off(name, listener);
      return monitor;
    },
    session: parts.tasks.open,
    instrument: parts.instrumentation.add,
    allowBlocking: parts.allowed.run,
    isAtRisk() {
      const ms = sinceFree(shared, now());
      return sessions.names.length > 0
        ? sessions.hasUsed(parts.settings.levels.warning, ms)
        : ms >= (shared.floats[FLOAT.THRESHOLD] ?? Infinity);
    },
    stop,
    [Symbol.dispose]: stop,
  };
  return monitor;
}

/** A session with a short timeout tightens the threshold, and a short threshold the heartbeat. */
function effectiveTiming({ blockThresholdMs, heartbeatMs }: Settings, shortestTimeoutMs: number): Timing {
  const thresholdMs = Math.min(blockThresholdMs, shortestTimeoutMs / 2);
  return { thresholdMs, heartbeatMs: Math.min(heartbeatMs, Math.max(5, thresholdMs / 2)) };
}
