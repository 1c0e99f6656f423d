import { occupy, say, sleep } from '../support.mjs';

/**
 * A function that blocks the first time it is called, and ends the process once those who lost their session have had
 * time to notice. Call it from an immediate, not from a timer: after a block in one of its timers the loop may read its
 * sockets before the next timer.
 */
export function createBlock(ms, afterMs = 600) {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    say('begin');
    occupy(ms);
    say('end');
    void sleep(afterMs).then(() => process.exit());
  };
}
