// Code in a context, a context that throws, and one of many requests that blocks: context.mjs <what>
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import { sessions } from 'unblocked/monitor';
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

const requests = new AsyncLocalStorage();
process.on('uncaughtException', () => say('uncaught'));

const contexts = {
  promise: () => requests.getStore(),
  throws: () => {
    throw new Error('no context');
  },
  slow: () => {
    say('asked');
    spin(40);
    return { route: 'slow' };
  },
  server: () => requests.getStore(),
};

function hot() {
  spin(800);
}

const culprit = {};
culprit.isDone = new Promise((resolve) => (culprit.done = resolve));

function handle(request, response) {
  requests.run({ route: `${request.method} ${request.url}` }, async () => {
    if (request.url === '/culprit') {
      // Who is connected is counted with each heartbeat, which comes late on a busy machine.
      await sleep(500);
      hot();
      culprit.done();
    } else await culprit.isDone;
    response.end('ok');
  });
}

const server = createServer(handle);

async function serve() {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  const paths = Array.from({ length: 50 }, (_, index) => (index === 20 ? '/culprit' : `/victim/${index}`));
  await Promise.all(paths.map(async (path) => (await fetch(base + path)).text()));
  server.close();
  server.closeAllConnections();
}

const what = process.argv[2];
await monitor({ context: contexts[what], sessions: [sessions.httpServer(server)] });
await sleep(300);
if (what === 'server') await serve();
else if (what === 'promise') await requests.run({ route: 'GET /r', tenant: 'abc' }, () => Promise.resolve().then(hot));
else setTimeout(hot);
await sleep(100);
await sleep(200);
