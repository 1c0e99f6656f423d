// Never gives the loop back.
import { monitor, sleep } from '../../programs/support.mjs';

monitor({ blockThresholdMs: 100 });

function forever() {
  for (;;);
}

await sleep(300);
forever();
