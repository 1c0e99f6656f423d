import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type { WhileBlockedSettings } from '../../protocol.ts';

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** The answer to a path, or undefined where there is none. */
export type Answer = (path: string) => Reply | undefined;

/** So long may a client take to ask, or to read the answer. */
const CLIENT_MS = 5000;
const MAX_CLIENTS = 64;
/** After which time a port that was taken is tried again: the process before this one may have ended. */
const RETRY_MS = 5000;
/** How often clients are looked at; Node's own default of 30 s would keep slow ones for as long. */
const CHECK_MS = 1000;

const CLIENT_TIMES = {
  headersTimeout: CLIENT_MS,
  requestTimeout: CLIENT_MS,
  keepAliveTimeout: CLIENT_MS,
  connectionsCheckingInterval: CHECK_MS,
};

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
};

/**
 * Serves from this thread, which is free while the main thread is blocked. Clients that are slow, rude, or many are cut
 * off. A port that is taken is a line on stderr, and served once it is free.
 *
 * @returns what closes it.
 */
export function serve(
  { port, host }: Pick<WhileBlockedSettings, 'port' | 'host'>,
  answer: Answer,
  warn: (text: string) => void,
): () => void {
  // Loaded here, so that a monitor without a port does not pay for it.
  const http = createRequire(import.meta.url)('node:http') as typeof import('node:http');
  const server: Server = http.createServer({ ...CLIENT_TIMES, maxHeaderSize: 8192 }, (request, response) => {
    respond(request, response, host, answer);
  });
  server.maxConnections = MAX_CLIENTS;
  server.setTimeout(2 * CLIENT_MS, (socket) => socket.destroy());
  const retry = createRetry(() => server.listen({ port, host }));
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (!retry.isRetrying()) warn(describe(error, `${host}:${port ?? ''}`));
    if (error.code === 'EADDRINUSE') retry.start();
  });
  server.listen({ port, host });
  return () => {
    retry.stop();
    server.close();
    server.closeAllConnections();
  };
}

function createRetry(listen: () => void) {
  let timer: NodeJS.Timeout | undefined;
  return {
    isRetrying: () => timer !== undefined,
    start() {
      timer = setTimeout(listen, RETRY_MS);
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

function respond(request: IncomingMessage, response: ServerResponse, host: string, answer: Answer): void {
  const { method = '', url = '/', headers } = request;
  // A body, if there is one, is neither wanted nor waited for.
  request.resume();
  if (method !== 'GET' && method !== 'HEAD') {
    send(response, method, { status: 405, type: 'text/plain', body: 'Only GET and HEAD are served.\n' });
    return;
  }
  if (isLoopback(host) && !isLocalName(headers.host)) {
    send(response, method, { status: 403, type: 'text/plain', body: 'Only localhost and addresses are answered.\n' });
    return;
  }
  const missing = { status: 404, type: 'text/plain', body: 'Not here. There are /, /metrics and /livez.\n' };
  send(response, method, safely(() => answer(url.split('?', 1)[0] ?? '/')) ?? missing);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * On loopback, a request for any other name comes from a web page whose name was pointed at this host (DNS rebinding):
 * a browser takes the answer for the page's own, and would let it be read.
 */
function isLocalName(header = ''): boolean {
  const name = header.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === '' || name.toLowerCase() === 'localhost' || isIP(name) !== 0;
}

function send(response: ServerResponse, method: string, { status, type, body }: Reply): void {
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(method === 'HEAD' ? undefined : body);
}

function safely(answer: () => Reply | undefined): Reply | undefined {
  try {
    return answer();
  } catch (error) {
    const body = `${error instanceof Error ? error.message : String(error)}\n`;
    return { status: 500, type: 'text/plain', body };
  }
}

function describe({ code, message }: NodeJS.ErrnoException, where: string): string {
  const unserved = '/metrics, /livez and the live page are not served';
  return code === 'EADDRINUSE'
    ? `the port of whileBlocked (${where}) is taken by another program or process; until it is free, ${unserved}, all else works. Give each process a port of its own.`
    : `the port of whileBlocked (${where}) cannot be opened: ${message}; ${unserved}, all else works.`;
}
