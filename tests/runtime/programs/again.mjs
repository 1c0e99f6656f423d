// Blocks, stops, and starts and blocks once more.
import { monitor, sleep, spin } from './support.mjs';

for (let time = 0; time < 2; time++) {
  const watch = await monitor();
  await sleep(300);
  spin(400);
  await sleep(300);
  watch.stop();
}
