import { describe, expect, test } from 'vitest';
import type { RawFrame } from '../../../src/runtime/protocol.ts';
import { createRecord, type Facts } from '../../../src/runtime/watchdog/block.ts';

const DURATION_MS = 1000;

describe('time in garbage collection', () => {
  test('is projected from what was counted to all of the block', () => {
    expect(gcMs({ since: 500, until: 1000, ms: 100 })).toBe(200);
  });

  test('is not told where too little of the block was counted', () => {
    expect(gcMs({ since: 800, until: 1000, ms: 100 })).toBeUndefined();
  });

  test('is never longer than the thread had for itself', () => {
    expect(gcMs({ since: 500, until: 1000, ms: 400 }, 700)).toBe(300);
    expect(gcMs({ since: 500, until: 1000, ms: 400 }, 1200)).toBe(0);
    expect(gcMs({ since: 0, until: 1000, ms: 1200 })).toBe(DURATION_MS);
  });
});

function gcMs(gc: Facts['gc'], runQueueMs = 0): number | undefined {
  const times = { cpuMs: DURATION_MS - runQueueMs, runQueueMs, throttledMs: 0, elapsedMs: DURATION_MS };
  return createRecord({ ...FACTS, gc, times }, CONTEXT).gcMs;
}

const FACTS: Omit<Facts, 'gc' | 'times'> = {
  id: '1-0-1',
  at: DURATION_MS,
  end: { at: DURATION_MS },
  durationMs: DURATION_MS,
  precisionMs: 100,
  pausedMs: 0,
  pauseCause: undefined,
  ended: true,
  phase: 'serving',
  call: undefined,
  usage: { totalMs: 0, opaqueMs: 0 },
  samples: [],
  wantedSamples: 5,
  load: undefined,
  profile: [],
  sessions: [],
  allowed: { reason: '', ms: 0 },
  thresholdMs: 200,
};
const CONTEXT = { apis: [], docs: '', mapFrame: (frame: RawFrame) => frame, pid: 1, thread: { id: 0, name: 'main' } };
