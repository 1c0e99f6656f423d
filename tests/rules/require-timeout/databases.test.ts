/** Each client of a database: what ends its waits, and where a limit is missed. */
import type { RuleTester } from 'eslint';
import rule from '../../../src/rules/require-timeout.ts';
import { testRule } from '../rule-tester.ts';

interface Client {
  readonly name: string;
  readonly load: string;
  /** Makes the client `db`; its options come in for `…`. */
  readonly client: string;
  /** The first part of the options, so that they are there. */
  readonly given?: string;
  /** What ends the waits of a client. */
  readonly limit?: string;
  /** A call without a limit, and the same with one. */
  readonly call: string;
  readonly limited?: string;
  /** What the suggestion makes of the client, or of the call; undefined where it offers nothing. */
  readonly passed?: string | undefined;
}

const CLIENTS: readonly Client[] = [
  {
    name: 'pg',
    load: `import pg from 'pg';`,
    client: 'const db = new pg.Pool({ … });',
    given: 'max: 5',
    limit: 'statement_timeout: 5',
    call: `db.query('select 1')`,
    passed: 'max: 5, query_timeout: 10_000',
  },
  {
    name: 'mysql2',
    load: `import mysql from 'mysql2/promise';`,
    client: 'const db = mysql.createPool({ … });',
    given: 'host',
    call: `db.query({ sql: 'select ?' }, [1])`,
    limited: `db.query({ sql: 'select ?', timeout: 5 }, [1])`,
    passed: `db.query({ sql: 'select ?', timeout: 10_000 }, [1])`,
  },
  {
    name: 'mysql2 with text and values of whoever asks',
    load: `import mysql from 'mysql2';`,
    client: 'const db = mysql.createPool({ … }).promise();',
    given: 'host',
    call: `db.execute('select ?', values)`,
    limited: `db.execute('select /*+ MAX_EXECUTION_TIME(5) */ ?', values)`,
  },
  {
    name: 'mariadb',
    load: `import { createPool } from 'mariadb';`,
    client: 'const db = createPool({ … });',
    given: 'host',
    limit: 'queryTimeout: 5',
    call: `db.query('select 1')`,
    passed: 'host, queryTimeout: 10_000',
  },
  {
    name: 'redis',
    load: `import { createClient } from 'redis';`,
    client: `const db = await createClient({ … }).on('error', console.error).connect();`,
    given: 'url',
    limit: 'socket: { socketTimeout: 5 }',
    call: `db.get('key')`,
    passed: 'url, socket: { socketTimeout: 10_000 }, pingInterval: 5_000',
  },
  {
    name: 'redis, whose socket has other options',
    load: `import { createClient } from 'redis';`,
    client: 'const db = createClient({ … });',
    given: 'socket: { host, connectTimeout: 5 }',
    limit: 'url, socket: { socketTimeout: 5 }',
    call: `db.hGetAll('key')`,
  },
  {
    name: 'ioredis',
    load: `import { Redis } from 'ioredis';`,
    client: 'const db = new Redis({ … });',
    given: 'host',
    limit: 'commandTimeout: 5',
    call: `db.get('key')`,
    passed: 'host, commandTimeout: 10_000',
  },
  {
    name: 'mongodb',
    load: `import { MongoClient } from 'mongodb';`,
    client: `const db = new MongoClient('mongodb://x', { … });`,
    given: 'appName',
    limit: 'timeoutMS: 5',
    call: `db.db().collection('a').findOne({})`,
    passed: 'appName, timeoutMS: 10_000',
  },
  {
    name: 'mongoose',
    load: `import mongoose from 'mongoose';`,
    client: `await mongoose.connect('mongodb://x', { … }); const db = mongoose.model('User', schema);`,
    given: 'autoIndex',
    limit: 'socketTimeoutMS: 5',
    call: `db.findOne({}).lean()`,
    limited: `db.findOne({}).maxTimeMS(5)`,
    passed: 'autoIndex, socketTimeoutMS: 10_000',
  },
  {
    name: 'DynamoDB',
    load: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';`,
    client: 'const db = new DynamoDBClient({ … });',
    given: 'region',
    limit: 'requestHandler: { requestTimeout: 5 }',
    call: `db.send(command)`,
    limited: `db.send(command, { abortSignal: AbortSignal.timeout(5) })`,
    passed: `db.send(command, { abortSignal: AbortSignal.timeout(10_000) })`,
  },
];

const RACE = 'const within = (p, ms) => Promise.race([p, new Promise((_, no) => setTimeout(no, ms))]);';

testRule('require-timeout: databases', rule, {
  valid: CLIENTS.flatMap((client) => [
    ...(client.limit ? [silent('a limit of the client', client, client.call, client.limit)] : []),
    ...(client.limited ? [silent('a limit of the call', client, client.limited)] : []),
    silent('a race', client, `Promise.race([${client.call}, gone])`),
    silent('a wrapper of the project', client, `within(${client.call}, 5)`),
    { name: `${client.name}: nobody knows the options`, code: getUnknown(client) },
    { name: `${client.name}: only start-up waits`, code: `${getProgram(client)}\nawait ${client.call};` },
  ]),
  invalid: CLIENTS.map((client) => {
    const code = getUse(client, client.call);
    const { given = '', passed, call } = client;
    const output = passed?.startsWith('db.') ? code.replace(call, passed) : code.replace(given, passed ?? given);
    const suggestions = passed === undefined ? [] : [{ messageId: 'passOption', output }];
    // What has no limit for a client has to have one for each call.
    const messageId = client.limit === undefined || passed?.startsWith('db.') ? 'waitsForever' : 'clientWaitsForever';
    return { name: client.name, code, errors: [{ messageId, suggestions }] };
  }),
});

function silent(why: string, client: Client, call: string, limit?: string): RuleTester.ValidTestCase {
  return { name: `${client.name}: ${why}`, code: getUse(client, call, limit) };
}

function getProgram({ load, client, given = '' }: Client, options = given): string {
  return `${load}\n${RACE}\n${client.replace('…', options)}`;
}

function getUse(client: Client, call: string, options?: string): string {
  return `${getProgram(client, options)}\nexport async function f(values, gone) { return await ${call}; }`;
}

/** The client, or what its call is given, comes from whoever calls. */
function getUnknown({ load, call }: Client): string {
  return `${load}\nexport const make = (db, values) => async () => await ${call};`;
}
