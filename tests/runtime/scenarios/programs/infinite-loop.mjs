// Never gives the loop back, for as long as the test is there.
import { monitor, sleep } from '../../programs/support.mjs';

await monitor({ blockThresholdMs: 100 });

const { ppid } = process;

function forever() {
  while (process.ppid === ppid);
}

await sleep(300);
forever();
