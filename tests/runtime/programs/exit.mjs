// Ends by itself, or by process.exit, right after a block: exit.mjs <ms> <natural|exit>
import { monitor, spin, say } from './support.mjs';

const [ms, how] = process.argv.slice(2);
const watch = await monitor();
watch.on('recovered', ({ block }) => say(`recovered ${block.durationMs}`));
setTimeout(() => {
  spin(Number(ms));
  say('done');
  if (how === 'exit') process.exit(0);
}, 300);
