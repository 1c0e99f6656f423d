// Has a hook of its own on stacks.
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

let calls = 0;
const hook = (error, sites) => {
  calls += 1;
  return `${error.name}: ${sites.length}`;
};
Error.prepareStackTrace = hook;
await monitor();

function hot() {
  spin(800);
}

await sleep(300);
const before = calls;
setTimeout(hot);
await sleep(100);
await sleep(200);
say(`hook called ${calls - before} times, intact: ${Error.prepareStackTrace === hook}`);
