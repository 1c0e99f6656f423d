import { scryptSync } from 'node:crypto';
import Fastify from 'fastify';

const app = Fastify();

app.get('/', () => 'hello\n');

// The fault that everything here shows: half a second in which nobody else is served.
app.get('/login', () => {
  // eslint-disable-next-line unblocked/no-blocking-call
  const key = scryptSync('password', 'salt', 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });
  return `${key.toString('hex')}\n`;
});

console.log(`listening on ${await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' })}`);
