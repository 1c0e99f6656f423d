// Ends in the midst of a block: ends.mjs <throw|reject|caught|exit|sigterm>
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

const how = process.argv[2];
const watch = await monitor();
watch.on('recovered', ({ block }) => say(`recovered ${block.ended}`));
if (how === 'caught') process.on('uncaughtException', ({ message }) => say(`caught ${message}`));
if (how === 'sigterm') process.on('SIGTERM', () => process.exit(3));

const ends = {
  throw() {
    throw new Error('mine');
  },
  reject: () => void Promise.reject(new Error('mine')),
  caught() {
    throw new Error('mine');
  },
  exit: () => process.exit(3),
  sigterm: () => process.kill(process.pid, 'SIGTERM'),
};
await sleep(300);
setTimeout(() => {
  spin(600);
  say('end');
  ends[how]();
});
await sleep(400);
