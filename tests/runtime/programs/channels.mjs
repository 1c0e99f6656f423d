// Hears of a block on the diagnostics channels, and ends the monitor as `using` does.
import { subscribe } from 'node:diagnostics_channel';
import { monitor, occupy, say, sleep } from './support.mjs';

for (const name of ['block', 'session-at-risk', 'recovered', 'paused']) {
  subscribe(`unblocked:${name}`, ({ event, block }, channel) => say(`${channel} ${event} ${typeof block.id}`));
}
const watch = await monitor({ sessions: [{ name: 'chat', timeoutMs: 1000 }] });
await sleep(400);
occupy(600);
await sleep(200);
watch[Symbol.dispose]();
occupy(600);
await sleep(200);
