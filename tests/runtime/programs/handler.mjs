// A module of the application's in the watchdog: handler.mjs <module>
import { monitor, say, sleep, spin } from './support.mjs';

const handler = new URL(process.argv[2], import.meta.url);
await monitor({ sessions: [{ name: 'chat', timeoutMs: 1000 }], whileBlocked: { stderr: false, handler } });
await sleep(1000);
spin(900);
say('free');
await sleep(300);
