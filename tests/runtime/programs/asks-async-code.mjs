// The application's answers to the monitor's questions are async, and fail.
import { monitor, say, sleep, spin } from './support.mjs';

process.on('unhandledRejection', () => say('unhandled'));
const fail = async () => {
  throw new Error('no answer');
};
await monitor({
  context: fail,
  sessions: [
    { name: 'chat', timeoutMs: 1000, count: fail },
    { name: 'feed', timeoutMs: fail },
  ],
});
await sleep(300);
spin(600);
await sleep(200);
