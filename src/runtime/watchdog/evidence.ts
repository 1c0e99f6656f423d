import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { formatEvidence, mergeEvidence, parseEvidence, type Observation } from '../../evidence/format.ts';
import { now } from '../clock.ts';
import { isHushed } from '../protocol.ts';
import type { BlockRecord, ReportedEvent } from '../record.ts';
import { findPlace } from './place.ts';

/**
 * While another process writes, which takes a millisecond or two: what is seen is written before the watchdog goes on, as
 * the process may end with the block. Shorter than the exit waits for the watchdog.
 */
const WAIT_MS = 400;
const STEP_MS = 2;
/** Who holds on for longer than these has no core, or has ended. */
const RETRY_MS = 50;
const ABANDONED_MS = 10_000;

/**
 * Keeps what was seen in a file, added to what other processes and earlier runs saw. What is wrong with the file is said
 * once, and it is left alone from then on.
 *
 * @param getFile undefined while there is none.
 */
export function createEvidence(getFile: () => string | undefined, writeLine: (line: string) => void) {
  let pending: readonly Observation[] = [];
  let failed: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  function flush(file: string, waitMs = 0): void {
    clearTimeout(timer);
    try {
      if (write(file, pending, waitMs)) pending = [];
      // Unref'd: what is left is written with the next block, too.
      else timer = setTimeout(flush, RETRY_MS, file).unref();
    } catch (error) {
      failed = file;
      pending = [];
      const reason = error instanceof Error ? error.message : String(error);
      writeLine(`unblocked: evidence is not kept in ${file}: ${reason}`);
    }
  }

  return {
    note(event: ReportedEvent): void {
      const file = getFile();
      if (event.event !== 'recovered' || isHushed(event) || file === undefined || file === failed) return;
      const path = resolve(file);
      const observation = observe(event.block, dirname(path));
      if (!observation) return;
      pending = mergeEvidence(pending, [observation]);
      flush(path, WAIT_MS);
    },
  };
}

/** The line of the application that blocked, where it is known for sure. */
function observe({ attribution, frames, api, durationMs }: BlockRecord, folder: string): Observation | undefined {
  if (attribution === 'late' || attribution === 'none') return undefined;
  const place = findPlace(frames);
  const frame = place?.caller ?? place?.frame;
  const file = frame && isAbsolute(frame.file) ? relative(folder, frame.file) : '';
  // On another drive.
  if (frame === undefined || file === '' || isAbsolute(file)) return undefined;
  const figures = { count: 1, totalMs: durationMs, maxMs: durationMs };
  return { file: file.split(sep).join('/'), line: frame.line, ...(api !== undefined && { api }), ...figures };
}

/**
 * Whoever reads finds the old file or the new one, never half of it.
 *
 * @returns false where another process still writes after `waitMs`.
 */
function write(path: string, observations: readonly Observation[], waitMs: number): boolean {
  const lock = `${path}.lock`;
  if (!takeWithin(waitMs, lock)) return false;
  try {
    const before = parseEvidence(readIfThere(path));
    const fresh = `${path}.${process.pid}.tmp`;
    writeFileSync(fresh, formatEvidence(mergeEvidence(before, observations)));
    renameSync(fresh, path);
  } finally {
    rmSync(lock, { force: true });
  }
  return true;
}

function takeWithin(waitMs: number, lock: string): boolean {
  const deadline = now() + waitMs;
  while (!take(lock)) {
    if (now() >= deadline) return false;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP_MS);
  }
  return true;
}

function take(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const heldSince = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - heldSince > ABANDONED_MS) rmSync(lock, { force: true });
    return false;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
