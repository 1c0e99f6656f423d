import type { Emitter } from './events.ts';
import type { BeatReport } from './heartbeat.ts';
import type { Metrics } from './metrics/index.ts';
import type { ApiFacts, LateBeat, Shared, ToMain, WatchdogSettings } from './protocol.ts';
import { startWatchdogThread } from './watchdog-thread.ts';

export interface WatchdogLink {
  reportLate(late: LateBeat, report: BeatReport): void;
  configure(settings: WatchdogSettings): void;
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
  readonly metrics: Metrics;
}

/** Longest delay of the exit of the process, and only of one that has just been blocked. */
const EXIT_MS = 150;

/** The main thread's side of the watchdog: passes late beats on, and its verdicts to listeners and metrics. */
export function linkWatchdog({ shared, apis, url, settings, emitter, metrics }: Link): WatchdogLink {
  const unsettled: BeatReport[] = [];
  let late = 0;
  const thread = startWatchdogThread({ shared, settings, apis, url, onMessage, onEnd });

  function onMessage(message: ToMain): void {
    if (message.type === 'settled') {
      const report = unsettled.shift();
      // A process that was stopped was not late.
      if (report && message.verdict === 'block') metrics.recordDelay(report.latenessMs, report.heartbeatMs);
    } else if (message.type === 'no-capture') {
      warn('UNBLOCKED_NO_CAPTURE', `Blocking stacks cannot be read: ${message.reason}. Blocks are still detected.`);
    } else {
      if (message.event.event === 'recovered') metrics.recordBlock(message.event.block);
      if (message.event.event !== 'block-update') emitter.emit(message.event);
    }
  }

  function onEnd(reason: string): void {
    warn('UNBLOCKED_NO_WATCHDOG', `There is no watchdog (${reason}), so blocks are not reported.`);
  }

  return {
    reportLate(message, report) {
      late += 1;
      unsettled.push(report);
      thread.send(message);
    },
    configure(next) {
      thread.send({ type: 'configure', settings: next });
    },
    exit() {
      thread.exit(late, EXIT_MS);
    },
    stop() {
      thread.stop();
    },
  };
}

function warn(code: string, text: string): void {
  process.emitWarning(text, { type: 'UnblockedWarning', code });
}
