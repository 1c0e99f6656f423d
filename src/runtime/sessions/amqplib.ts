import { checkArgument, emitter } from '../check.ts';
import type { Session } from './session.ts';

interface Connection {
  /** As negotiated with the broker, in seconds; 0 for none. */
  readonly heartbeat?: number;
}

/** What is needed of what `connect` of amqplib, or of its callback API, returns. */
export interface AmqplibConnection {
  readonly connection: object;
  on(event: 'close', listener: () => void): unknown;
}

const CONNECTION = emitter('a connection of amqplib');

/**
 * A connection of amqplib 2 to a broker such as RabbitMQ. `timeoutMs` is one `heartbeat`, read from the live connection as
 * it was negotiated (60 s by default): an idle client sends one each interval, so the last one may be an interval old
 * when the block begins, and the broker gives up a client that was silent for two. Its unacknowledged messages are
 * then delivered again, to others.
 */
export function amqplib(connection: AmqplibConnection, { name = 'amqplib' }: { readonly name?: string } = {}): Session {
  checkArgument('sessions.amqplib', CONNECTION, connection);
  let open = 1;
  connection.on('close', () => {
    open = 0;
  });
  return { name, timeoutMs: () => readTimeout(connection), count: () => open };
}

function readTimeout({ connection }: AmqplibConnection): number | undefined {
  const { heartbeat } = connection as Connection;
  return heartbeat === undefined || heartbeat === 0 ? undefined : 1000 * heartbeat;
}
