/**
 * Who notices which block: ten blocks, each in a process of its own, under the monitor and under its peers.
 *
 *     npm run bench:detection
 *
 * Everyone has the same threshold, and what they report counts from the moment it arrives here, in another process.
 * `--write`, which the script passes, puts the table into docs/comparison.md.
 */
import { execFileSync, execSync, fork, spawn } from 'node:child_process';
import { pbkdf2Sync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describeVersions, installPeers, PEERS, toTable, writeGenerated } from './peers.js';

const BLOCK_MS = 1200;
const THRESHOLD_MS = 200;
/** A block that is under the threshold for once. */
const SHORT_MS = 599;
const LONG_MS = 1000;
const SETTLE_MS = 1500;
const COLLECT_MS = 500;
/** A duration may be off by this much and is still that of the block. */
const CLOSE_MS = 100;

/** Functions around the one that blocks. */
const OUTER = { handle: 'only its caller', schedule: 'where it was scheduled' };

/** What blocks, and the names by which it is known; `prepare` runs before anybody watches. */
const BLOCKS = {
  'a loop': { names: ['loop'], block: loop },
  'a regular expression': { names: ['match', 'RegExp.test', 'RegExp.exec'], prepare: findLength, block: match },
  'JSON.parse of a large text': { names: ['parse', 'JSON.parse'], prepare: makeText, block: parse },
  'crypto.pbkdf2Sync': { names: ['hash', 'crypto.pbkdf2Sync', 'pbkdf2Sync'], prepare: findIterations, block: hash },
  'child_process.execSync': { names: ['command', 'child_process.execSync', 'execSync'], block: command },
  'fs.readFileSync of a FIFO': { names: ['read', 'fs.readFileSync', 'readFileSync'], prepare: makeFifo, block: read },
  'Atomics.wait': { names: ['wait', 'Atomics.wait'], block: wait },
  microtasks: { names: ['starve'], block: starve },
  'garbage collection': { names: ['allocate', 'gc'], prepare: fillHeap, block: allocate },
  '599 ms under a threshold of 1 s': { names: [], thresholdMs: LONG_MS, block: () => loop(null, SHORT_MS) },
};

if (process.argv[2] === 'run') {
  await run(process.argv[3], process.argv[4], process.argv[5]);
} else {
  installPeers();
  const text = await compare();
  console.log(text);
  if (process.argv.includes('--write')) await writeGenerated('detection', text);
}

async function compare() {
  const peers = Object.keys(PEERS);
  const rows = [];
  let falseAlarms = peers.map(() => 0);
  for (const name of Object.keys(BLOCKS)) {
    const cells = [];
    for (const peer of peers) cells.push(await judge(peer, name));
    rows.push([name, ...cells.map(({ text }) => text)]);
    falseAlarms = falseAlarms.map((count, index) => count + cells[index].falseAlarms);
    console.error(rows.at(-1).join(' | '));
  }
  rows.push(['false alarms', ...falseAlarms]);
  return `${toTable(['block', ...peers], rows)}\n\n${describeVersions(peers)}`;
}

async function judge(peer, name) {
  const { names, thresholdMs } = BLOCKS[name];
  const { start, end, reports } = await observeLongEnough(peer, name);
  const about = reports.filter(({ time }) => time >= start + (thresholdMs ?? THRESHOLD_MS) * 0.9);
  const ends = about.filter(({ isFinal }) => isFinal).length;
  const falseAlarms =
    thresholdMs === undefined ? reports.length - about.length + Math.max(0, ends - 1) : reports.length;
  if (thresholdMs !== undefined) return { text: reports.length === 0 ? 'silent' : 'reported', falseAlarms };
  if (about.length === 0) return { text: 'missed', falseAlarms };
  const during = about.filter(({ time }) => time < end);
  const words = [
    during.length > 0 ? 'while blocked' : 'afterwards',
    describeDuration(about, end - start),
    describeCulprit(during, about, names),
  ];
  return { text: words.join('; '), falseAlarms };
}

function describeDuration(reports, blockMs) {
  const errors = reports
    .filter(({ isFinal, durationMs }) => isFinal && durationMs !== undefined)
    .map(({ durationMs }) => durationMs - blockMs);
  if (errors.length === 0) return 'no duration';
  const error = errors.reduce((best, other) => (Math.abs(other) < Math.abs(best) ? other : best));
  return Math.abs(error) <= CLOSE_MS ? 'right duration' : `${(error / 1000).toFixed(1)} s off`;
}

/** The last word counts: what is known better later may be said again. */
function describeCulprit(during, reports, names) {
  const isRight = ({ culprit }) => names.includes(culprit);
  const named = reports.filter(({ culprit }) => culprit !== undefined);
  if (named.length === 0) return 'no culprit';
  const { culprit } = named.at(-1);
  if (!names.includes(culprit)) return OUTER[culprit] ?? `wrong culprit (\`${culprit}\`)`;
  return during.some(isRight) ? 'right culprit' : 'right culprit afterwards';
}

/** On a busy machine, a block can turn out too short to be one, or longer than its threshold. */
async function observeLongEnough(peer, name) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const seen = await observe(peer, name);
    const ms = seen.end - seen.start;
    const [least, most] =
      BLOCKS[name].thresholdMs === undefined ? [BLOCK_MS / 2, Infinity] : [SHORT_MS / 2, LONG_MS * 0.95];
    if (ms > least && ms < most) return seen;
  }
  throw new Error(`'${name}' would not last as long as it should: the machine is too busy`);
}

/** Runs one block, and says when it was and what was reported. */
async function observe(peer, name) {
  const reports = [];
  const sentry = await listenAsSentry(reports);
  const args = ['run', peer, name, `http://key@127.0.0.1:${sentry.address().port}/1`];
  const stdio = ['ignore', 'ignore', 'pipe', 'ipc'];
  const child = fork(fileURLToPath(import.meta.url), args, { stdio, execArgv: ['--max-old-space-size=3000'] });
  createInterface(child.stderr).on('line', (line) => {
    const found = readLine(line);
    if (found) reports.push({ time: Date.now(), ...found });
  });
  const [times] = await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'close');
  sentry.closeAllConnections();
  sentry.close();
  return { ...times, reports };
}

function readLine(line) {
  let found;
  try {
    found = JSON.parse(line);
  } catch {
    console.error(line);
    return undefined;
  }
  if (found.event === undefined) return { ...found, isFinal: true, culprit: readStackCulprit(found.stack) };
  const { block, event } = found;
  const isSure = block.attribution !== 'none' && block.attribution !== 'late';
  const culprit =
    block.api ?? (isSure ? block.frames[0]?.function : undefined) ?? (block.cause === 'gc' ? 'gc' : undefined);
  return { durationMs: block.durationMs, isFinal: event === 'recovered', culprit };
}

function readStackCulprit(lines = []) {
  return /at (?:new |async )?(\S+) \(/.exec(lines.find((line) => line.includes('detection.js')))?.[1];
}

/** Takes what Sentry's SDK sends, in its own envelopes. */
async function listenAsSentry(reports) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      const event = text.split('\n').find((line) => line.includes('EventLoopBlocked'));
      if (event !== undefined) reports.push({ time: Date.now(), isFinal: false, culprit: readSentryCulprit(event) });
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The innermost function of this file, as for the others: the callers above it are Node's own. */
function readSentryCulprit(line) {
  const frames = JSON.parse(line).exception.values[0].stacktrace?.frames ?? [];
  return frames.findLast(({ filename = '' }) => filename.includes('detection.js'))?.function;
}

/** The program that blocks: idle first, then busy but harmless, then the block, with innocent work right behind it. */
async function run(peer, name, dsn) {
  const { prepare, block, thresholdMs = THRESHOLD_MS } = BLOCKS[name];
  const prepared = prepare?.();
  await PEERS[peer].start({ thresholdMs, dsn, collectMs: COLLECT_MS });
  await pause(SETTLE_MS);
  for (let turn = 0; turn < 20; turn++) {
    innocent();
    await pause(10);
  }
  const times = await new Promise(function schedule(resolve) {
    setTimeout(function handle() {
      const start = Date.now();
      const done = block(prepared);
      const finish = () => {
        const end = Date.now();
        innocent();
        setImmediate(innocent);
        resolve({ start, end });
      };
      if (done instanceof Promise) void done.then(finish);
      else finish();
    }, 20);
  });
  await pause(SETTLE_MS);
  process.send(times);
}

function innocent() {
  for (const end = performance.now() + 20; performance.now() < end;);
}

function loop(_, ms = BLOCK_MS) {
  for (const end = performance.now() + ms; performance.now() < end;);
}

/** V8 interprets an expression at first, ten times as slowly, and again once its code has been thrown away. */
function match(length) {
  for (const letters of [1, 1, length]) /^(a+)+$/.test(`${'a'.repeat(letters)}b`);
}

/** Each further letter doubles the time. */
function findLength() {
  let length = 16;
  while (measure(() => match(length)) < BLOCK_MS / 16) length += 1;
  return length + 4;
}

function parse(text) {
  JSON.parse(text);
}

function makeText() {
  const piece = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ index, name: `name ${index}` })));
  JSON.parse(piece);
  const times = Math.ceil(BLOCK_MS / measure(() => JSON.parse(piece)));
  return `[${Array(times).fill(piece).join()}]`;
}

function hash(iterations) {
  pbkdf2Sync('password', 'salt', iterations, 64, 'sha512');
}

function findIterations() {
  return Math.ceil((100_000 * BLOCK_MS) / measure(() => hash(100_000)));
}

function command() {
  execSync(`sleep ${BLOCK_MS / 1000}`);
}

function makeFifo() {
  const fifo = path.join(mkdtempSync(path.join(tmpdir(), 'detection-')), 'fifo');
  execFileSync('mkfifo', [fifo]);
  return fifo;
}

function read(fifo) {
  spawn('sh', ['-c', `sleep ${BLOCK_MS / 1000}; echo done > "$0"`, fifo], { stdio: 'ignore' }).unref();
  readFileSync(fifo);
  rmSync(path.dirname(fifo), { recursive: true });
}

function wait() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCK_MS);
}

async function starve() {
  for (const end = performance.now() + BLOCK_MS; performance.now() < end;) await null;
}

/** Much that lives makes each collection long. */
function fillHeap() {
  return Array.from({ length: 4_000_000 }, (_, index) => ({ index, list: [index] }));
}

function allocate(kept) {
  let index = 0;
  for (const end = performance.now() + BLOCK_MS; performance.now() < end; index++) {
    kept[index % kept.length] = { index, list: [index, kept[(index * 7919) % kept.length].list] };
  }
}

/** In CPU time: how long it takes when nobody else wants the core. */
function measure(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
