import { workerData, type MessagePort } from 'node:worker_threads';
import {
  INT,
  openShared,
  type LateBeat,
  type ToMain,
  type ToWatchdog,
  type WatchdogData,
  type WatchdogSettings,
} from '../protocol.ts';
import type { ReportedEvent } from '../record.ts';
import { createDetector } from './detector.ts';
import { loadInspector } from './inspector.ts';
import { createPauses } from './pauses.ts';
import { createSampler } from './sampler.ts';
import { createSessionWatch } from './sessions-at-risk.ts';
import { createFrameMapper } from './source-maps.ts';
import { createStderr } from './stderr.ts';
import { toText } from './text.ts';
import { createWatch } from './watch.ts';

/**
 * The second thread. It starts here, and everything it knows comes through {@link WatchdogData}, the shared memory, and
 * the port; the port also keeps this thread, and only this thread, alive.
 */
function start({ port, ...data }: WatchdogData & { readonly port: MessagePort }): void {
  const shared = openShared(data.buffer);
  const write = createWriter(data);
  let { settings } = data;
  const tell = (message: ToMain) => {
    port.postMessage(message);
  };
  const say = (event: ReportedEvent) => {
    write(event, settings.stderr);
    tell({ type: 'event', event });
  };

  const inspector = data.captureProblem === undefined ? loadInspector() : undefined;
  const pauses = createPauses();
  const sessions = createSessionWatch(shared, () => settings.sessions);
  const context = { ...data, mapFrame: createFrameMapper() };
  const sampler = createSampler(shared, inspector, () => {
    detector.look();
  });
  const watch = createWatch({ shared, sampler, pauses, say, sessions, context, getSettings: () => settings });
  const detector = createDetector(shared, pauses, {
    onSuspicion: watch.open,
    onLook: watch.look,
    onFree: watch.free,
  });

  port.on('message', (message: ToWatchdog) => {
    if (message.type === 'configure') settings = message.settings;
    else if (message.type === 'disconnect') sampler.disconnect();
    else judge(message);
  });

  function judge(late: LateBeat): void {
    detector.observeClock();
    tell({ type: 'settled', verdict: watch.close(detector.take(late), late) });
    Atomics.add(shared.ints, INT.ACKNOWLEDGED, 1);
    Atomics.notify(shared.ints, INT.ACKNOWLEDGED);
  }
  if (inspector === undefined && settings.capture) {
    tell({ type: 'no-capture', reason: data.captureProblem ?? 'this runtime has no inspector' });
  }
}

/** Writes events to stderr in the form that is set at the time. */
function createWriter({ apis }: WatchdogData): (event: ReportedEvent, form: WatchdogSettings['stderr']) => void {
  const writeLine = createStderr();
  const cures = new Map(apis.map(({ name, cure }) => [name, cure]));
  const cwd = process.cwd();
  return (event, form) => {
    if (form === 'json') writeLine(JSON.stringify(event));
    if (form === 'text') writeLine(toText(event, cwd, (api) => cures.get(api)));
  };
}

start(workerData as WatchdogData & { readonly port: MessagePort });
