// JavaScript that blocks, one kind after the other. Tests look for these functions by name.
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

await monitor();

function busy() {
  spin(900);
}

function compare(one, other) {
  spin(5);
  return other - one;
}

function sortSlowly() {
  [...Array(120).keys()].reverse().sort(compare);
}

const trapped = new Proxy(
  {},
  {
    get: function readTrap() {
      spin(1);
      return 1;
    },
  },
);

function readThroughProxy() {
  const end = performance.now() + 600;
  while (performance.now() < end) void trapped.value;
}

function* generate() {
  const end = performance.now() + 600;
  while (performance.now() < end) {
    for (let index = 0; index < 1e4; index++) Math.sqrt(index);
    yield 1;
  }
}

function drain() {
  for (const _ of generate());
}

function validate() {
  return /^(a+)+$/.test(`${'a'.repeat(24)}b`);
}

function strip() {
  // Doubled until it takes long enough on any machine.
  for (let length = 24, end = performance.now() + 600; performance.now() < end; length++) {
    `${'a'.repeat(length)}b`.replace(/^(a+)+$/, '');
  }
}

function fireTimers() {
  for (let index = 0; index < 100; index++) setTimeout(dueTimer, 20);
}

function dueTimer() {
  spin(8);
}

function recurse() {
  const end = performance.now() + 600;
  (function tick() {
    if (performance.now() < end) process.nextTick(tick);
  })();
}

await sleep(300);
for (const block of [busy, sortSlowly, readThroughProxy, drain, validate, strip, fireTimers, recurse]) {
  say(`begin ${block.name} ${Date.now()}`);
  setTimeout(block);
  await sleep(100);
  await sleep(250);
  say(`end ${block.name}`);
}
