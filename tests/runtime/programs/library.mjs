// A library of the application's own, one call of which blocks: library.mjs
import { pbkdf2Sync } from 'node:crypto';
import { monitor, say, sleep, spin } from './support.mjs';

const library = {
  checkSync(ms) {
    // Marked as well, and within this call not worth a word.
    pbkdf2Sync('secret', 'salt', 1000, 64, 'sha512');
    spin(ms);
    return 'checked';
  },
};
const original = library.checkSync;
const watch = await monitor();
watch.instrument(library, ['checkSync'], { name: 'passwords' });
watch.instrument(library, ['checkSync']);
say(`looks the same ${library.checkSync.name === original.name && library.checkSync !== original}`);

function login() {
  say(library.checkSync(700));
}

await sleep(400);
login();
await sleep(200);
watch.stop();
say(`restored ${library.checkSync === original}`);
