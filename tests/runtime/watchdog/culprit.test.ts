import { describe, expect, test } from 'vitest';
import { findCulprit, type Traces } from '../../../src/runtime/watchdog/culprit.ts';

const APIS = ['fs.existsSync', 'child_process.execSync'].map((name) => ({ name, cure: '' }));
const [EXISTS, EXEC] = [0, 1];
const SITE = { frames: [{ function: 'call', file: '/app/server.js', line: 1, column: 1 }], asyncId: 1 };
const NOTHING: Traces = {
  at: 10_000,
  durationMs: 2000,
  precisionMs: 100,
  call: undefined,
  usage: { totalMs: 0, opaqueMs: 0 },
};

test('nothing is named when no call was marked', () => {
  expect(find({})).toEqual({ share: 0 });
});

describe('a call that runs', () => {
  test('is named with the call site it recorded', () => {
    const call = { api: EXEC, startedAt: 8020, site: SITE };
    expect(find({ call })).toEqual({ api: 'child_process.execSync', share: 0.99, site: SITE });
  });

  test('is not named while other code has taken more', () => {
    expect(find({ call: { api: EXEC, startedAt: 9500, site: SITE } })).toEqual({ share: 0, elsewhereMs: 500 });
  });
});

describe('a call that has returned', () => {
  const usage = { totalMs: 1500, opaqueMs: 1500, worst: { api: EXEC, calls: 1, ms: 1500 } };
  const heavy = { api: EXEC, ms: 1500, site: SITE };

  test('is named with its own call site, and the time that went elsewhere', () => {
    const expected = { api: 'child_process.execSync', share: 0.75, site: SITE, elsewhereMs: 500 };
    expect(find({ usage: { ...usage, heavy } })).toEqual(expected);
  });

  test('gives way to the code that has taken more since', () => {
    expect(find({ durationMs: 3500, usage: { ...usage, heavy } })).toEqual({ share: 0, elsewhereMs: 1500 });
  });

  test('gives way to a call that has taken more since', () => {
    const call = { api: EXISTS, startedAt: 8000 };
    const found = find({ durationMs: 3600, usage: { ...usage, heavy }, call });
    expect(found).toMatchObject({ api: 'fs.existsSync', elsewhereMs: 1600 });
    expect(found.site).toBeUndefined();
  });
});

test('many calls of an API are added up, the running one with them', () => {
  const usage = {
    totalMs: 1600,
    opaqueMs: 0,
    worst: { api: EXISTS, calls: 900, ms: 1600 },
    heavy: { api: EXISTS, ms: 6, site: SITE },
  };
  expect(find({ usage })).toMatchObject({ api: 'fs.existsSync', calls: 900, share: 0.8, elsewhereMs: 400 });
  expect(find({ usage, call: { api: EXISTS, startedAt: 9700 } })).toMatchObject({ calls: 901, share: 0.95 });
});

function find(traces: Partial<Traces>) {
  return findCulprit({ ...NOTHING, ...traces }, APIS);
}
