import { checkArgument, emitter } from '../check.ts';
import type { Session } from './session.ts';

/** What is needed of a consumer of KafkaJS. */
export interface KafkajsConsumer {
  readonly events: {
    readonly GROUP_JOIN: 'consumer.group_join';
    readonly STOP: 'consumer.stop';
    readonly DISCONNECT: 'consumer.disconnect';
    readonly CRASH: 'consumer.crash';
  };
  on(
    event: 'consumer.group_join' | 'consumer.stop' | 'consumer.disconnect' | 'consumer.crash',
    listener: () => void,
  ): unknown;
}

/** Options of `kafka.consumer`, by its own names and with its defaults; the same object may be given to both. */
interface KafkajsOptions {
  readonly name?: string;
  /** In milliseconds. Default 30 s. */
  readonly sessionTimeout?: number;
  /** In milliseconds. Default 3 s. */
  readonly heartbeatInterval?: number;
}

const CONSUMER = emitter('a consumer of KafkaJS');

/**
 * The membership of a consumer of KafkaJS 2 in its group. `timeoutMs` is `sessionTimeout - heartbeatInterval`, 27 s by
 * default: when the block begins, the last heartbeat may be an interval old. The group coordinator then hands its
 * partitions to others, and what it processed and has not committed is processed twice.
 *
 * A consumer keeps its settings to itself, so they are not read from it.
 */
export function kafkajs(consumer: KafkajsConsumer, options: KafkajsOptions = {}): Session {
  checkArgument('sessions.kafkajs', CONSUMER, consumer);
  const { name = 'kafkajs', sessionTimeout = 30_000, heartbeatInterval = 3000 } = options;
  const { GROUP_JOIN, STOP, DISCONNECT, CRASH } = consumer.events;
  // It may have joined before.
  let members: number | undefined;
  consumer.on(GROUP_JOIN, () => {
    members = 1;
  });
  for (const end of [STOP, DISCONNECT, CRASH]) {
    consumer.on(end, () => {
      members = 0;
    });
  }
  return { name, timeoutMs: sessionTimeout - heartbeatInterval, count: () => members };
}
