/**
 * What watching costs: the same small server bare, with the monitor, and with its peers.
 *
 *     npm run bench:overhead -- [rounds] [seconds]
 *
 * Each server is a process of its own, new in each round, and loaded from this one, second by second in turn. Ratios
 * are to the bare server of the same round, since shared machines are noisy; a second bare server shows how noisy.
 * CPU time is that of all threads. `--write`, which the script passes, puts the table into docs/comparison.md.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { describeVersions, installPeers, median, PEERS, toTable, writeGenerated } from './peers.js';

const BARE = 'bare';
const AGAIN = 'bare, again';
/** In a live server `under-pressure` needs Fastify, which alone costs more than what is measured here. */
const COMPARED = Object.keys(PEERS).filter((name) => name !== 'under-pressure');
const VARIANTS = [BARE, AGAIN, ...COMPARED];
const WARM_UP_SECONDS = 2;
const IDLE_SECONDS = 10;
const IDLE_ROUNDS = 3;
/** Nothing listens there, and nothing is sent: no block happens. */
const DSN = 'http://key@127.0.0.1:9/1';

if (process.argv[2] === 'serve') {
  await serve(process.argv[3]);
} else {
  installPeers();
  const [rounds = 10, seconds = 3] = process.argv.slice(2).map(Number).filter(Number.isFinite);
  const loaded = await measureRounds(rounds, () => measureLoad(seconds));
  const idle = await measureRounds(IDLE_ROUNDS, measureIdle);
  const text = describe(loaded, idle, rounds, seconds);
  console.log(text);
  if (process.argv.includes('--write')) await writeGenerated('overhead', text);
}

async function serve(variant) {
  const work = (id) => JSON.stringify({ id, items: Array.from({ length: 20 }, (_, index) => ({ index, id })) });
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(work(request.url));
  });
  await PEERS[variant]?.start({ thresholdMs: 200, dsn: DSN });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ requests, cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 });
  });
  process.send(server.address().port);
}

/** @returns for each variant one result a round */
async function measureRounds(rounds, measure) {
  const results = Object.fromEntries(VARIANTS.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const measured = await measure();
    for (const name of VARIANTS) results[name].push(measured[name]);
    console.error(`round ${round + 1} of ${rounds}`);
  }
  return results;
}

/** Second by second in turn, so that what disturbs the machine for longer falls on all alike. */
async function measureLoad(seconds) {
  const servers = await startAll();
  const slices = Object.fromEntries(VARIANTS.map((name) => [name, []]));
  for (let second = -WARM_UP_SECONDS; second < seconds; second++) {
    for (const name of shuffle(VARIANTS)) {
      const slice = await measureSecond(servers[name]);
      if (second >= 0) slices[name].push(slice);
    }
  }
  for (const name of VARIANTS) servers[name].stop();
  return Object.fromEntries(VARIANTS.map((name) => [name, summarize(slices[name])]));
}

async function measureSecond(server) {
  const before = await server.read();
  const { latency, duration } = await autocannon({ url: server.url, duration: 1, connections: 20 });
  const after = await server.read();
  return {
    cpuMs: after.cpuMs - before.cpuMs,
    requests: after.requests - before.requests,
    seconds: duration,
    p99Ms: latency.p99,
  };
}

function summarize(slices) {
  const sum = (field) => slices.reduce((total, slice) => total + slice[field], 0);
  return {
    cpuUs: (sum('cpuMs') * 1000) / sum('requests'),
    perSecond: sum('requests') / sum('seconds'),
    p99Ms: median(slices.map((slice) => slice.p99Ms)),
  };
}

/** All at once: what disturbs one disturbs all. */
async function measureIdle() {
  const servers = await startAll();
  await pause(2000);
  const readAll = () => eachVariant((name) => servers[name].read());
  const before = await readAll();
  await pause(IDLE_SECONDS * 1000);
  const after = await readAll();
  for (const name of VARIANTS) servers[name].stop();
  return eachVariant((name) => ({
    idle: (after[name].cpuMs - before[name].cpuMs) / (IDLE_SECONDS * 10),
    rssMb: after[name].rssMb,
  }));
}

function startAll() {
  return eachVariant(start);
}

async function eachVariant(ask) {
  return Object.fromEntries(await Promise.all(VARIANTS.map(async (name) => [name, await ask(name)])));
}

async function start(name) {
  const child = fork(fileURLToPath(import.meta.url), ['serve', name], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [port] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}/`,
    async read() {
      child.send('read');
      const [usage] = await once(child, 'message');
      return usage;
    },
    stop: () => child.kill('SIGKILL'),
  };
}

function describe(loaded, idle, rounds, seconds) {
  const rows = VARIANTS.map((name) => {
    const ratios = loaded[name].map(({ cpuUs }, round) => cpuUs / loaded[BARE][round].cpuUs);
    const [low, high] = interval(ratios);
    const of = (field) => median(loaded[name].map((result) => result[field]));
    const rss = median(idle[name].map(({ rssMb }, round) => rssMb - idle[BARE][round].rssMb));
    const ratio = name === BARE ? '1' : `${median(ratios).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
    return [
      name,
      ratio,
      of('cpuUs').toFixed(1),
      Math.round(of('perSecond')),
      of('p99Ms'),
      `${median(idle[name].map((result) => result.idle)).toFixed(2)} %`,
      name === BARE ? '' : `${rss.toFixed(1)} MB`,
    ];
  });
  const head = ['server', 'CPU per request, ratio', 'µs', 'requests/s', 'p99, ms', 'idle, of a core', 'memory'];
  const note = `${rounds} rounds of ${seconds} s. ${describeVersions(COMPARED)}`;
  return `${toTable(head, rows)}\n\n${note}`;
}

/** The distribution-free interval of the median, of at least 95 % where there are six rounds or more; else the range. */
function interval(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const { length } = sorted;
  let [cut, choose, outside] = [0, 1, 2 / 2 ** length];
  for (;;) {
    choose = (choose * (length - cut)) / (cut + 1);
    outside += (2 * choose) / 2 ** length;
    if (outside > 0.05) break;
    cut += 1;
  }
  return [sorted[cut], sorted[length - 1 - cut]];
}

function shuffle(values) {
  return values
    .map((value) => [Math.random(), value])
    .toSorted(([one], [other]) => one - other)
    .map(([, value]) => value);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
