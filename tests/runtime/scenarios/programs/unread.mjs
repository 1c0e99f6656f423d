// Says more on stderr than a pipe holds that nobody reads.
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

const timer = setInterval(() => undefined, 1000);
const sessions = Array.from({ length: 20 }, (_, index) => ({ name: `session-${index}`, timeoutMs: 200 }));
await monitor({ rateLimit: false, blockThresholdMs: 20, sessions });
await sleep(300);
for (let time = 0; time < 4; time++) {
  spin(300);
  await sleep(60);
}
clearInterval(timer);
say('done');
