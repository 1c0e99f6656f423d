// Hears of a block on the diagnostics channels, and ends the monitor as `using` does.
import { subscribe } from 'node:diagnostics_channel';
import { monitor, say, sleep, spin } from './support.mjs';

for (const name of ['block', 'session-at-risk', 'recovered', 'paused']) {
  subscribe(`unblocked:${name}`, ({ event, block }, channel) => say(`${channel} ${event} ${typeof block.id}`));
}
const watch = await monitor({ sessions: [{ name: 'chat', timeoutMs: 900 }] });
await sleep(400);
spin(600);
await sleep(200);
watch[Symbol.dispose]();
spin(600);
await sleep(200);
