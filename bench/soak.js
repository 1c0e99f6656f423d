/**
 * Blocks again and again, each time with other work, and holds what the monitor says against what really ran:
 * `npm run test:soak -- [captures]`. Ends with 1 when a culprit was wrong, an invariant broken, or memory grew.
 */
import { execSync } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { startMonitor } from 'unblocked/monitor';

const WANTED = Number(process.argv[2] ?? 5000);
const BLOCK_MS = 240;
const THRESHOLD_MS = 30;
/** Growth of the heap and its surroundings that is no leak. */
const MAX_GROWTH = 40 * 1024 * 1024;

class Reader extends MetricReader {
  onForceFlush() {
    return Promise.resolve();
  }
  onShutdown() {
    return Promise.resolve();
  }
}

const until = (ms) => {
  const end = performance.now() + ms;
  return () => performance.now() < end;
};
const text = JSON.stringify(Array.from({ length: 150_000 }, (_, index) => ({ index })));
const waiting = new Int32Array(new SharedArrayBuffer(4));

const works = {
  loop() {
    for (const goes = until(BLOCK_MS); goes(););
  },
  recursion() {
    const goes = until(BLOCK_MS);
    const deep = (level) => (level === 0 ? goes() : deep(level - 1));
    while (deep(200));
  },
  sort() {
    const goes = until(BLOCK_MS);
    const compare = (one, other) => Math.sin(one) - Math.sin(other);
    while (goes()) Array.from({ length: 500 }, (_, index) => index).sort(compare);
  },
  regex() {
    for (const goes = until(BLOCK_MS); goes();) /^(a+)+$/.test(`${'a'.repeat(18)}b`);
  },
  parse() {
    for (const goes = until(BLOCK_MS); goes();) JSON.parse(text);
  },
  wait() {
    Atomics.wait(waiting, 0, 0, BLOCK_MS);
  },
  hash() {
    for (const goes = until(BLOCK_MS); goes();) pbkdf2Sync('a', 'b', 20_000, 64, 'sha512');
  },
  command() {
    execSync(`sleep ${BLOCK_MS / 1000}`);
  },
  files() {
    for (const goes = until(BLOCK_MS); goes();) existsSync('/nowhere');
  },
  allocate() {
    const kept = [];
    for (const goes = until(BLOCK_MS); goes();) if (kept.push({ list: [kept.length] }) > 1e5) kept.length = 0;
  },
  async microtasks() {
    for (const goes = until(BLOCK_MS); goes();) await null;
  },
};
const INNER = { recursion: ['deep', 'goes'], sort: ['compare'] };
const APIS = {
  regex: ['RegExp.test'],
  wait: ['Atomics.wait'],
  hash: ['crypto.pbkdf2Sync'],
  command: ['child_process.execSync'],
  files: ['fs.existsSync'],
  recursion: [],
};

const reader = new Reader();
const monitor = startMonitor({
  blockThresholdMs: THRESHOLD_MS,
  heartbeatMs: 15,
  startupGraceMs: 0,
  samples: 50,
  meterProvider: new MeterProvider({ readers: [reader] }),
  whileBlocked: { stderr: false },
});
const wrong = [];
let current = 'none';
let recovered = 0;
let named = 0;

monitor.on('recovered', ({ block }) => {
  recovered += 1;
  // What is shorter is other work on this machine.
  if (current === 'none' || block.durationMs < BLOCK_MS / 2) return;
  const { attribution, api, frames, durationMs, cpuMs = 0, runQueueMs = 0 } = block;
  if (attribution !== 'none' && attribution !== 'late') named += 1;
  const functions = [current, 'goes', 'until', '<anonymous>', ...(INNER[current] ?? [])];
  const isRight =
    (api === undefined || (APIS[current] ?? []).includes(api)) &&
    frames.every((frame) => functions.includes(frame.function) || frame.function === 'run') &&
    (frames.length === 0 || frames.some((frame) => frame.function === current)) &&
    durationMs >= 0 &&
    cpuMs <= durationMs &&
    runQueueMs <= durationMs &&
    block.ended;
  if (!isRight) wrong.push({ current, block });
});

async function countCaptures() {
  const { resourceMetrics } = await reader.collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const found = metrics.find(({ descriptor }) => descriptor.name === 'unblocked.watchdog.captures');
  const counts = found?.dataPoints.map(({ attributes, value }) => [Object.values(attributes).join(), value]) ?? [];
  return { total: counts.reduce((sum, [, value]) => sum + value, 0), results: Object.fromEntries(counts) };
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const startedAt = performance.now();
const names = Object.keys(works);
const memory = [];
let captures = { total: 0, results: {} };
let blocks = 0;
await pause(300);
while (captures.total < WANTED) {
  const name = names[blocks % names.length];
  const before = recovered;
  current = name;
  await new Promise((resolve) => {
    setTimeout(async function run() {
      await works[name]();
      resolve();
    });
  });
  // Its event comes with the next turns; then what else may block is not this one's.
  for (let turn = 0; turn < 20 && recovered === before; turn++) await pause(10);
  current = 'none';
  await pause(20);
  blocks += 1;
  if (blocks % 50 === 0) {
    captures = await countCaptures();
    memory.push(process.memoryUsage().rss);
  }
}

// The first quarter is warming up.
const settled = memory.slice(Math.floor(memory.length / 4));
const half = Math.ceil(settled.length / 2);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const growth = settled.length < 4 ? 0 : mean(settled.slice(half)) - mean(settled.slice(0, half));
console.log(
  JSON.stringify({
    node: process.version,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    blocks,
    recovered,
    named,
    captures,
    wrong: wrong.length,
    rssGrowthMb: Math.round(growth / 2 ** 20),
  }),
);
for (const item of wrong.slice(0, 10)) console.log(JSON.stringify(item));
monitor.stop();
process.exitCode = wrong.length === 0 && growth < MAX_GROWTH ? 0 : 1;
