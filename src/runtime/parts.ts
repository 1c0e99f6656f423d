/** The parts of the monitor that live on the main thread, and how the options set them. */
import { createAllowed, type Allowed } from './allowed.ts';
import { now } from './clock.ts';
import { createDebuggable } from './debuggable.ts';
import { createEmitter, type Emitter } from './events.ts';
import { createGcClock, type GcClock } from './gc-clock.ts';
import { createInstrumentation, type Instrumentation } from './instrument.ts';
import { createMarks, type Marks } from './marks.ts';
import { DEFAULTS, mergeSettings, type MonitorOptions, type Settings } from './options.ts';
import { createModuleLoads, type ModuleLoads } from './module-loads.ts';
import { createProfiler, type Profiler } from './profiler.ts';
import { createPromiseProbe, type PromiseProbe } from './promise-probe.ts';
import type { ToWatchdog, WatchdogSettings } from './protocol.ts';
import { FLOAT, INT, openShared, type Shared } from './shared-memory.ts';
import { createSessionRegistry, type SessionRegistry } from './sessions/registry.ts';
import { createTasks, type Tasks } from './sessions/tasks.ts';
import { createSiteReader, type SiteReader } from './stack.ts';
import { createTelemetry, type Telemetry } from './telemetry.ts';
import type { WatchdogLink } from './watchdog-link.ts';

export interface Parts {
  readonly startedAt: number;
  readonly shared: Shared;
  readonly reader: SiteReader;
  readonly marks: Marks;
  readonly gc: GcClock;
  readonly probe: PromiseProbe;
  readonly profiler: Profiler;
  readonly writeDebuggable: () => void;
  readonly loads: ModuleLoads;
  readonly instrumentation: Instrumentation;
  readonly allowed: Allowed;
  readonly sessions: SessionRegistry;
  readonly tasks: Tasks;
  readonly emitter: Emitter;
  readonly telemetry: Telemetry;
  settings: Settings;
}

/** @param blocksBefore how many blocks of this thread have a number */
export function createParts(options: MonitorOptions, blocksBefore: number, getWatchdog: () => WatchdogLink): Parts {
  const settings = mergeSettings(DEFAULTS, options);
  const shared = openMemory(blocksBefore);
  const send = (message: ToWatchdog) => {
    getWatchdog().send(message);
  };
  // A server that bundles must say where the watchdog is; then this file is also the application's.
  const ownFile = settings.watchdogUrl === undefined ? import.meta.url : undefined;
  const onName = () => {
    getWatchdog().configure(toWatchdogSettings(parts));
  };
  const sessions = createSessionRegistry(shared);
  const telemetry = createTelemetry(shared, () => parts);
  const allowed = createAllowed(shared, send);
  const onRead = () => {
    sessions.writeCounts();
    telemetry.onRead();
  };
  const reader = createSiteReader(ownFile, { onRead, readAllowed: allowed.current });
  const marks = createMarks(shared, reader, telemetry.recordCall);
  const parts: Parts = {
    startedAt: now(),
    settings,
    shared,
    reader,
    marks,
    gc: createGcClock(),
    probe: createPromiseProbe(reader),
    profiler: createProfiler(ownFile),
    writeDebuggable: createDebuggable(shared),
    loads: createModuleLoads(shared, reader),
    instrumentation: createInstrumentation(marks, send),
    allowed,
    sessions,
    tasks: createTasks({ shared, send, getWarning: () => parts.settings.levels.warning, onName }),
    emitter: createEmitter(),
    telemetry,
  };
  apply(parts, settings, options);
  return parts;
}

function openMemory(blocksBefore: number): Shared {
  const shared = openShared();
  shared.ints[INT.BLOCKS] = blocksBefore;
  return shared;
}

/** Sets the parts as the options say, at the start and when `startMonitor` is called again. */
export function apply(parts: Parts, settings: Settings, { sessions = [] }: MonitorOptions): void {
  parts.sessions.add(sessions);
  parts.settings = settings;
  parts.reader.setContext(settings.context);
  parts.marks.showArguments(settings.syncCalls === 'arguments');
  parts.instrumentation.set(settings.syncCalls !== false);
  parts.loads.set(settings.syncCalls !== false);
  parts.profiler.set(settings.profile);
  parts.shared.floats[FLOAT.GRACE_UNTIL] = parts.startedAt + settings.startupGraceMs;
}

export function toWatchdogSettings({ settings, sessions, tasks }: Parts): WatchdogSettings {
  const { capture, samples, levels, whileBlocked } = settings;
  const rateLimit = settings.rateLimit === false ? Infinity : settings.rateLimit;
  const evidence = settings.evidence === false ? undefined : settings.evidence;
  return { capture, samples, levels, whileBlocked, rateLimit, evidence, sessions: sessions.names, tasks: tasks.names };
}
