import type { BlockRecord } from '../../src/runtime/record.ts';

/** A block of which nothing is known but that it lasts. */
export const BLOCK: BlockRecord = {
  id: '1-0-1',
  pid: 1,
  thread: { id: 0, name: 'main' },
  startTime: 0,
  durationMs: 226,
  phase: 'serving',
  ended: false,
  cause: 'js',
  attribution: 'none',
  frames: [],
  sessions: [],
};
