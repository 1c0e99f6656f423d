import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../runtime/free-port.ts';
import { start, type Program } from '../runtime/program.ts';
import { hasPrometheus, startPrometheus, type Prometheus } from './prometheus.ts';

const BLOCK_MS = 10_000;
const PROGRAM = fileURLToPath(new URL('programs/scraped.mjs', import.meta.url));

describe.skipIf(!hasPrometheus)('scrapes of a real Prometheus through a block of 10 s', () => {
  let prometheus: Prometheus;
  let program: Program;
  /** A time before the end of the block, in epoch seconds, and a range up to it that began after the block did. */
  let at: number;
  let range: string;

  beforeAll(async () => {
    const [port, inProcessPort] = [await freePort(), await freePort()];
    program = start(PROGRAM, { args: [port, inProcessPort, BLOCK_MS] });
    await program.said('ready');
    prometheus = await startPrometheus([
      { job: 'watchdog', address: `127.0.0.1:${port}` },
      { job: 'in-process', address: `127.0.0.1:${inProcessPort}` },
    ]);
    while ((await prometheus.query('sum(up) == 2')).length === 0) await sleep(200);
    program.child.stdin?.write('block\n');
    const { text } = await program.said('blocked');
    const [from = 0, to = 0] = text.split(' ').slice(1).map(Number);
    // A scrape that began in the block has its answer, or its time-out, by now.
    await sleep(1500);
    // A scrape of the last second still gets its answer, after the block.
    at = to / 1000 - 1.5;
    range = `[${Math.floor((to - from) / 1000) - 4}s]`;
  });

  afterAll(() => {
    program.child.kill('SIGKILL');
    prometheus.stop();
  });

  const ask = async (expression: string) => (await prometheus.query(expression, at)).map(({ value }) => value);

  test('all of the watchdog’s port succeed', async () => {
    expect(await ask(`min_over_time(up{job="watchdog"}${range})`)).toEqual([1]);
    expect((await ask(`count_over_time(up{job="watchdog"}${range})`))[0]).toBeGreaterThanOrEqual(4);
  });

  test('none of the exporter in the process does', async () => {
    expect(await ask(`max_over_time(up{job="in-process"}${range})`)).toEqual([0]);
    expect((await ask(`count_over_time(up{job="in-process"}${range})`))[0]).toBeGreaterThanOrEqual(4);
  });

  test('and they tell how old the block is, and what is at risk, while it lasts', async () => {
    expect((await ask(`max_over_time(unblocked_block_active{job="watchdog"}${range})`))[0]).toBeGreaterThan(6);
    expect(await ask(`changes(unblocked_block_active{job="watchdog"}${range}) >= 3`)).toHaveLength(1);
    // The exporter in the process knows of it afterwards.
    while ((await prometheus.query('unblocked_block_duration_count{job="in-process"}')).length === 0) await sleep(200);
  });

  test('no series comes from both', async () => {
    const names = '{__name__=~"unblocked_.*"}';
    expect(await prometheus.query(`count by (__name__) (count by (__name__, job) (${names})) > 1`)).toEqual([]);
    expect((await prometheus.query(`count(${names})`))[0]?.value).toBeGreaterThan(20);
  });
});

const sleep = (ms: number) => new Promise((settle) => setTimeout(settle, ms));
