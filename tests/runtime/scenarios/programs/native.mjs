// Blocks in native code: native.mjs <what> [<file, seconds, or 'profile'>]. Without marks, pbkdf2Sync is like any addon.
import { execSync } from 'node:child_process';
import { pbkdf2Sync, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

const what = process.argv[2];
await monitor({
  profile: process.argv[3] === 'profile',
  ...(what === 'addon' && { syncCalls: false }),
  ...(what === 'largeFile' && { blockThresholdMs: 50 }),
});
const text = JSON.stringify(Array.from({ length: what === 'parse' ? 1e6 : 0 }, (_, index) => ({ index })));
const list = Array.from({ length: what === 'sort' ? 1e6 : 0 }, (_, index) => `${(index * 7919) % 1_000_003}`);

const blocks = {
  addon() {
    pbkdf2Sync('secret-of-the-test', 'salt', 1_500_000, 64, 'sha512');
  },
  keys() {
    const end = performance.now() + 600;
    while (performance.now() < end) generateKeyPairSync('rsa', { modulusLength: 2048 });
  },
  largeFile() {
    fs.readFileSync(process.argv[3]);
  },
  command() {
    execSync(`sleep ${process.argv[3]}`);
  },
  parse() {
    const end = performance.now() + 800;
    while (performance.now() < end) JSON.parse(text);
  },
  sort() {
    list.toSorted();
  },
  missing() {
    try {
      fs.readFileSync('/nowhere');
    } catch {
      spin(600);
    }
  },
  collect() {
    const kept = [];
    const end = performance.now() + 1500;
    while (performance.now() < end) {
      for (let index = 0; index < 1000; index++) kept.push({ index, list: [index] });
      if (kept.length > 2e6) kept.length = 0;
    }
  },
};

await sleep(300);
say(`begin ${Date.now()}`);
setTimeout(blocks[what]);
// Due at the same time: what comes next is on the stacks that come late.
setTimeout(function innocent() {
  spin(20);
});
await sleep(100);
await sleep(200);
