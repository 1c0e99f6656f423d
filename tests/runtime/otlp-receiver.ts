import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** When it arrived, epoch milliseconds. */
  readonly at: number;
  readonly body: unknown;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Answers with this status from here on; 0 leaves requests without an answer. */
  answer(status: number, headers?: Record<string, string>): void;
  close(): void;
}

/** A collector's two ends of OTLP over HTTP, on a port of loopback. */
export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  let status = 200;
  let more: Record<string, string> = {};
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      received.push({ path: request.url ?? '', headers: request.headers, at: Date.now(), body });
      if (status > 0) response.writeHead(status, { 'content-type': 'application/json', ...more }).end('{}');
    });
  });
  server.listen(port, '127.0.0.1');
  await new Promise((settle) => server.once('listening', settle));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer(next, headers = {}) {
      status = next;
      more = headers;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
