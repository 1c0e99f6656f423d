import { type HandlerFacts, LISTENERS, methods } from './define.ts';

/** What RxJS does with each value. */
const OPERATORS = [
  ...['catchError', 'concatMap', 'exhaustMap', 'filter', 'finalize', 'map', 'mergeMap', 'reduce', 'scan', 'switchMap'],
  'tap',
];

/** Where the clients of brokers, queues and schedulers take what they run for each message, job or tick. */
export const MESSAGE_HANDLERS: readonly HandlerFacts[] = [
  { module: 'socket.io-client', roles: methods(['()', 'io()', 'connect()'], LISTENERS, 'handler') },
  { module: 'mqtt', roles: methods(['connect()', 'connectAsync()'], LISTENERS, 'handler') },
  { module: 'kafkajs', roles: methods(['Kafka#consumer()'], ['run', ...LISTENERS], 'handler') },
  {
    module: 'amqplib',
    roles: methods(['connect().createChannel()', 'connect().createConfirmChannel()'], ['consume'], 'handler'),
  },
  { module: 'ioredis', roles: methods(['#', 'Redis#', 'Cluster#'], LISTENERS, 'handler') },
  { module: 'redis', roles: methods(['createClient()'], ['subscribe', 'pSubscribe', ...LISTENERS], 'handler') },
  { module: 'sqs-consumer', roles: { 'Consumer.create': 'handler' } },
  {
    module: 'bullmq',
    roles: { Worker: 'handler', ...methods(['Worker#', 'Queue#', 'QueueEvents#'], LISTENERS, 'handler') },
  },
  ...['bull', 'bee-queue'].map((module) => ({
    module,
    roles: methods(['#', '()'], ['process', ...LISTENERS], 'handler'),
  })),
  { module: 'pg-boss', roles: methods(['#', 'PgBoss#'], ['work', 'subscribe'], 'handler') },
  { module: 'agenda', roles: methods(['#', 'Agenda#'], ['define', ...LISTENERS], 'handler') },
  { module: 'node-cron', roles: { schedule: 'handler' } },
  { module: 'node-schedule', roles: { scheduleJob: 'handler' } },
  { module: 'cron', roles: { CronJob: 'handler', 'CronJob.from': 'handler' } },
  { module: 'toad-scheduler', roles: methods([''], ['AsyncTask', 'Task'], 'handler') },
  { module: 'croner', roles: { Cron: 'handler', '': 'handler' } },
  ...['rxjs', 'rxjs/operators'].map((module) => ({ module, roles: methods([''], OPERATORS, 'handler') })),
  { module: 'dataloader', roles: { '': 'handler' } },
  { module: 'fastq', roles: methods([''], ['', 'promise'], 'handler') },
  ...['async', 'async-es'].map((module) => ({
    module,
    roles: methods([''], ['cargo', 'priorityQueue', 'queue'], 'handler'),
  })),
  { module: 'chokidar', roles: methods(['watch()'], LISTENERS, 'handler') },
  { module: 'prom-client', roles: methods([''], ['Counter', 'Gauge', 'Histogram', 'Summary'], 'handler') },
  { module: '@grpc/grpc-js', roles: { 'Server#addService': 'handler' } },
];

/** What libraries for promises and callbacks do one after the other, for the code that passes it. */
const STEPS = [
  ...['each', 'eachLimit', 'eachOf', 'eachSeries', 'filter', 'forEach', 'fromCallback', 'map', 'mapLimit'],
  ...['mapSeries', 'method', 'parallel', 'reduce', 'retry', 'series', 'times', 'try', 'using', 'waterfall'],
  'whilst',
];

/** What runs a function later, or in another thread, whoever passes it. */
export const WRAPPERS: readonly HandlerFacts[] = [
  { module: 'lodash', roles: { debounce: 'handler', throttle: 'handler', defer: 'handler', delay: 'handler' } },
  ...['lodash/debounce', 'lodash/throttle', 'lodash.debounce', 'lodash.throttle', 'debounce', 'p-debounce'].map(
    (module): HandlerFacts => ({ module, roles: { '': 'handler' } }),
  ),
  ...['bluebird', 'async', 'async-es'].map((module): HandlerFacts => ({
    module,
    roles: { ...methods([''], STEPS, 'deferred') },
  })),
  ...['p-limit', 'p-throttle'].map((module): HandlerFacts => ({ module, roles: { '()': 'deferred' } })),
  { module: 'p-queue', roles: methods(['#'], ['add', 'addAll'], 'deferred') },
  ...['p-map', 'p-each-series', 'p-map-series', 'p-retry', 'p-times', 'p-memoize'].map((module): HandlerFacts => ({
    module,
    roles: { '': 'deferred', default: 'deferred' },
  })),
  { module: 'global', roles: methods(['Promise'], STEPS, 'deferred') },
  { module: 'workerpool', roles: { worker: 'elsewhere', 'pool().exec': 'elsewhere' } },
  ...['threads', 'threads/worker', 'comlink'].map((module): HandlerFacts => ({
    module,
    roles: { expose: 'elsewhere' },
  })),
  { module: 'synckit', roles: { runAsWorker: 'elsewhere' } },
];
