import type { RuleTester } from 'eslint';
import { describe, expect, it } from 'vitest';
import { MAY_WAIT_FOR_NETWORK, NETWORK_MODULES } from '../../src/catalog/network/index.ts';
import rule from '../../src/rules/require-timeout.ts';
import { testRule } from './rule-tester.ts';

testRule('require-timeout', rule, {
  valid: [
    silent('start-up may wait', `await fetch('http://x');`),
    silent('nothing waits for the answer', `export async function f(u) { fetch(u).catch(() => {}); void fetch(u); }`),
    silent(
      'a function of the file is only called fetch',
      `function fetch(u) { return u; } export async function f(u) { await fetch(u); }`,
    ),
    silent('a signal is passed', `export async function f(u) { await fetch(u, { signal: AbortSignal.timeout(5) }); }`),
    silent(
      'a signal comes from the caller',
      `export async function f(u, signal) { await fetch(u, { method: 'POST', signal }); }`,
    ),
    silent(
      'nobody knows the options',
      `export async function f(u, options) { await fetch(u, options); await fetch(u, { ...options }); }`,
    ),
    silent(
      'the options are made elsewhere',
      `const limited = { signal: AbortSignal.timeout(5) }; export async function f(u) { await fetch(u, { ...limited }); }`,
    ),
    silent(
      'the signal is added later',
      `export async function f(u, s) { const o = { method: 'PUT' }; o.signal = s; await fetch(u, o); }`,
    ),
    silent(
      'a timer aborts',
      `export async function f(u) { const c = new AbortController(); setTimeout(() => c.abort(), 5); await fetch(u, { signal: c.signal }); }`,
    ),
    silent('a race against a timer', `export async function f(u, t) { return await Promise.race([fetch(u), t]); }`),
    silent(
      'a race that is run later',
      `export async function f(u, t) { const p = fetch(u).then((r) => r.json()); await Promise.race([p, t]); }`,
    ),
    silent(
      'p-timeout',
      `import limit from 'p-timeout'; export async function f(u) { await limit(fetch(u), { milliseconds: 5 }); }`,
    ),
    silent(
      'a wrapper of the project',
      `const within = (p, ms) => Promise.race([p, new Promise((_, no) => setTimeout(no, ms))]);
      export async function f(u) { await within(fetch(u), 5); }`,
    ),
    silent(
      'a wrapper around a function',
      `import { withTimeout } from './limits.js'; export async function f(u) { await withTimeout(() => fetch(u), 5); }`,
    ),
    silent(
      'all callers limit it',
      `import limit from 'p-timeout'; async function load(u) { return await fetch(u); }
      export async function f(u) { return await limit(load(u), { milliseconds: 5 }); }`,
    ),
    silent(
      'a call that is given a limit',
      `import axios from 'axios'; export async function f(u) { await axios.get(u).timeout(5); }`,
    ),
    silent(
      'a client with a timeout',
      `import axios from 'axios'; const api = axios.create({ timeout: 5 }); export async function f() { await api.get('/'); }`,
    ),
    silent(
      'a default for all clients',
      `import axios from 'axios'; axios.defaults.timeout = 5; export async function f(u) { await axios.get(u); }`,
    ),
    silent(
      'a dispatcher for all requests',
      `import { Agent, setGlobalDispatcher } from 'undici'; setGlobalDispatcher(new Agent({ headersTimeout: 5 })); export async function f(u) { await fetch(u); }`,
    ),
    silent(
      'a model client with a timeout',
      `import OpenAI from 'openai'; const client = new OpenAI({ timeout: 5 }); export async function f() { await client.responses.create({}); }`,
    ),
    silent(
      'a timeout as a request option',
      `import OpenAI from 'openai'; const client = new OpenAI(); export async function f() { await client.responses.create({}, { timeout: 5 }); }`,
    ),
    silent(
      'nobody knows how the client was made',
      `import OpenAI from 'openai'; export function create(options) { const client = new OpenAI(options); return async () => await client.responses.create({}); }`,
    ),
    silent('ky gives up after 10 s by itself', `import ky from 'ky'; export async function f(u) { await ky(u); }`),
    silent(
      'a timer of the request',
      `import http from 'node:http'; http.createServer((_, res) => { const r = http.request({ host: 'x' }, (m) => m.pipe(res)); r.setTimeout(5); r.end(); });`,
    ),
    silent(
      'a database with a limit',
      `import pg from 'pg'; const pool = new pg.Pool({ query_timeout: 5 }); export async function f() { await pool.query('select 1'); }`,
    ),
    ...[
      `'use client';\nexport async function f(u) { return await fetch(u); }`,
      `export async function f(u) { return await fetch(u + location.pathname); }`,
      `export async function f(u) { document.body.append(await fetch(u)); }`,
      `import { useState } from 'react'; export async function f(u) { return await fetch(u); }`,
      `import { ref } from 'vue'; export async function f(u) { return await fetch(u); }`,
      `import { create } from 'zustand'; export async function f(u) { return await fetch(u); }`,
      `export async function f(id) { return await fetch(\`/api/users/\${id}\`); }`,
      `self.addEventListener('fetch', (event) => event.respondWith(f(event.request))); async function f(u) { return await fetch(u); }`,
      `define(['api'], (api) => { api.f = async (u) => await fetch(u); });`,
    ].map((code) => silent(`a page waits: ${code}`, code)),
    {
      name: 'a script of a page waits',
      filename: 'public/app.js',
      code: `export async function f(u) { await fetch(u); }`,
    },
    silent(
      'options that are made of themselves, with a limit',
      `export async function f(u, more) { let o = { timeout: 5 }; for (const one of more) o = { ...o, ...{ [one]: 1 } }; await axios.get(u, o); } import axios from 'axios';`,
    ),
    silent(
      'a database that only start-up asks',
      `import pg from 'pg'; const pool = new pg.Pool({}); await pool.query('select 1');`,
    ),
  ],
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

describe('the catalog of network calls', () => {
  it.each(NETWORK_MODULES)('finds the texts that use $module', ({ module }) => {
    expect(MAY_WAIT_FOR_NETWORK.test(module === 'global' ? 'await fetch(url)' : `from '${module}'`)).toBe(true);
  });

  it('passes on only what ends a wait', () => {
    for (const { limits, pass } of NETWORK_MODULES) {
      expect(limits.map((limit) => limit.split('.')[0])).toContain(pass.split(':')[0]);
    }
  });
});

function silent(name: string, code: string): RuleTester.ValidTestCase {
  return { name, code };
}

function waits(name: string, code: string, output: string | undefined, messageId: string): RuleTester.InvalidTestCase {
  const suggestions = output === undefined ? [] : [{ messageId: 'passOption', output }];
  return { name, code, errors: [{ messageId, suggestions }] };
}
