import { describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { start } from '../program.ts';
import { alarmsOf, levelsOf } from './levels.ts';
import { portOf } from './network.ts';

const PERIOD_MS = 500;
const TIMEOUT_MS = 200;
const FAILURE_THRESHOLD = 3;

describe.concurrent('sessions.kubernetesLiveness, with three checks in 1.2 s', () => {
  test('warns at each level before the container is killed for a block beyond it', async () => {
    const { program, killedAt } = await blockServer(2200);
    const alarms = alarmsOf(program, 'kubernetes-liveness');
    expect(alarms.map(({ session }) => session.level)).toEqual(['warning', 'critical', 'lost']);
    expect(alarms[0]?.session.timeoutMs).toBe(2 * PERIOD_MS + TIMEOUT_MS);
    expect(killedAt).toBeLessThan(Infinity);
    for (const { arrivedAt } of alarms.slice(0, 2)) expect(arrivedAt).toBeLessThan(killedAt);
  });

  test("is right about it: the container survives a block below it, and the watchdog's port knows of it", async () => {
    const { program, killedAt, livez } = await blockServer(900);
    expect(killedAt).toBe(Infinity);
    expect(levelsOf(program, 'kubernetes-liveness')).not.toContain('lost');
    expect(livez).toContain(503);
  });
});

/** A server that blocks, under checks as Kubernetes makes them, of its own port and of the watchdog's. */
async function blockServer(ms: number) {
  const watchdogPort = await freePort();
  const program = start('sessions/kubernetes.mjs', { args: [ms, watchdogPort] });
  const port = await portOf(program);
  let failures = 0;
  let killedAt = Infinity;
  const livez: (number | undefined)[] = [];
  const timer = setInterval(() => {
    void check(port).then((status) => {
      failures = status === 200 ? 0 : failures + 1;
      if (failures === FAILURE_THRESHOLD) killedAt = Math.min(killedAt, Date.now());
    });
    void check(watchdogPort, '/livez').then((status) => livez.push(status));
  }, PERIOD_MS);
  await program.said('end');
  clearInterval(timer);
  await program.exit;
  return { program, killedAt, livez };
}

/** The status, or undefined if there was none in time. Each check makes a connection of its own. */
async function check(port: number, path = '/healthz'): Promise<number | undefined> {
  try {
    const headers = { connection: 'close' };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return (await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal })).status;
  } catch {
    return undefined;
  }
}
