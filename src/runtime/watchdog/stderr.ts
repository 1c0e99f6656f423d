import { constants, fstatSync, openSync, writeSync } from 'node:fs';

const STDERR = 2;
const RETRY_MS = 20;
/** Text that a reader who does not keep up may leave waiting; what exceeds it is dropped. */
const MAX_WAITING = 64 * 1024;

/**
 * Writes lines to stderr from this thread. `console` and `process.stderr` of a worker pass through the main thread and
 * would wait for the end of the block.
 */
export function createStderr(): (line: string) => void {
  const file = openStderr();
  let waiting = Buffer.alloc(0);

  function flush(): void {
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(file, waiting));
    } catch (error) {
      if (isFull(error)) setTimeout(flush, RETRY_MS).unref();
      // Closed: nobody reads any more.
      else waiting = Buffer.alloc(0);
    }
  }

  return (line) => {
    if (waiting.length > MAX_WAITING) return;
    waiting = Buffer.concat([waiting, Buffer.from(`${line}\n`)]);
    flush();
  };
}

/**
 * A pipe that nobody reads would hold this thread in its write, and with it the exit of the process. Opened once more, it
 * can be set not to wait, and the application's own stderr stays as it is (Linux; a socket cannot be opened again).
 */
function openStderr(): number {
  try {
    if (!fstatSync(STDERR).isFIFO()) return STDERR;
    return openSync(`/proc/self/fd/${STDERR}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return STDERR;
  }
}

function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EAGAIN';
}
