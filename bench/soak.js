/**
 * Blocks thousands of times, each time with other work, in several processes at once, and holds what the monitor says
 * against what really ran:
 *
 *     npm run test:soak -- [captures] [seconds] [processes] [seed] [bare]
 *
 * It lasts until there are so many captures (stacks asked for and answered) and so many seconds have passed. It ends
 * with 1 when a culprit was wrong, a block was missed, an invariant broken, a process ended, or memory grew. So many
 * more processes do the same work without the monitor: what their memory does is not the monitor's doing.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { robustSlope } from './soak/slope.js';

const [CAPTURES = 5000, SECONDS = 600, PROCESSES = 3, SEED = Date.now() % 1e6, BARE = 1] = process.argv
  .slice(2)
  .map(Number);
/** Growth over ten minutes that is no leak, in megabytes. */
const MAX_GROWTH_MB = 4;
/** Share of a run that warms up. Of a shorter one, the growth says nothing. */
const WARM_UP = 0.3;
/** Garbage comes and goes, what has leaked stays: of each such time the least counts. */
const SPAN_MS = 30_000;
const LEAST_SECONDS = 300;

const faults = [];
const children = Array.from({ length: PROCESSES }, (_, index) => start(SEED + index, 'watched'));
const bare = Array.from({ length: BARE }, (_, index) => start(SEED + index, 'bare'));
const startedAt = performance.now();
await new Promise((resolve) => {
  const timer = setInterval(() => {
    const isDone = sum((figures) => answered(figures.captures)) >= CAPTURES && seconds() >= SECONDS;
    if (!isDone && [...children, ...bare].every(({ isAlive }) => isAlive)) return;
    clearInterval(timer);
    resolve();
  }, 500);
});
for (const child of [...children, ...bare]) child.stop();
print();

function start(seed, kind) {
  const program = fileURLToPath(new URL('soak/process.js', import.meta.url));
  const child = fork(program, [kind, String(seed)], {
    // A young generation that V8 enlarges, and large blocks that malloc keeps, come at random and would hide a leak.
    execArgv: ['--expose-gc', '--max-semi-space-size=1'],
    env: { ...process.env, MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' },
  });
  const state = { isAlive: true, history: [], stop };
  child.on('message', ({ type, ...message }) => {
    if (type === 'figures') state.history.push(message);
    else faults.push(message);
  });
  child.on('exit', (code, signal) => {
    if (state.isAlive) faults.push({ why: `the process ended with ${code ?? signal}` });
    state.isAlive = false;
  });
  function stop() {
    state.isAlive = false;
    child.kill('SIGKILL');
  }
  return state;
}

function print() {
  const [memory, bareMemory] = [children.map(describeMemory), bare.map(describeMemory)];
  // Where the process without the monitor grows as well, it is the work that makes it grow.
  const allowedOf = (field) => MAX_GROWTH_MB + Math.max(0, ...bareMemory.map((of) => of[field].per10Minutes));
  const isMore = (field) => memory.some((of) => of[field].per10Minutes > allowedOf(field));
  // What V8 keeps of its heap without using it comes and goes by its own lights.
  const hasGrown = seconds() >= LEAST_SECONDS && (isMore('usedMb') || isMore('outsideMb'));
  const latest = children.map(({ history }) => history.at(-1)).filter((figures) => figures !== undefined);
  const result = {
    node: process.version,
    seed: SEED,
    seconds: seconds(),
    captures: merge(latest.map(({ captures }) => captures)),
    answered: sum((figures) => answered(figures.captures)),
    ...Object.fromEntries(['blocks', 'judged', 'missed', 'short'].map((key) => [key, sum((figures) => figures[key])])),
    faults: faults.length,
    attributions: merge(latest.map(({ attributions }) => attributions)),
    causes: merge(latest.map(({ causes }) => causes)),
    memory,
    bareMemory,
  };
  console.log(JSON.stringify(result, undefined, 2).replaceAll(/\{[^{}]*\}/g, (part) => part.replaceAll(/\s+/g, ' ')));
  const works = [...new Set(latest.flatMap(({ perWork }) => Object.keys(perWork)))].toSorted();
  for (const name of works)
    console.log(name.padEnd(18), JSON.stringify(merge(latest.map(({ perWork }) => perWork[name] ?? {}))));
  for (const fault of faults.slice(0, 20)) console.log(JSON.stringify(fault));
  if (hasGrown) console.log(`Memory grew by more than ${MAX_GROWTH_MB} MB in ten minutes.`);
  process.exitCode = faults.length === 0 && !hasGrown ? 0 : 1;
}

function describeMemory({ history }) {
  return {
    rssMb: describe(history, 'rss'),
    usedMb: describe(history, 'used'),
    outsideMb: describe(history, 'outside'),
  };
}

function describe(history, field) {
  const least = new Map();
  for (const figures of history.slice(Math.floor(WARM_UP * history.length))) {
    const at = SPAN_MS * Math.floor(figures.at / SPAN_MS);
    least.set(at, Math.min(least.get(at) ?? Infinity, figures[field] / 2 ** 20));
  }
  const points = [...least];
  const round = (value = 0) => Math.round(value * 100) / 100;
  return {
    start: round(points[0]?.[1]),
    end: round(points.at(-1)?.[1]),
    per10Minutes: round(robustSlope(points) * 600_000),
  };
}

function answered({ in_time: inTime = 0, late = 0 } = {}) {
  return inTime + late;
}

function sum(read) {
  return children.reduce((total, { history }) => total + (history.length > 0 ? read(history.at(-1)) : 0), 0);
}

function merge(counts) {
  const total = {};
  for (const [key, value] of counts.flatMap(Object.entries)) total[key] = (total[key] ?? 0) + value;
  return total;
}

function seconds() {
  return Math.round((performance.now() - startedAt) / 1000);
}
