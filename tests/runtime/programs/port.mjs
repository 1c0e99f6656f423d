// port.mjs <port> <block ms> <sdk|none> [more of whileBlocked as JSON]: serves the port, and blocks when stdin says so.
import { metrics } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { execSync } from 'node:child_process';
import { scryptSync } from 'node:crypto';
import { monitor, say, spin } from './support.mjs';

const [port, blockMs, sdk, more = '{}'] = process.argv.slice(2);
if (sdk === 'sdk') metrics.setGlobalMeterProvider(new MeterProvider());
await monitor({
  sessions: [{ name: 'chat', timeoutMs: 2000, count: () => 3 }],
  context: () => ({ route: 'POST /secret-route' }),
  whileBlocked: { port: Number(port), stderr: 'json', ...JSON.parse(more) },
});
function waitForCommand(ms) {
  execSync(`sleep ${ms / 1000}`);
}

process.stdin.on('data', (text) => {
  if (String(text).startsWith('call')) scryptSync('hidden', 'salt', 64, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 29 });
  if (String(text).startsWith('spin')) spin(Number(blockMs));
  if (String(text).startsWith('wait')) waitForCommand(Number(blockMs));
  if (String(text).startsWith('end')) process.stdin.destroy();
  say('done');
});
setTimeout(() => say('ready'), 300);
