import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { now } from '../clock.ts';
import type { ToMain, ToWatchdog, WatchdogData } from '../protocol.ts';
import { INT, openShared, type Shared } from '../shared-memory.ts';
import { createDetector } from './detector.ts';
import { createEvidence } from './evidence.ts';
import { createExports } from './export/index.ts';
import { loadInspector, type InspectorModule } from '../inspector.ts';
import { createLateBeats } from './late-beats.ts';
import { createPauses } from './pauses.ts';
import { createSampler } from './sampler.ts';
import { createSessionWatch } from './sessions-at-risk.ts';
import { createFrameMapper } from './source-maps.ts';
import { createSpeaker } from './speaker.ts';
import { createStderr } from './stderr.ts';
import { createTaskWatch } from './tasks-at-risk.ts';
import { createThreadTimes } from './thread-times.ts';
import { createThrottling } from './throttling.ts';
import type { WatchParts } from './case.ts';
import { createWatch } from './watch.ts';

/**
 * The second thread. It starts here, and everything it knows comes through {@link WatchdogData}, the shared memory, and
 * the port; the port also keeps this thread, and only this thread, alive.
 */
function start({ port, ...data }: WatchdogData & { readonly port: MessagePort }): void {
  const shared = openShared(data.buffer);
  const apis = [...data.apis];
  const writeLine = createStderr();
  let { settings } = data;
  let allowed = '';
  const getSettings = () => settings;
  const getAllowed = () => allowed;
  const tell = (message: ToMain) => {
    port.postMessage(message);
  };
  const say = createSpeaker({ apis, getSettings, writeLine, tell, getReaders: () => [exports, tasks, evidence] });

  const evidence = createEvidence(() => settings.evidence, writeLine);
  const inspector = data.captureProblem === undefined ? loadInspector() : undefined;
  const pauses = createPauses();
  const sessions = createSessionWatch(shared, getSettings, pauses);
  const exports = createExports({ ...data, apis, shared, pauses, sessions, getSettings, writeLine });
  const context = { ...data, apis, mapFrame: createFrameMapper() };
  const times = { readTimes: createThreadTimes(data.threadNumber), readThrottledMs: createThrottling() };
  const parts = { shared, pauses, say, sessions, context, getSettings, getAllowed, ...times };
  const tasks = createTaskWatch({ ...parts, getDetector: () => detector });
  const { sampler, lateBeats, detector } = watchLoop({ ...parts, inspector, tell }, createDrain(port, receive));

  function receive(message: ToWatchdog): void {
    if (message.type === 'late-beat') lateBeats.add(message);
    if (message.type === 'gc') lateBeats.release(message.reading);
    if (message.type === 'disconnect') sampler.disconnect();
    if (message.type === 'allowed') allowed = message.reason;
    if (message.type === 'apis') apis.push(...message.apis);
    if (message.type === 'configure') ({ settings } = message);
    if (message.type === 'configure') exports.configure();
    if (message.type === 'configure' || message.type === 'task') tasks.look();
  }

  port.on('message', receive);
  tasks.look();
  Atomics.store(shared.ints, INT.WATCHDOG_UP, 1);
  if (inspector === undefined && settings.capture) tell(explainNoCapture(data));
}

/** Takes what has been sent already, and would otherwise wait for its turn. */
function createDrain(port: MessagePort, receive: (message: ToWatchdog) => void): () => void {
  return () => {
    let next = receiveMessageOnPort(port);
    for (; next !== undefined; next = receiveMessageOnPort(port)) receive(next.message as ToWatchdog);
  };
}

interface LoopParts extends Omit<WatchParts, 'sampler'> {
  readonly inspector: InspectorModule | undefined;
  readonly tell: (message: ToMain) => void;
}

function watchLoop({ inspector, tell, ...parts }: LoopParts, drain: () => void) {
  const { shared, pauses, readTimes } = parts;
  const readMoment = () => ({ ...readTimes(), at: now() });
  const sampler = createSampler(shared, inspector, readMoment, (sample) => {
    watch.note(sample);
    detector.look();
  });
  const watch = createWatch({ ...parts, sampler });
  const detector = createDetector(
    shared,
    { pauses, readTimes },
    {
      beforeSuspicion() {
        drain();
        lateBeats.release();
      },
      onSuspicion: watch.open,
      onLook: watch.look,
      onFree: watch.free,
      onSuspended: watch.noteSuspension,
    },
  );
  const lateBeats = createLateBeats((late) => {
    detector.observeClock();
    tell({ type: 'settled', verdict: watch.close(detector.take(late), late) });
    acknowledge(shared);
  });
  return { sampler, lateBeats, detector };
}

function explainNoCapture({ captureProblem = 'this runtime has no inspector' }: WatchdogData): ToMain {
  return { type: 'no-capture', reason: captureProblem };
}

function acknowledge({ ints }: Shared): void {
  Atomics.add(ints, INT.ACKNOWLEDGED, 1);
  Atomics.notify(ints, INT.ACKNOWLEDGED);
}

start(workerData as WatchdogData & { readonly port: MessagePort });
