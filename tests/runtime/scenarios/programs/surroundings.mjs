// Blocks, and says whether an inspector listens meanwhile.
import { url } from 'node:inspector';
import { monitor, say, sleep } from '../../programs/support.mjs';

await monitor();
await sleep(300);
let listened = false;
setTimeout(function stall() {
  const end = performance.now() + 700;
  while (performance.now() < end) listened ||= url() !== undefined;
  say(`listened ${listened}`);
});
await sleep(100);
await sleep(200);
