import { writeSync } from 'node:fs';

const STDERR = 2;
const RETRY_MS = 20;
/** Text that a reader who does not keep up may leave waiting; what exceeds it is dropped. */
const MAX_WAITING = 64 * 1024;

/**
 * Writes lines to stderr from this thread. `console` and `process.stderr` of a worker pass through the main thread and
 * would wait for the end of the block.
 */
export function createStderr(): (line: string) => void {
  let waiting = Buffer.alloc(0);

  function flush(): void {
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(STDERR, waiting));
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

function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EAGAIN';
}
