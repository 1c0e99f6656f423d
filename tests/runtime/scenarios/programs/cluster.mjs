// A cluster of two workers that share one port for the monitor, too. Each blocks in turn: cluster.mjs <port of the monitor>
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { monitor, say, sleep, spin } from '../../programs/support.mjs';

await monitor({ whileBlocked: { stderr: 'json', port: Number(process.argv[2]) } });
if (cluster.isPrimary) {
  const workers = [cluster.fork(), cluster.fork()];
  const ports = await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
  say(`ready ${workers.map(({ process: { pid } }) => pid).join(' ')}`);
  // Connections of their own, which the primary hands out in turn.
  const ask = () => fetch(`http://127.0.0.1:${ports[0]}`, { headers: { connection: 'close' } });
  const answers = [];
  for (const _ of workers) answers.push(await (await ask()).text());
  say(`answered ${answers.join(' ')}`);
  await sleep(300);
  await new Promise((resolve) => cluster.disconnect(resolve));
} else {
  const server = createServer((_, response) => {
    spin(600);
    response.end(String(process.pid));
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}
