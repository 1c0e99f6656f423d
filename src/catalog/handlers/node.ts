import { type HandlerFacts, LISTENERS, methods, ONE_TIME_LISTENERS } from './define.ts';

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const SERVERS = ['createServer', 'createSecureServer'];

/** What Node's own modules and globals do with the functions they are given. */
export const NODE_HANDLERS: readonly HandlerFacts[] = [
  { module: 'global', roles: { ...methods([''], TIMERS, 'handler'), Promise: 'inline', 'Array.from': 'inline' } },
  { module: 'node:timers', roles: methods([''], TIMERS, 'handler') },
  {
    module: 'node:process',
    roles: {
      nextTick: 'handler',
      ...methods([''], LISTENERS, 'handler'),
      ...methods([''], ONE_TIME_LISTENERS, 'deferred'),
    },
  },
  { module: 'node:http', roles: methods([''], SERVERS, 'handler') },
  { module: 'node:https', roles: methods([''], SERVERS, 'handler') },
  { module: 'node:http2', roles: methods([''], SERVERS, 'handler') },
  { module: 'node:net', roles: methods([''], SERVERS, 'handler') },
  { module: 'node:tls', roles: methods([''], SERVERS, 'handler') },
  { module: 'node:dgram', roles: methods([''], ['createSocket'], 'handler') },
  { module: 'node:fs', roles: methods([''], ['watch', 'watchFile'], 'handler') },
  { module: 'node:stream', roles: methods([''], ['Duplex', 'Readable', 'Transform', 'Writable'], 'handler') },
  ...['through', 'through2'].map((module): HandlerFacts => ({ module, roles: methods([''], ['', 'obj'], 'handler') })),
];

/** What starts a file in another thread or process, by module. */
export const WORKER_STARTERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'node:child_process': ['fork'],
    'node:cluster': ['setupPrimary', 'setupMaster'],
    'node:worker_threads': ['Worker'],
    bull: ['#process', '().process'],
    bullmq: ['Worker'],
    piscina: ['Piscina', ''],
    tinypool: ['Tinypool', ''],
    workerpool: ['pool'],
    'jest-worker': ['Worker'],
  }),
);
