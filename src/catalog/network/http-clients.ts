/** Clients of HTTP. What each does by itself is from its documentation and its source. */
import { at, type NetworkModule } from './define.ts';

const SIGNAL = 'signal: AbortSignal.timeout(10_000)';

/** undici, which is Node's `fetch` too, waits 300 s for the headers, and 300 s for each next part of the body. */
const UNDICI_MS = 300_000;

const DISPATCHER = ['signal', 'dispatcher', 'headersTimeout', 'bodyTimeout'];

export const HTTP_CLIENTS: readonly NetworkModule[] = [
  { module: 'global', calls: { fetch: 1 }, limits: DISPATCHER, pass: SIGNAL, givesUpAfterMs: UNDICI_MS },
  {
    module: 'undici',
    calls: { ...at(1, ['fetch', 'request', 'stream']), ...at(0, ['#request', '#stream']) },
    limits: DISPATCHER,
    pass: SIGNAL,
    givesUpAfterMs: UNDICI_MS,
  },
  { module: 'cross-fetch', calls: at(1, ['', 'fetch']), limits: ['signal', 'timeout'], pass: SIGNAL },
  // `timeout` is one of its options up to version 2.
  { module: 'node-fetch', calls: at(1, ['']), limits: ['signal', 'timeout'], pass: SIGNAL },
  {
    // `timeout` is 0: none.
    module: 'axios',
    calls: {
      ...at(0, ['', 'request']),
      ...at(1, ['get', 'delete', 'head', 'options', 'getUri']),
      ...at(2, ['post', 'put', 'patch', 'postForm', 'putForm', 'patchForm']),
    },
    limits: ['signal', 'timeout', 'cancelToken'],
    pass: SIGNAL,
    derives: ['create'],
    defaults: 'defaults',
  },
  {
    // `timeout` is an object of limits, none of which is set.
    module: 'got',
    calls: at(1, ['', 'get', 'post', 'put', 'patch', 'head', 'delete', 'stream']),
    limits: ['signal', 'timeout'],
    pass: 'timeout: { request: 10_000 }',
    derives: ['extend'],
  },
  {
    module: 'ky',
    calls: at(1, ['', 'get', 'post', 'put', 'patch', 'head', 'delete']),
    limits: ['signal', 'timeout'],
    pass: SIGNAL,
    derives: ['create', 'extend'],
    givesUpAfterMs: 10_000,
  },
  ...['node:http', 'node:https'].map((module) => ({
    module,
    calls: at(0, ['request', 'get']),
    events: true as const,
    limits: ['signal', 'timeout', 'agent'],
    pass: SIGNAL,
  })),
];
