// A consumer with a heartbeat of 2 s that blocks just before its next: amqplib.mjs <port> <ms>
import { connect } from 'amqplib';
import { sessions } from 'unblocked/monitor';
import { monitor, say } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const [port, ms] = process.argv.slice(2).map(Number);
const block = createBlock(ms, 1500);
const model = await connect(`amqp://guest:guest@127.0.0.1:${port}?heartbeat=2`);
model.on('error', ({ message }) => say(`error ${message}`));
model.on('close', () => say('closed'));
const kind = sessions.amqplib(model);
await monitor({ sessions: [kind] });
say(`timeout ${kind.timeoutMs()}, ${kind.count()} connection`);

// The second, so that the broker has heard nothing but heartbeats.
let beats = 0;
model.connection.heartbeater.on('beat', () => {
  beats += 1;
  if (beats === 2) setTimeout(() => setImmediate(block), 1900);
});
