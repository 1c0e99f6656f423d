/**
 * What blocks in the soak, and what may be shown of each work: itself, the functions inside of it that spend the time,
 * the API that it calls. Whatever else is shown as its culprit is wrong.
 */
import { execFileSync, execSync } from 'node:child_process';
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const THIS_FILE = fileURLToPath(import.meta.url);
const rows = Array.from({ length: 150_000 }, (_, index) => ({ index, text: String((index * 7919) % 100_003) }));
const words = rows.map(({ text }) => text);
const json = JSON.stringify(rows);
const bytes = Buffer.alloc(16 * 1024 * 1024, 'unblocked');
const waiting = new Int32Array(new SharedArrayBuffer(4));

/** Into these, stacks see. */
const javascript = {
  loop(ms) {
    for (const goes = until(ms); goes();) Math.sqrt(ms);
  },
  recursion(ms) {
    const goes = until(ms);
    const deep = (level) => (level === 0 ? goes() : deep(level - 1));
    while (deep(200));
  },
  compare(ms) {
    const byLength = (one, other) => one.length - other.length;
    for (const goes = until(ms); goes();) words.slice(0, 2000).sort(byLength);
  },
  method(ms) {
    class Sum {
      total = 0;
      add(value) {
        for (let index = 0; index < 1000; index++) this.total += value % (index + 1);
      }
    }
    const sum = new Sum();
    for (const goes = until(ms); goes();) sum.add(ms);
  },
  generator(ms) {
    const goes = until(ms);
    function* numbers() {
      for (let index = 0; goes(); index++) yield index;
    }
    let last = 0;
    for (const value of numbers()) last = Math.max(last, value);
    return last;
  },
  halves(ms) {
    const first = (goes) => {
      while (goes());
    };
    const second = (goes) => {
      while (goes());
    };
    first(until(ms / 2));
    second(until(ms / 2));
  },
  allocate(ms) {
    const kept = [];
    for (const goes = until(ms); goes();) if (kept.push({ list: [kept.length] }) > 1e5) kept.length = 0;
  },
  maps(ms) {
    const map = new Map();
    for (const goes = until(ms); goes();) map.set(words[map.size % 1000], map.size);
  },
  match(ms) {
    for (const goes = until(ms); goes();) /^(a+)+$/.test(`${'a'.repeat(18)}b`);
  },
  stringify(ms) {
    for (const goes = until(ms); goes();) JSON.stringify(rows.slice(0, 20_000));
  },
  async microtasks(ms) {
    for (const goes = until(ms); goes();) await null;
  },
  ticks(ms) {
    const goes = until(ms);
    return new Promise((resolve) => {
      process.nextTick(function again() {
        if (goes()) process.nextTick(again);
        else resolve();
      });
    });
  },
  callbacks(ms) {
    const one = () => spin(6);
    const two = () => spin(7);
    const three = () => spin(8);
    for (let sum = 0; sum < ms; sum += 21) for (const call of [one, two, three]) setTimeout(call, 1);
    return new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  },
};

/** Into these, they do not. */
const native = {
  parse() {
    JSON.parse(json);
  },
  parses(ms) {
    const part = `${json.slice(0, json.indexOf('}', 300_000) + 1)}]`;
    for (const goes = until(ms); goes();) JSON.parse(part);
  },
  clone() {
    structuredClone(rows.slice(0, 60_000));
  },
  order() {
    words.slice(0, 80_000).sort();
  },
  find(ms) {
    for (const goes = until(ms); goes();) words.includes('nowhere');
  },
};

/** These leave a mark; some wait and some compute. */
const marked = {
  hash(ms) {
    pbkdf2Sync('password', 'salt', 1000 * Math.ceil(ms), 64, 'sha512');
  },
  hashes(ms) {
    for (const goes = until(ms); goes();) pbkdf2Sync('password', 'salt', 5000, 64, 'sha512');
  },
  derive() {
    scryptSync('password', 'salt', 32);
  },
  compress() {
    gzipSync(bytes);
  },
  files(ms) {
    for (const goes = until(ms); goes();) existsSync('/nowhere');
  },
  reads(ms) {
    for (const goes = until(ms); goes();) readFileSync(THIS_FILE);
  },
  command(ms) {
    execSync(`sleep ${ms / 1000}`);
  },
  file(ms) {
    execFileSync('sleep', [String(ms / 1000)]);
  },
  wait(ms) {
    Atomics.wait(waiting, 0, 0, ms);
  },
};

export const works = { ...javascript, ...native, ...marked };

/** What comes next in the same turn, or soon: a stack that comes late shows it. */
export const innocents = {
  innocentTick: (ms) => spin(ms),
  innocentTimer: (ms) => spin(ms),
  innocentImmediate: (ms) => spin(ms),
};

/** `goes` tells the time in most works, and some of it is spent there. */
const TIMELESS = ['parse', 'clone', 'order', 'hash', 'derive', 'compress', 'command', 'file', 'wait'];
const INNER = {
  recursion: ['deep'],
  compare: ['byLength'],
  method: ['add', 'Sum'],
  generator: ['numbers'],
  halves: ['first', 'second'],
  ticks: ['again'],
  callbacks: ['one', 'two', 'three', 'spin'],
  tell: ['epoch', 'readCaptures'],
  ...Object.fromEntries(Object.keys(innocents).map((name) => [name, ['spin']])),
};
const APIS = {
  match: ['RegExp.test'],
  stringify: ['JSON.stringify'],
  hash: ['crypto.pbkdf2Sync'],
  hashes: ['crypto.pbkdf2Sync'],
  derive: ['crypto.scryptSync'],
  compress: ['zlib.gzipSync'],
  files: ['fs.existsSync'],
  reads: ['fs.readFileSync'],
  command: ['child_process.execSync'],
  file: ['child_process.execFileSync'],
  wait: ['Atomics.wait'],
};

export const functionsOf = (name) => [name, ...(INNER[name] ?? []), ...(TIMELESS.includes(name) ? [] : ['goes'])];
export const apisOf = (name) => APIS[name] ?? [];

function until(ms) {
  const end = performance.now() + ms;
  return function goes() {
    return performance.now() < end;
  };
}

function spin(ms) {
  for (const goes = until(ms); goes(););
}
