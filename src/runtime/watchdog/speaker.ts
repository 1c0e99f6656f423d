import { isHushed, type ApiFacts, type ToMain, type WatchdogSettings } from '../protocol.ts';
import type { ReportedEvent } from '../record.ts';
import { createHandler } from './handler.ts';
import { createReportLimit } from './report-limit.ts';
import { toText } from './text.ts';

interface SpeakerParts {
  readonly apis: readonly ApiFacts[];
  readonly getSettings: () => WatchdogSettings;
  readonly writeLine: (line: string) => void;
  readonly tell: (message: ToMain) => void;
  /** They count, so they learn of every event, reported or not. */
  readonly getReaders: () => readonly { note(event: ReportedEvent): void }[];
}

/** Tells each event to whom it concerns: to those who count, and within the limits to main, stderr, and the handler. */
export function createSpeaker(parts: SpeakerParts): (event: ReportedEvent) => void {
  const { apis, getSettings, writeLine, tell, getReaders } = parts;
  const limit = createReportLimit(() => getSettings().rateLimit);
  const handle = createHandler(() => getSettings().whileBlocked.handler, writeLine);
  const cwd = process.cwd();

  function write(event: ReportedEvent): void {
    const form = getSettings().whileBlocked.stderr;
    if (form === 'json') writeLine(JSON.stringify(event));
    if (form === 'text') writeLine(toText(event, cwd, (api) => apis.find(({ name }) => name === api)?.cure));
  }

  return (event) => {
    for (const reader of getReaders()) reader.note(event);
    const reported = limit(event);
    if (!reported) return;
    // Also what is hushed: the main thread counts it.
    tell({ type: 'event', event: reported });
    if (isHushed(reported)) return;
    write(reported);
    handle(reported);
  };
}
