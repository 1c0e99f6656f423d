// A client with a keepalive of 2 s that blocks right after its PING: mqtt.mjs <port> <ms>
import { connect } from 'mqtt';
import { sessions } from 'unblocked/monitor';
import { monitor, say } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const [port, ms] = process.argv.slice(2).map(Number);
const block = createBlock(ms, 1500);
const client = connect({ host: '127.0.0.1', port, keepalive: 2, reconnectPeriod: 0 });
const kind = sessions.mqtt(client);
client.on('error', ({ message }) => say(`error ${message}`));
client.on('close', () => say('closed'));
let isAnswered = false;
client.on('packetreceive', ({ cmd }) => (isAnswered ||= cmd === 'pingresp'));
client.on('packetsend', ({ cmd }) => {
  if (cmd !== 'pingreq') return;
  isAnswered = false;
  // A broker on the same host may have answered by then, and the answer been read: then it is the next PING's turn.
  setImmediate(() => isAnswered || block());
});
client.once('connect', () => say(`timeout ${kind.timeoutMs()}, ${kind.count()} client`));
await monitor({ sessions: [kind] });
