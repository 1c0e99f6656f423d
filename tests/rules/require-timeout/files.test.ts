/** What ends a wait may stand in another file than the call that waits. */
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.ts';
import { useProject } from '../project.ts';

const { lint } = useProject(plugin.configs.strict);

const WRAPPER = `export function within(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('too late')), ms); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
`;

/** [package, how the client is made, a call, the limit of the client] */
const CLIENTS: readonly (readonly [name: string, client: string, call: string, limit: string])[] = [
  ['axios', `import axios from 'axios';\nexport const db = axios.create({ … });`, `db.get('/')`, 'timeout: 5'],
  ['pg', `import pg from 'pg';\nexport const db = new pg.Pool({ … });`, `db.query('select 1')`, 'query_timeout: 5'],
  [
    'mariadb',
    `import mariadb from 'mariadb';\nexport const db = mariadb.createPool({ … });`,
    `db.query('select 1')`,
    'queryTimeout: 5',
  ],
  [
    'redis',
    `import { createClient } from 'redis';\nexport const db = createClient({ … });`,
    `db.get('key')`,
    'socket: { socketTimeout: 5 }',
  ],
  [
    'ioredis',
    `import Redis from 'ioredis';\nexport const db = new Redis({ … });`,
    `db.get('key')`,
    'commandTimeout: 5',
  ],
  [
    '@aws-sdk/client-s3',
    `import { S3Client } from '@aws-sdk/client-s3';\nexport const db = new S3Client({ … });`,
    `db.send(command)`,
    'requestHandler: { requestTimeout: 5 }',
  ],
];

describe.each(CLIENTS)('a call of %s in another file than its client', (_, client, call, limit) => {
  const use = (expression: string): string =>
    `import { db } from './client.js';\nimport { within } from './within.js';\nexport async function f(command) { return await ${expression}; }\n`;

  it('is reported without a limit', async () => {
    const reports = await lint({ 'client.js': client.replace('…', ''), 'use.js': use(call), 'within.js': WRAPPER });
    expect(reports).toEqual([expect.stringContaining('require-timeout')]);
  });

  it('is not where the client has a limit', async () => {
    expect(await lint({ 'client.js': client.replace('…', limit), 'use.js': use(call) })).toEqual([]);
  });

  it('is not in a wrapper from a third file', async () => {
    const files = { 'client.js': client.replace('…', ''), 'use.js': use(`within(${call}, 5)`), 'within.js': WRAPPER };
    expect(await lint(files)).toEqual([]);
  });
});

describe('a helper that asks an address', () => {
  const helper = `export async function get(url) { return await fetch(url); }\n`;
  const page = `import { useState } from 'react';\nimport { get } from './get.js';\nexport function useUser(url) {\n  const [user, setUser] = useState();\n  get(url).then(setUser);\n  return user;\n}\n`;
  const server = `import { get } from './get.js';\nexport async function GET() { return await get('http://users'); }\n`;

  it('is not reported where only pages call it', async () => {
    expect(await lint({ 'get.js': helper, 'page.js': page })).toEqual([]);
  });

  it('is where a server calls it too', async () => {
    const reports = await lint({ 'get.js': helper, 'page.js': page, 'server.js': server });
    expect(reports).toEqual([expect.stringMatching(/^get\.js:1 require-timeout/)]);
  });
});
