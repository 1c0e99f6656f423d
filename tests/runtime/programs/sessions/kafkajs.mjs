// A consumer that blocks just before its next heartbeat is due: kafkajs.mjs <port> <ms> <options as JSON>
import { Kafka, logLevel } from 'kafkajs';
import { sessions } from 'unblocked/monitor';
import { monitor, say, sleep } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const [port, ms, json] = process.argv.slice(2);
const options = { groupId: 'servers', maxWaitTimeInMs: 100, ...JSON.parse(json) };
const kafka = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
const consumer = kafka.consumer(options);
// The same options for both.
const kind = sessions.kafkajs(consumer, options);
await monitor({ sessions: [kind] });
say(`timeout ${kind.timeoutMs}, ${kind.count()} members`);

const block = createBlock(Number(ms), 1000);
consumer.on(consumer.events.GROUP_JOIN, () => say(`joined, ${kind.count()} members`));
consumer.on(consumer.events.HEARTBEAT, async () => {
  await sleep(options.heartbeatInterval - 50);
  setImmediate(block);
});
await consumer.connect();
await consumer.subscribe({ topic: 'chat' });
await consumer.run({ eachMessage: () => Promise.resolve() });
if (Number(ms) === 0) {
  await consumer.disconnect();
  say(`gone, ${kind.count()} members`);
  process.exit();
}
