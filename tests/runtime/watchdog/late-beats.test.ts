import { expect, test } from 'vitest';
import type { LateBeat } from '../../../src/runtime/protocol.ts';
import { createLateBeats, type KnownBeat } from '../../../src/runtime/watchdog/late-beats.ts';

const GC = { since: 0, until: 100, ms: 5 };

test('a late beat waits for what garbage collection took, where that is told', () => {
  const { known, beats } = open();
  beats.add(late(1, true));
  expect(known).toEqual([]);
  beats.release(GC);
  expect(known).toMatchObject([{ from: 1, gc: GC }]);
});

test('the next one, or a new block, ends the wait', () => {
  const { known, beats } = open();
  beats.add(late(1, true));
  beats.add(late(2, false));
  beats.add(late(3, true));
  beats.release();
  beats.release(GC);
  expect(known.map(({ from, gc }) => [from, gc])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, undefined],
  ]);
});

test('where nothing more is told, it does not wait for long', async () => {
  const beat = await new Promise<KnownBeat>((resolve) => {
    createLateBeats(resolve).add(late(1, true));
  });
  expect(beat.from).toBe(1);
});

function open() {
  const known: KnownBeat[] = [];
  return { known, beats: createLateBeats((beat) => known.push(beat)) };
}

function late(from: number, gcFollows: boolean): LateBeat {
  const to = from + 300;
  const usage = { totalMs: 0, opaqueMs: 0 };
  return {
    type: 'late-beat',
    from,
    to,
    freeAt: from,
    end: { at: to },
    busyMs: 300,
    allowedMs: 0,
    counts: [],
    usage,
    gcFollows,
  };
}
