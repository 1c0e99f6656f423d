// One block after the other, each of another kind. Tests look for these functions by name, and for their lines.
import crypto, { scryptSync } from 'node:crypto';
import { execSync as run } from 'node:child_process';
import fs from 'node:fs';
import vm from 'node:vm';
import { monitor, say, sleep, spin } from './support.mjs';

const SECRET = 'hunter2-secret';
await monitor({ context: () => ({ route: 'GET /test' }) });

function hashPassword() {
  crypto.pbkdf2Sync(SECRET, SECRET, 1_500_000, 64, 'sha512');
}

function deriveKey() {
  scryptSync(SECRET, SECRET, 64, { N: 2 ** 17, r: 8, p: 2, maxmem: 2 ** 29 });
}

function runCommand() {
  run(`sleep 0.6 # ${SECRET}`);
}

function readPipe() {
  fs.readFileSync(process.argv[2], 'utf8');
}

function waitForIt() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
}

function manyCalls() {
  const end = performance.now() + 600;
  while (performance.now() < end) fs.existsSync('/nowhere');
}

function throwThenSpin() {
  try {
    fs.readFileSync('/nowhere');
  } catch {
    spin(600);
  }
}

function runTemplate() {
  vm.runInNewContext('function render() { spin(600); }\nrender();', { spin }, 'template.js');
}

function parse(text) {
  return () => JSON.parse(text);
}

function innocent() {
  for (let index = 0; index < 1e6; index++) Math.sqrt(index);
}

await sleep(400);
for (const block of [hashPassword, deriveKey, runCommand, readPipe, waitForIt, manyCalls, throwThenSpin, runTemplate]) {
  say(`begin ${block.name} ${Date.now()}`);
  block();
  say(`end ${block.name} ${Date.now()}`);
  await sleep(250);
}
const parseLarge = parse(`[${'{"a":[1,2,3]},'.repeat(1_500_000)}0]`);
await sleep(250);
say(`begin parse ${Date.now()}`);
setTimeout(parseLarge, 10);
setTimeout(innocent, 10);
await sleep(50);
say(`end parse ${Date.now()}`);
await sleep(250);
