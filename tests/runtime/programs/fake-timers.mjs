// Time is faked, and not moved: fake-timers.mjs <mock|replace> <before|after>. Nothing blocks but one spin at the end.
import { mock } from 'node:test';
import { monitor, say } from './support.mjs';

const [how, when] = process.argv.slice(2);
const { setTimeout: realTimeout, performance: realPerformance } = globalThis;
const realNow = realPerformance.now.bind(realPerformance);
const sleep = (ms) => new Promise((resolve) => realTimeout(resolve, ms));

function fake() {
  if (how === 'mock') {
    mock.timers.enable();
    return;
  }
  // As @sinonjs/fake-timers does: names of the global object, and methods of what they hold.
  for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'queueMicrotask']) {
    globalThis[name] = () => 1;
  }
  globalThis.Date = class extends Date {
    static now = () => 0;
  };
  performance.now = () => 0;
  performance.eventLoopUtilization = () => undefined;
  process.hrtime = () => [0, 0];
  process.nextTick = () => undefined;
}

function hot() {
  const end = realNow() + 400;
  while (realNow() < end);
}

if (when === 'before') fake();
await monitor();
if (when === 'after') fake();
await sleep(900);
say('quiet');
hot();
await sleep(300);
process.exit();
