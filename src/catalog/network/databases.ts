/** Clients of databases. Their calls take no limit, so the client has to have one. */
import { at, type NetworkModule } from './define.ts';

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
    calls: at('client', ['#get', '#set', '#del', '#hget', '#hgetall', '#hset', '#mget', '#incr', '#expire', '#exists']),
    limits: ['commandTimeout', 'socketTimeout'],
    pass: 'commandTimeout: 10_000',
  },
  {
    // `socketTimeoutMS` is 0, and `timeoutMS` is not set.
    module: 'mongodb',
    calls: at(
      'client',
      [
        ...['aggregate().toArray', 'find().toArray', 'findOne', 'insertOne', 'insertMany', 'updateOne', 'updateMany'],
        ...['deleteOne', 'deleteMany', 'countDocuments', 'distinct', 'findOneAndUpdate', 'bulkWrite'],
      ].map((name) => `#db().collection().${name}`),
    ),
    limits: ['timeoutMS', 'socketTimeoutMS'],
    pass: 'timeoutMS: 10_000',
  },
];
