/** Clients of databases. Most of their calls take no limit, so the client has to have one. */
import { at, type NetworkModule } from './define.ts';

const DOCUMENTS = [
  ...['findOne', 'insertOne', 'insertMany', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'countDocuments'],
  ...['distinct', 'findOneAndUpdate', 'bulkWrite'],
];

const MODELS = ['find', 'findById', 'findByIdAndUpdate', 'findOneAndDelete', 'aggregate', 'exists', 'create'];

const KEYS = ['get', 'set', 'del', 'incr', 'expire', 'exists'];

/** How the clients of MySQL and MariaDB are made. */
const onConnections = (names: readonly string[]): string[] =>
  ['createPool()', 'createConnection()'].flatMap((made) => names.map((name) => `${made}.${name}`));

export const NETWORK_DATABASES: readonly NetworkModule[] = [
  {
    // `statement_timeout` and `query_timeout` are false, and so is waiting for a connection without an end.
    module: 'pg',
    calls: at('client', ['#query', '#connect', '#connect().query']),
    limits: ['statement_timeout', 'query_timeout'],
    pass: 'query_timeout: 10_000',
  },
  {
    // `commandTimeout` is not set.
    module: 'ioredis',
    calls: at(
      'client',
      [...KEYS, 'mget', 'hget', 'hgetall', 'hset'].map((name) => `#${name}`),
    ),
    limits: ['commandTimeout', 'socketTimeout'],
    pass: 'commandTimeout: 10_000',
  },
  {
    // `socketTimeoutMS` is 0, and `timeoutMS` is not set.
    module: 'mongodb',
    calls: at(
      'client',
      ['aggregate().toArray', 'find().toArray', ...DOCUMENTS].map((name) => `#db().collection().${name}`),
    ),
    client: 1,
    limits: ['timeoutMS', 'socketTimeoutMS'],
    pass: 'timeoutMS: 10_000',
  },
  {
    // Queries are mongoose's, the connection that they share is the driver's: `socketTimeoutMS` is 0.
    module: 'mongoose',
    calls: at(
      'client',
      [...DOCUMENTS, ...MODELS].map((name) => `model().${name}`),
    ),
    opens: ['connect', 'createConnection', 'set'],
    client: 1,
    limits: ['socketTimeoutMS', 'timeoutMS', 'maxTimeMS'],
    pass: 'socketTimeoutMS: 10_000',
  },
  {
    // `socketTimeout` is not set; it ends idle connections too, which a ping keeps alive.
    module: 'redis',
    calls: at(
      'client',
      [...KEYS, 'mGet', 'hGet', 'hGetAll', 'hSet', 'sAdd', 'sMembers', 'lPush', 'zAdd', 'zRange', 'publish'].map(
        (name) => `createClient().${name}`,
      ),
    ),
    derives: ['connect', 'on', 'duplicate'],
    limits: ['socket.socketTimeout'],
    pass: 'socket: { socketTimeout: 10_000 }, pingInterval: 5_000',
  },
  ...['mysql2', 'mysql2/promise'].map((module): NetworkModule => ({
    // A query takes its limit in an object, beside its text: `query({ sql, timeout })`. The client has none.
    module,
    calls: at(0, onConnections(['query', 'execute'])),
    alone: true,
    derives: ['promise', 'getConnection'],
    limits: ['timeout', 'MAX_EXECUTION_TIME'],
    pass: 'timeout: 10_000',
  })),
  {
    // `queryTimeout` and `socketTimeout` are 0.
    module: 'mariadb',
    calls: at('client', onConnections(['query', 'execute', 'batch'])),
    derives: ['getConnection'],
    limits: ['queryTimeout', 'socketTimeout'],
    pass: 'queryTimeout: 10_000',
  },
  ...['client-dynamodb', 'lib-dynamodb', 'client-s3', 'client-sqs', 'client-bedrock-runtime'].map(
    (name): NetworkModule => ({
      // `requestTimeout` is 0.
      module: `@aws-sdk/${name}`,
      calls: at(1, ['#send']),
      limits: ['abortSignal', 'requestTimeout', 'requestHandler'],
      pass: 'abortSignal: AbortSignal.timeout(10_000)',
    }),
  ),
];
