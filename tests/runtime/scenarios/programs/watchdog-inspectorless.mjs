import './without-inspector.mjs';

await import(new URL('../../../../dist/watchdog.js', import.meta.url).href);
