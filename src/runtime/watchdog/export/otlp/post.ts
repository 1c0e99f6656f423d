import type { ClientRequest, IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import pkg from '../../../../../package.json' with { type: 'json' };
import type { Target } from './targets.ts';

/** What became of a request: all was taken, some was refused, or none arrived. */
export interface Outcome {
  /** Why nothing was taken: an HTTP status, the code of an error, or `timeout`. */
  readonly error?: string;
  /** Another try may do better. */
  readonly isTransient?: boolean;
  /** So long the collector asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Records that the collector took note of, and threw away. */
  readonly rejected?: number;
}

const TRANSIENT: readonly number[] = [429, 502, 503, 504];
/** Of an answer, no more is kept than its only interesting field needs. */
const MAX_ANSWER = 16_384;

/** Sends one request. Calls `done` exactly once, and never throws. */
export function post({ url, headers, timeoutMs }: Target, body: object, done: (outcome: Outcome) => void): void {
  const text = Buffer.from(JSON.stringify(body));
  let isDone = false;
  function finish(outcome: Outcome): void {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    done(outcome);
    // After `isDone`: the error that this raises is of no interest.
    request?.destroy();
  }
  const timer = setTimeout(() => {
    finish({ error: 'timeout', isTransient: true });
  }, timeoutMs);
  let request: ClientRequest | undefined;
  try {
    request = load(url.protocol).request(url, {
      method: 'POST',
      agent: false,
      headers: {
        'user-agent': `${pkg.name}/${pkg.version}`,
        ...headers,
        'content-type': 'application/json',
        'content-length': text.length,
      },
    });
    request.on('error', ({ code = 'error' }: NodeJS.ErrnoException) => {
      finish({ error: code, isTransient: true });
    });
    request.on('response', (response) => {
      read(response, finish);
    });
    request.end(text);
  } catch (error) {
    // Headers that HTTP does not allow.
    finish({ error: (error as NodeJS.ErrnoException).code ?? 'error' });
  }
}

/** Loaded here, so that a monitor that sends nothing does not pay for it. */
function load(protocol: string): typeof import('node:http') {
  const name = protocol === 'https:' ? 'node:https' : 'node:http';
  return createRequire(import.meta.url)(name) as typeof import('node:http');
}

function read(response: IncomingMessage, finish: (outcome: Outcome) => void): void {
  const { statusCode: status = 0, headers } = response;
  const seconds = Number(headers['retry-after']);
  const retryAfterMs = seconds > 0 ? seconds * 1000 : undefined;
  let answer = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    if (answer.length < MAX_ANSWER) answer += chunk;
  });
  response.on('error', () => {
    finish({ error: 'error', isTransient: true });
  });
  response.on('end', () => {
    if (status >= 200 && status < 300) finish({ rejected: readRejected(answer) });
    else
      finish({
        error: String(status),
        isTransient: TRANSIENT.includes(status),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
  });
}

function readRejected(answer: string): number {
  const [, count] = /"rejected(?:LogRecords|DataPoints)"\s*:\s*"?(\d+)/.exec(answer) ?? [];
  return Number(count ?? 0);
}
