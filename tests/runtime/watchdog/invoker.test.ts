import { expect, test } from 'vitest';
import { findInvoker } from '../../../src/runtime/watchdog/invoker.ts';

const APPLICATION = 'hot /app/server.js';

test.each([
  [[], 'microtask'],
  [['runMicrotasks node:internal/process/task_queues'], 'microtask'],
  [['processTicksAndRejections node:internal/process/task_queues', 'processTimers node:internal/timers'], 'nextTick'],
  [['listOnTimeout node:internal/timers', 'processTimers node:internal/timers'], 'timer'],
  [['processImmediate node:internal/timers'], 'immediate'],
  [['emit node:events', 'onStreamRead node:internal/stream_base_commons', 'emit node:net'], 'io'],
  [['oncomplete node:fs'], 'io'],
  [['Module._compile node:internal/modules/cjs/loader', 'listOnTimeout node:internal/timers'], 'module'],
  [['emit node:events'], 'unknown'],
])('below the application, %j: %s', (outer, invoker) => {
  const frames = [APPLICATION, ...outer].map((text) => {
    const [name = '', file = ''] = text.split(' ');
    return { function: name, file, line: 1, column: 1 };
  });
  expect(findInvoker(frames)).toBe(invoker);
});
