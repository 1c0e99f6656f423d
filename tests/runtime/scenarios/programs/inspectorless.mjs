// As under a Node.js that was built without the inspector: to load it throws, in either thread.
import { monitor, sleep, spin } from '../../programs/support.mjs';

await monitor({ watchdogUrl: new URL('watchdog-inspectorless.mjs', import.meta.url) });
await sleep(300);
spin(700);
await sleep(200);
