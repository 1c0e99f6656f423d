/**
 * What watching costs: the same small server bare, with the monitor, and with its peers.
 *
 *     npm run bench:overhead -- [rounds] [slices] [requests]
 *
 * Each server is a process of its own, new in each round, pinned to one core; this process, which loads them, has
 * another. In each slice all servers answer as many requests, one after the other in random order. A ratio is that of
 * two servers in the same slice, so what disturbs the machine for longer than that cancels out; a second bare server
 * shows how much is left. CPU time is that of all threads. `--write`, which the script passes, puts the table into
 * docs/comparison.md.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { describeVersions, installPeers, median, PEERS, toTable, writeGenerated } from './peers.js';

const BARE = 'bare';
const AGAIN = 'bare, again';
/** In a live server `under-pressure` needs Fastify, which alone costs more than what is measured here. */
const COMPARED = Object.keys(PEERS).filter((name) => name !== 'under-pressure');
const VARIANTS = [BARE, AGAIN, ...COMPARED];
const CONNECTIONS = 20;
/** So often autocannon looks whether it is done; the server idles meanwhile. */
const TICK_MS = 5;
const WARM_UP_SLICES = 3;
/** A server that needs this much more is asked for less: it would take most of the time. */
const SLOW = 4;
/** V8 tidies up after a start: twice, about eight seconds later. That is no idle process yet. */
const SETTLE_SECONDS = 14;
const IDLE_SECONDS = 20;
const IDLE_ROUNDS = 2;
const RESAMPLES = 2000;
/** Nothing listens there, and nothing is sent: no block happens. */
const DSN = 'http://key@127.0.0.1:9/1';

if (process.argv[2] === 'serve') {
  await serve(process.argv[3]);
} else {
  installPeers();
  const [rounds = 10, slices = 8, requests = 3000] = process.argv.slice(2).map(Number).filter(Number.isFinite);
  if (canPin()) execFileSync('taskset', ['-a', '-c', '-p', '0', String(process.pid)]);
  const loaded = await measureRounds(rounds, () => measureLoad(slices, requests));
  const idle = await measureRounds(IDLE_ROUNDS, measureIdle);
  const text = describe(loaded, idle, `${rounds} rounds of ${slices} slices of ${requests} requests.`);
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

async function measureLoad(slices, requests) {
  const servers = await startAll();
  const amounts = await warmUp(servers, requests);
  const measured = [];
  for (let slice = 0; slice < slices; slice++) {
    const results = {};
    for (const name of shuffle(VARIANTS)) results[name] = await measureSlice(servers[name], amounts[name]);
    measured.push(results);
  }
  for (const name of VARIANTS) servers[name].stop();
  return Object.fromEntries(VARIANTS.map((name) => [name, summarize(name, measured)]));
}

/** Returns how many requests each server is asked in a slice. */
async function warmUp(servers, requests) {
  const costs = {};
  for (const name of VARIANTS) {
    for (let slice = 0; slice < WARM_UP_SLICES; slice++) {
      const isSlow = costs[name] > SLOW * costs[BARE];
      costs[name] = (await measureSlice(servers[name], isSlow ? requests / 10 : requests)).cpuUs;
    }
  }
  return Object.fromEntries(
    VARIANTS.map((name) => [name, costs[name] > SLOW * costs[BARE] ? requests / 10 : requests]),
  );
}

async function measureSlice(server, amount) {
  const before = await server.read();
  const { latency, duration } = await autocannon({
    url: server.url,
    amount,
    connections: CONNECTIONS,
    sampleInt: TICK_MS,
  });
  const after = await server.read();
  const requests = after.requests - before.requests;
  return {
    cpuUs: ((after.cpuMs - before.cpuMs) * 1000) / requests,
    perSecond: requests / duration,
    p99Ms: latency.p99,
  };
}

/** Of one round. */
function summarize(name, measured) {
  const of = (field) => median(measured.map((results) => results[name][field]));
  const ratio = median(measured.map((results) => results[name].cpuUs / results[BARE].cpuUs));
  return { ratio, cpuUs: of('cpuUs'), perSecond: of('perSecond'), p99Ms: of('p99Ms') };
}

/** All at once: what disturbs one disturbs all. */
async function measureIdle() {
  const servers = await startAll();
  await pause(SETTLE_SECONDS * 1000);
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
  const pin = canPin() ? { execPath: 'taskset', execArgv: ['-c', '1', process.execPath] } : {};
  const child = fork(fileURLToPath(import.meta.url), ['serve', name], {
    ...pin,
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

/** Linux, with a core for either side. */
function canPin() {
  return process.platform === 'linux' && availableParallelism() > 1;
}

function describe(loaded, idle, how) {
  const rows = VARIANTS.map((name) => {
    const ratios = loaded[name].map(({ ratio }) => ratio);
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
  return `${toTable(head, rows)}\n\n${how} ${describeVersions(COMPARED)}`;
}

/** In which the median of the rounds lies with 95 %, by bootstrap. */
function interval(values) {
  const pick = () => values[Math.floor(Math.random() * values.length)];
  const medians = Array.from({ length: RESAMPLES }, () => median(values.map(pick))).toSorted((a, b) => a - b);
  return [medians[Math.floor(0.025 * RESAMPLES)], medians[Math.floor(0.975 * RESAMPLES)]];
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
