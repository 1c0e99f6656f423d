import { checkArgument, emitter } from '../check.ts';
import type { Session } from './session.ts';

/** What is needed of a client of MQTT.js. */
export interface MqttClient {
  /** In seconds; as the broker has set it, where it has. */
  readonly keepalive?: number | undefined;
  readonly connected: boolean;
}

const CLIENT = emitter('a client of MQTT.js');

/**
 * A client of MQTT.js 5. `timeoutMs` is half of `keepalive` (60 s by default), read from the live client. It pings after
 * `keepalive` of silence and gives up half of that later: when a block begins right after the PING, the answer waits
 * unread, and the client's own timer runs first.
 */
export function mqtt(client: MqttClient, { name = 'mqtt' }: { readonly name?: string } = {}): Session {
  checkArgument('sessions.mqtt', CLIENT, client);
  return { name, timeoutMs: () => readTimeout(client), count: () => Number(client.connected) };
}

function readTimeout({ keepalive }: MqttClient): number | undefined {
  return keepalive === undefined || keepalive === 0 ? undefined : 500 * keepalive;
}
