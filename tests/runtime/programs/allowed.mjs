// Work that may block: allowed.mjs <sync|async|mixed>. Then, allowed by nobody, `stranger` blocks.
import { monitor, say, sleep, spin } from './support.mjs';

const watch = await monitor({ sessions: [{ name: 'chat', timeoutMs: 1000 }] });
watch.on('recovered', ({ block }) => say(`heard ${block.frames[0]?.function}`));
await sleep(1000);

function stranger() {
  spin(600);
}

if (process.argv[2] === 'sync') {
  say(watch.allowBlocking('rebuilds the index', () => (spin(700), 'result')));
  await sleep(200);
}
if (process.argv[2] === 'async') {
  const rebuild = async () => {
    await sleep(10);
    spin(700);
    return 'result';
  };
  say(await watch.allowBlocking('rebuilds the index', rebuild));
  await sleep(200);
  await watch.allowBlocking('fails', () => Promise.reject(new Error('no index'))).catch(({ message }) => say(message));
}
if (process.argv[2] === 'mixed') watch.allowBlocking('rebuilds the index', () => spin(300));
stranger();
await sleep(200);
