/**
 * One of the processes that block: works through all there is, in random order, judges, and tells its figures. With
 * `bare` as its first argument, nothing watches it, and it only blocks.
 */
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { startMonitor } from 'unblocked/monitor';
import { findCulprits, findFault } from './judge.js';
import { innocents, works } from './works.js';

const THRESHOLD_MS = 30;
const HEARTBEAT_MS = 10;
/** Longer than threshold and heartbeat, so that each must be reported. */
const [SHORTEST_MS, LONGEST_MS] = [50, 130];
/** The next turns, in which what is said of a block comes in; all else is missed. */
const PATIENCE_MS = 10_000;
const TELL_MS = 5000;
const KEPT = 200;

class Reader extends MetricReader {
  onForceFlush() {
    return Promise.resolve();
  }
  onShutdown() {
    return Promise.resolve();
  }
}

const isWatched = process.argv[2] !== 'bare';
const random = createRandom(Number(process.argv[3]));
const reader = new Reader();
const entries = [];
const tally = { blocks: 0, missed: 0, short: 0, judged: 0, attributions: {}, causes: {}, perWork: {} };
let lastRecovered = 0;

if (isWatched) watch();
setInterval(() => void tell(), TELL_MS);
await pause(300);
for (;;) {
  for (const name of shuffle(Object.keys(works))) await round(name);
}

function watch() {
  const monitor = startMonitor({
    blockThresholdMs: THRESHOLD_MS,
    heartbeatMs: HEARTBEAT_MS,
    startupGraceMs: 0,
    samples: 50,
    rateLimit: false,
    meterProvider: new MeterProvider({ readers: [reader] }),
    whileBlocked: { stderr: false },
  });
  monitor.on('block', ({ block }) => judge(block));
  monitor.on('paused', ({ block }) => fault('nobody stopped the process', block));
  monitor.on('recovered', ({ block }) => {
    lastRecovered = block.startTime + block.durationMs;
    judge(block);
    if (!block.ended) fault('recovered, yet not ended', block);
    count(tally.attributions, block.attribution);
    count(tally.causes, block.cause);
    const [culprit = 'other'] = findCulprits(block, entries);
    count((tally.perWork[culprit] ??= {}), block.attribution);
    checkDuration(block);
  });
}

async function round(name) {
  const ms = SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS);
  const innocent = pick(Object.keys(innocents));
  const innocentMs = 2 + random() * 8;
  const done = new Promise((resolve) => {
    setTimeout(async function runWork() {
      const from = epoch();
      const result = works[name](ms);
      if (result instanceof Promise) await result;
      entries.push({ name, from, to: epoch(), isOneBlock: name !== 'callbacks' });
      scheduleInnocent(innocent, innocentMs);
      resolve();
    });
  });
  await done;
  tally.blocks += 1;
  const { from, to } = entries.findLast((entry) => entry.name === name);
  if (isWatched) await untilReported(from, to);
  entries.splice(0, Math.max(0, entries.length - KEPT));
  await pause(15 + random() * 20);
}

/** In the same turn, or in the next. */
function scheduleInnocent(name, ms) {
  const runInnocent = () => {
    const from = epoch();
    innocents[name](ms);
    entries.push({ name, from, to: epoch() });
  };
  const schedule = { innocentTick: process.nextTick, innocentTimer: setTimeout, innocentImmediate: setImmediate };
  schedule[name](runInnocent);
}

async function untilReported(from, to) {
  const isDue = to - from >= THRESHOLD_MS + HEARTBEAT_MS;
  const deadline = performance.now() + PATIENCE_MS;
  while (isDue && lastRecovered < to - HEARTBEAT_MS && performance.now() < deadline) await pause(10);
  if (!isDue || lastRecovered >= to - HEARTBEAT_MS) return;
  tally.missed += 1;
  process.send({ type: 'fault', why: 'a block was missed', entries: entries.slice(-4) });
}

function judge(block) {
  tally.judged += 1;
  const why = findFault(block, entries);
  if (why !== undefined) fault(why, block);
}

/** Longer it may be: what else the machine does adds to it. What stopped the process meanwhile is told apart. */
function checkDuration({ startTime, durationMs, pausedMs = 0, ...block }) {
  const lastedMs = durationMs + pausedMs;
  const endTime = startTime + lastedMs;
  const isInside = ({ from, to, isOneBlock }) => isOneBlock && (from + to) / 2 > startTime && (from + to) / 2 < endTime;
  const longest = Math.max(0, ...entries.filter(isInside).map(({ from, to }) => to - from));
  if (lastedMs >= longest - 2 * HEARTBEAT_MS) return;
  tally.short += 1;
  fault('shorter than what ran', { startTime, durationMs, pausedMs, ...block });
}

function fault(why, block) {
  process.send({ type: 'fault', why, block, entries: entries.slice(-6) });
}

async function tell() {
  const captures = await readCaptures();
  const from = epoch();
  globalThis.gc?.();
  entries.push({ name: 'tell', from, to: epoch() });
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  const memory = { rss, used: heapUsed + external, outside: rss - heapTotal };
  process.send({ type: 'figures', at: performance.now(), ...memory, captures, ...tally });
}

async function readCaptures() {
  if (!isWatched) return {};
  const { resourceMetrics } = await reader.collect();
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const found = metrics.find(({ descriptor }) => descriptor.name === 'unblocked.watchdog.captures');
  return Object.fromEntries(
    found?.dataPoints.map(({ attributes, value }) => [Object.values(attributes)[0], value]) ?? [],
  );
}

function count(counts, key) {
  counts[key] = (counts[key] ?? 0) + 1;
}

function epoch() {
  return performance.timeOrigin + performance.now();
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function pick(values) {
  return values[Math.floor(random() * values.length)];
}

function shuffle(values) {
  return values
    .map((value) => [random(), value])
    .toSorted(([one], [other]) => one - other)
    .map(([, value]) => value);
}

/** Mulberry32: the seed is told, so that a run can be had again. */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
