import { expect, test } from 'vitest';
import type { InspectorModule } from '../../../src/runtime/inspector.ts';
import type { CaptureReply, Moment, RawFrame } from '../../../src/runtime/protocol.ts';
import { openShared } from '../../../src/runtime/shared-memory.ts';
import { createSampler } from '../../../src/runtime/watchdog/sampler.ts';
import type { Sample } from '../../../src/runtime/watchdog/samples.ts';

const BEATS = 1;
const WORK: RawFrame = { function: 'work', file: '/app/server.js', line: 1, column: 1 };
const NODE: RawFrame = { function: 'runMicrotasks', file: 'node:internal', line: 1, column: 1 };

test('a stack is asked for again where one has met the thread between two callbacks', () => {
  const [sample] = sampleOnce([reply(moment(101, 50, 0), NODE), reply(moment(102, 51, 0), WORK)]);
  expect(sample?.reply?.frames).toEqual([WORK]);
  expect(sample?.overdueMs).toBe(0);
});

test('then the wait for a core before it is overdue: nobody knows whose code it was that waited', () => {
  const [sample] = sampleOnce([reply(moment(301, 51, 200), NODE), reply(moment(302, 52, 200), WORK)]);
  expect(sample?.reply?.frames).toEqual([WORK]);
  expect(sample?.overdueMs).toBe(200);
});

/** The main thread gives one reply after the other; a request is made when the one before has been answered. */
function sampleOnce(replies: readonly CaptureReply[]): Sample[] {
  const samples: Sample[] = [];
  const left = [...replies];
  let at = moment(100, 50, 0);
  const post = (_method: string, _parameters: object, onReply: (error: null, value: unknown) => void) => {
    const next = left.shift();
    if (next) at = next;
    onReply(null, { result: { value: JSON.stringify(next) } });
  };
  const inspector = {
    Session: function Session() {
      return { connectToMainThread: () => undefined, disconnect: () => undefined, post };
    },
  } as unknown as InspectorModule;
  createSampler(
    openShared(),
    inspector,
    () => at,
    (sample) => samples.push(sample),
  ).ask(BEATS, 0);
  return samples;
}

function reply(ran: Moment, frame: RawFrame): CaptureReply {
  return { ...ran, beats: BEATS, asyncId: 1, opaqueMs: 0, frames: [frame] };
}

function moment(at: number, cpuMs: number, runQueueMs: number): Moment {
  return { at, cpuMs, runQueueMs };
}
