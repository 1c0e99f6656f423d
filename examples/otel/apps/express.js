import { scryptSync } from 'node:crypto';
import express from 'express';

const app = express();

app.get('/', (_request, response) => {
  response.send('hello\n');
});

// The fault that everything here shows: half a second in which nobody else is served.
app.get('/login', (_request, response) => {
  // eslint-disable-next-line unblocked/no-blocking-call
  const key = scryptSync('password', 'salt', 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });
  response.send(`${key.toString('hex')}\n`);
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
