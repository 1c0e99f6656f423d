// After stop(), Node's modules are what they were, and nothing is reported.
import fs, { readFileSync } from 'node:fs';
import crypto, { scryptSync } from 'node:crypto';
import { monitor, sleep, spin } from './support.mjs';

const before = [fs.readFileSync, crypto.scryptSync, fs.realpathSync.native];
const watch = await monitor();
const during = [fs.readFileSync, crypto.scryptSync, fs.realpathSync.native];
console.log(
  'replaced',
  during.every((value, index) => value !== before[index]),
);
console.log('imports follow', readFileSync === fs.readFileSync && scryptSync === crypto.scryptSync);
console.log(
  'look the same',
  during.every((value, index) => looksLike(value, before[index])),
);
await sleep(300);
watch.on('block', () => {
  throw new Error('from the listener');
});
watch.on('block', () => console.log('next listener called'));
spin(300);
await sleep(300);
watch.stop();
watch.stop();
console.log(
  'restored',
  before.every((value, index) => value === [fs.readFileSync, crypto.scryptSync, fs.realpathSync.native][index]),
);
console.log('imports restored', readFileSync === before[0]);
spin(500);
await sleep(200);

function looksLike(value, original) {
  const names = (of) => Object.getOwnPropertyNames(of).sort().join();
  return value.name === original.name && value.length === original.length && names(value) === names(original);
}
