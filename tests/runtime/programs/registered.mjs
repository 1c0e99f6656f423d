// A server's start without a line about the monitor; `--import unblocked/register` brings it.
import { sleep, spin } from './plain.mjs';

await sleep(500);
function hot() {
  spin(600);
}
hot();
await sleep(200);
