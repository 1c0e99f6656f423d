import { workerData, type MessagePort } from 'node:worker_threads';
import {
  INT,
  openShared,
  type LateBeat,
  type Shared,
  type ToMain,
  type ToWatchdog,
  type WatchdogData,
  type WatchdogSettings,
} from '../protocol.ts';
import type { ReportedEvent } from '../record.ts';
import { createDetector } from './detector.ts';
import { createExports } from './export/index.ts';
import { loadInspector, type InspectorModule } from '../inspector.ts';
import { createPauses } from './pauses.ts';
import { createSampler } from './sampler.ts';
import { createSessionWatch } from './sessions-at-risk.ts';
import { createFrameMapper } from './source-maps.ts';
import { createStderr } from './stderr.ts';
import { createTaskWatch } from './tasks-at-risk.ts';
import { toText } from './text.ts';
import { createThrottling } from './throttling.ts';
import type { WatchParts } from './case.ts';
import { createWatch } from './watch.ts';

/**
 * The second thread. It starts here, and everything it knows comes through {@link WatchdogData}, the shared memory, and
 * the port; the port also keeps this thread, and only this thread, alive.
 */
function start({ port, ...data }: WatchdogData & { readonly port: MessagePort }): void {
  const shared = openShared(data.buffer);
  const writeLine = createStderr();
  const write = createWriter(data, writeLine);
  let { settings } = data;
  const getSettings = () => settings;
  const tell = (message: ToMain) => {
    port.postMessage(message);
  };
  const say = (event: ReportedEvent) => {
    write(event, settings.whileBlocked.stderr);
    exports.note(event);
    tasks.note(event);
    tell({ type: 'event', event });
  };

  const inspector = data.captureProblem === undefined ? loadInspector() : undefined;
  const pauses = createPauses();
  const sessions = createSessionWatch(shared, getSettings, pauses);
  const exports = createExports({ ...data, shared, pauses, sessions, getSettings, writeLine });
  const context = { ...data, mapFrame: createFrameMapper() };
  const parts = { shared, pauses, say, sessions, context, getSettings, readThrottledMs: createThrottling() };
  const tasks = createTaskWatch({ ...parts, getDetector: () => detector });
  const { sampler, watch, detector } = watchLoop(parts, inspector);

  function judge(late: LateBeat): void {
    detector.observeClock();
    tell({ type: 'settled', verdict: watch.close(detector.take(late), late) });
    acknowledge(shared);
  }
  port.on('message', (message: ToWatchdog) => {
    if (message.type === 'late-beat') judge(message);
    if (message.type === 'disconnect') sampler.disconnect();
    if (message.type === 'configure') ({ settings } = message);
    if (message.type === 'configure') exports.configure();
    if (message.type === 'configure' || message.type === 'task') tasks.look();
  });
  tasks.look();
  Atomics.store(shared.ints, INT.WATCHDOG_UP, 1);
  if (inspector === undefined && settings.capture) tell(explainNoCapture(data));
}

function watchLoop(parts: Omit<WatchParts, 'sampler'>, inspector: InspectorModule | undefined) {
  const { shared, pauses } = parts;
  const sampler = createSampler(shared, inspector, (sample) => {
    watch.note(sample);
    detector.look();
  });
  const watch = createWatch({ ...parts, sampler });
  const detector = createDetector(shared, pauses, {
    onSuspicion: watch.open,
    onLook: watch.look,
    onFree: watch.free,
    onSuspended: watch.noteSuspension,
  });
  return { sampler, watch, detector };
}

function explainNoCapture({ captureProblem = 'this runtime has no inspector' }: WatchdogData): ToMain {
  return { type: 'no-capture', reason: captureProblem };
}

function acknowledge({ ints }: Shared): void {
  Atomics.add(ints, INT.ACKNOWLEDGED, 1);
  Atomics.notify(ints, INT.ACKNOWLEDGED);
}

/** Writes events to stderr in the form that is set at the time. */
function createWriter(
  { apis }: WatchdogData,
  writeLine: (line: string) => void,
): (event: ReportedEvent, form: WatchdogSettings['whileBlocked']['stderr']) => void {
  const cures = new Map(apis.map(({ name, cure }) => [name, cure]));
  const cwd = process.cwd();
  return (event, form) => {
    if (form === 'json') writeLine(JSON.stringify(event));
    if (form === 'text') writeLine(toText(event, cwd, (api) => cures.get(api)));
  };
}

start(workerData as WatchdogData & { readonly port: MessagePort });
