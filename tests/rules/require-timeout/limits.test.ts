/** What ends a wait, and what nobody waits for. */
import type { RuleTester } from 'eslint';
import rule from '../../../src/rules/require-timeout.ts';
import { testRule } from '../rule-tester.ts';

testRule('require-timeout: limits', rule, {
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
      `export async function f(u, options) { await fetch(u, options); await fetch(u, { ...options }); await fetch(u, options || {}); await fetch(u, { ...(options ?? {}) }); }`,
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
  invalid: [],
});

function silent(name: string, code: string): RuleTester.ValidTestCase {
  return { name, code };
}
