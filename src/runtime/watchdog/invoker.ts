import { isOfApplication } from '../frames.ts';
import type { RawFrame } from '../protocol.ts';
import type { Invoker } from '../record.ts';

/** Names of Node.js's own functions, and files, by what they run; the innermost frame that matches decides. */
const SIGNS: readonly (readonly [RegExp, Invoker])[] = [
  // `runNextTicks` calls `processTicksAndRejections`; only microtasks are run by itself.
  [/^(runMicrotasks?|runNextTicks) /, 'microtask'],
  [/^processTicksAndRejections /, 'nextTick'],
  [/^(listOnTimeout|processTimers) /, 'timer'],
  [/^processImmediate /, 'immediate'],
  [
    / node:(_?http|https|net|tls|fs|dgram|dns|zlib|child_process|internal\/(streams?|fs|http|dns|child_process|js_))/,
    'io',
  ],
  [/^(oncomplete|ondone|onread) /, 'io'],
];

/** What made Node.js call into the application, as far as the frames outside of the application's tell. */
export function findInvoker(frames: readonly RawFrame[]): Invoker {
  if (frames.some(({ file }) => file.startsWith('node:internal/modules/'))) return 'module';
  const outer = frames.slice(frames.findLastIndex(isOfApplication) + 1);
  for (const { function: name, file } of outer) {
    const sign = SIGNS.find(([pattern]) => pattern.test(`${name} ${file}`));
    if (sign) return sign[1];
  }
  // Microtasks that run right after a callback of native code have no frame of Node.js around them.
  return outer.every(({ file }) => file === '') ? 'microtask' : 'unknown';
}
