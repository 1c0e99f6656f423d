import { clearTimeout, setTimeout } from 'node:timers';
import type { Emitter } from './events.ts';
import type { BeatReport } from './heartbeat.ts';
import {
  isHushed,
  type ApiFacts,
  type LateBeat,
  type ToMain,
  type ToWatchdog,
  type WatchdogSettings,
} from './protocol.ts';
import { INT, type Shared } from './shared-memory.ts';
import type { Telemetry } from './telemetry.ts';
import { startWatchdogThread, type WatchdogEnd, type WatchdogThread } from './watchdog-thread.ts';

export interface WatchdogLink {
  reportLate(late: LateBeat, report: BeatReport): void;
  configure(settings: WatchdogSettings): void;
  send(message: ToWatchdog): void;
  /** At the exit of the process: waits briefly for what the watchdog still has to say about the last block. */
  exit(): void;
  stop(): void;
}

interface Link {
  readonly shared: Shared;
  readonly apis: readonly ApiFacts[];
  readonly url: URL | string | undefined;
  readonly settings: WatchdogSettings;
  readonly emitter: Emitter;
  readonly telemetry: Telemetry;
}

/**
 * Longest delay of the exit of the process, and only of one that has just been blocked. The watchdog takes a few
 * milliseconds; where the host has no core free for it, its record is worth the wait.
 */
const EXIT_MS = 500;
/** After which times, in milliseconds, a watchdog that has ended is started again: so often, and no more. */
const RESTARTS_MS: readonly number[] = [1000, 10_000, 60_000];

// Imported bindings are live: fake timers installed later would reach them.
const startTimer = setTimeout;
const endTimer = clearTimeout;

/** The main thread's side of the watchdog: passes late beats on, and its verdicts to listeners and telemetry. */
export function linkWatchdog({ emitter, telemetry, ...link }: Link): WatchdogLink {
  const unsettled: BeatReport[] = [];
  let late = 0;

  function onMessage(message: ToMain): void {
    if (message.type === 'settled') {
      const report = unsettled.shift();
      if (report) telemetry.onVerdict(report, message.verdict);
    } else if (message.type === 'no-capture') {
      warn('UNBLOCKED_NO_CAPTURE', `Blocking stacks cannot be read: ${message.reason}. Blocks are still detected.`);
    } else {
      telemetry.note(message.event);
      if (message.event.event !== 'block-update' && !isHushed(message.event)) emitter.emit(message.event);
    }
  }

  const keeper = keepWatchdog(link, onMessage, () => {
    unsettled.length = 0;
    late = Atomics.load(link.shared.ints, INT.ACKNOWLEDGED);
  });

  return {
    reportLate(message, report) {
      late += 1;
      unsettled.push(report);
      keeper.thread().send(message);
    },
    configure(next) {
      keeper.configure(next);
    },
    send(message) {
      keeper.thread().send(message);
    },
    exit() {
      keeper.thread().exit(late, EXIT_MS);
    },
    stop() {
      keeper.stop();
    },
  };
}

/** Starts the thread, and starts it again, a few times at most, when it ends by itself. */
function keepWatchdog(
  link: Omit<Link, 'emitter' | 'telemetry'>,
  onMessage: (message: ToMain) => void,
  onRestart: () => void,
) {
  let { settings } = link;
  let restarts = 0;
  let timer: NodeJS.Timeout | undefined;
  let thread = start();

  function start(): WatchdogThread {
    return startWatchdogThread({ ...link, settings, onMessage, onEnd });
  }

  function onEnd({ reason, hasRun }: WatchdogEnd): void {
    const afterMs = hasRun ? RESTARTS_MS[restarts] : undefined;
    if (restarts === 0) warn('UNBLOCKED_NO_WATCHDOG', describeEnd(reason, afterMs !== undefined));
    restarts += 1;
    if (afterMs === undefined) return;
    timer = startTimer(() => {
      onRestart();
      thread = start();
    }, afterMs);
    // Watching must not keep the process alive.
    timer.unref();
  }

  return {
    thread: () => thread,
    configure(next: WatchdogSettings): void {
      settings = next;
      thread.send({ type: 'configure', settings });
    },
    stop(): void {
      endTimer(timer);
      thread.stop();
    },
  };
}

function describeEnd(reason: string, isRestarted: boolean): string {
  const text = `There is no watchdog (${reason}), so blocks are not reported.`;
  return isRestarted ? `${text} It is started again, ${RESTARTS_MS.length} times at most.` : text;
}

function warn(code: string, text: string): void {
  process.emitWarning(text, { type: 'UnblockedWarning', code });
}
