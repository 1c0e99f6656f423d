// Does nothing for a while: idle.mjs <ms>
import { monitor, say } from './support.mjs';

(await monitor({ sessions: [{ name: 'chat', timeoutMs: 1000 }] })).on('paused', ({ block }) =>
  say(`paused ${block.durationMs}`),
);
setTimeout(() => say('ready'), 400);
setTimeout(() => undefined, Number(process.argv[2]));
