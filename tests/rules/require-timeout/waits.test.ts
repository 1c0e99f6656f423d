/** Calls that nothing ends, and what is suggested for them. */
import type { RuleTester } from 'eslint';
import rule from '../../../src/rules/require-timeout.ts';
import { testRule } from '../rule-tester.ts';

testRule('require-timeout: waits', rule, {
  valid: [],
  invalid: [
    ...[
      [`function f(document)`, `document.url`],
      [`function f(u)`, `typeof window === 'undefined' ? u : window.location`],
      [`function f(self)`, `self.url`],
      [`function f(host)`, `\`//\${host}/\``],
    ].map(([f, url]) =>
      waits(
        `code that runs on servers, too, or only looks like a page's: ${url}`,
        `export async ${f} { await fetch(${url}, {}); }`,
        `export async ${f} { await fetch(${url}, { signal: AbortSignal.timeout(10_000) }); }`,
        'waitsTooLong',
      ),
    ),
    waits(
      'fetch',
      `export async function f(u) { return await fetch(u); }`,
      `export async function f(u) { return await fetch(u, { signal: AbortSignal.timeout(10_000) }); }`,
      'waitsTooLong',
    ),
    waits(
      'fetch in a synchronous handler',
      `app.get('/', (req, res) => { fetch('http://x').then((r) => res.json(r)); });`,
      `app.get('/', (req, res) => { fetch('http://x', { signal: AbortSignal.timeout(10_000) }).then((r) => res.json(r)); });`,
      'waitsTooLong',
    ),
    waits(
      'fetch with other options',
      `export async function f(u) { await fetch(u, { method: 'POST' }); }`,
      `export async function f(u) { await fetch(u, { method: 'POST', signal: AbortSignal.timeout(10_000) }); }`,
      'waitsTooLong',
    ),
    waits(
      'options that have lines of their own',
      `export async function f(u) { await fetch(u, {\n  method: 'POST',\n}); }`,
      `export async function f(u) { await fetch(u, {\n  method: 'POST',\n  signal: AbortSignal.timeout(10_000),\n}); }`,
      'waitsTooLong',
    ),
    waits(
      'options of which the last has a comment',
      `export async function f(u) { await fetch(u, {\n  body: u, // text\n}); }`,
      `export async function f(u) { await fetch(u, {\n  body: u, // text\n  signal: AbortSignal.timeout(10_000),\n}); }`,
      'waitsTooLong',
    ),
    waits(
      'options of which the last has a comment and no comma',
      `export async function f(u) { await fetch(u, {\n  body: u // text\n}); }`,
      `export async function f(u) { await fetch(u, {\n  body: u, // text\n  signal: AbortSignal.timeout(10_000)\n}); }`,
      'waitsTooLong',
    ),
    waits(
      'fetch with no options yet',
      `export async function f(u) { await fetch(u, {}); }`,
      `export async function f(u) { await fetch(u, { signal: AbortSignal.timeout(10_000) }); }`,
      'waitsTooLong',
    ),
    waits(
      'undici',
      `import { request } from 'undici'; export async function f(u) { await request(u); }`,
      `import { request } from 'undici'; export async function f(u) { await request(u, { signal: AbortSignal.timeout(10_000) }); }`,
      'waitsTooLong',
    ),
    {
      name: 'a call over several lines, named as on one',
      code: `import http from 'node:http'; http.createServer((_, res) => { http\n  .get('http://x', (r) => r.pipe(res)); });`,
      errors: [{ message: /^`http\.get\(\)` waits/ }],
    },
    waits(
      'axios',
      `import axios from 'axios'; export async function f(u, d) { await axios.post(u, d); }`,
      `import axios from 'axios'; export async function f(u, d) { await axios.post(u, d, { signal: AbortSignal.timeout(10_000) }); }`,
      'waitsForever',
    ),
    waits(
      'an axios client without a timeout',
      `import axios from 'axios'; const api = axios.create({ baseURL: 'x' }); export async function f() { await api.get('/'); }`,
      `import axios from 'axios'; const api = axios.create({ baseURL: 'x' }); export async function f() { await api.get('/', { signal: AbortSignal.timeout(10_000) }); }`,
      'waitsForever',
    ),
    waits(
      'an axios call whose data is left out',
      `import axios from 'axios'; export async function f(u) { await axios.post(u); }`,
      undefined,
      'waitsForever',
    ),
    waits(
      'got, in its own form',
      `import got from 'got'; export async function f(u) { await got(u).json(); }`,
      `import got from 'got'; export async function f(u) { await got(u, { timeout: { request: 10_000 } }).json(); }`,
      'waitsForever',
    ),
    waits(
      'ky with its limit lifted',
      `import ky from 'ky'; export async function f(u) { await ky(u, { timeout: false }); }`,
      `import ky from 'ky'; export async function f(u) { await ky(u, { timeout: false, signal: AbortSignal.timeout(10_000) }); }`,
      'waitsForever',
    ),
    waits(
      'openai, whose own limit is ten minutes',
      `import OpenAI from 'openai'; const client = new OpenAI(); export async function f() { await client.chat.completions.create({}); }`,
      `import OpenAI from 'openai'; const client = new OpenAI(); export async function f() { await client.chat.completions.create({}, { timeout: 30_000 }); }`,
      'waitsTooLong',
    ),
    waits(
      'Anthropic',
      `import Anthropic from '@anthropic-ai/sdk'; export async function f() { await new Anthropic().messages.create({}); }`,
      `import Anthropic from '@anthropic-ai/sdk'; export async function f() { await new Anthropic().messages.create({}, { timeout: 30_000 }); }`,
      'waitsTooLong',
    ),
    waits(
      'LangChain',
      `import { ChatOpenAI } from '@langchain/openai'; const model = new ChatOpenAI({}).bindTools([]); export async function f() { await model.invoke('hi'); }`,
      `import { ChatOpenAI } from '@langchain/openai'; const model = new ChatOpenAI({}).bindTools([]); export async function f() { await model.invoke('hi', { timeout: 30_000 }); }`,
      'waitsTooLong',
    ),
    waits(
      'node:http',
      `import http from 'node:http'; http.createServer((_, res) => { http.get('http://x', (r) => r.pipe(res)); });`,
      undefined,
      'waitsForever',
    ),
    waits(
      'a controller that nobody aborts',
      `export async function f(u) { const c = new AbortController(); await fetch(u, { signal: c.signal }); }`,
      undefined,
      'waitsTooLong',
    ),
    waits(
      'a retry is no limit',
      `import { retry } from './retry.js'; export async function f(u) { await retry(() => fetch(u, { method: 'GET' })); }`,
      `import { retry } from './retry.js'; export async function f(u) { await retry(() => fetch(u, { method: 'GET', signal: AbortSignal.timeout(10_000) })); }`,
      'waitsTooLong',
    ),
    waits(
      'one of two callers does not limit it',
      `import limit from 'p-timeout'; async function load(u) { return await fetch(u); }
      export async function f(u) { return await limit(load(u), { milliseconds: 5 }); } export async function g(u) { return await load(u); }`,
      `import limit from 'p-timeout'; async function load(u) { return await fetch(u, { signal: AbortSignal.timeout(10_000) }); }
      export async function f(u) { return await limit(load(u), { milliseconds: 5 }); } export async function g(u) { return await load(u); }`,
      'waitsTooLong',
    ),
    {
      name: 'a database is reported once, where its client is made',
      code: `import pg from 'pg';\nconst pool = new pg.Pool({ max: 5 });\nexport async function f() { await pool.query('a'); await pool.query('b'); }`,
      errors: [
        {
          messageId: 'clientWaitsForever',
          line: 2,
          suggestions: [
            {
              messageId: 'passOption',
              output: `import pg from 'pg';\nconst pool = new pg.Pool({ max: 5, query_timeout: 10_000 });\nexport async function f() { await pool.query('a'); await pool.query('b'); }`,
            },
          ],
        },
      ],
    },
  ],
});

function waits(name: string, code: string, output: string | undefined, messageId: string): RuleTester.InvalidTestCase {
  const suggestions = output === undefined ? [] : [{ messageId: 'passOption', output }];
  return { name, code, errors: [{ messageId, suggestions }] };
}
