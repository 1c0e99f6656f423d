import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../runtime/free-port.ts';

/** `npm test` needs only npm: elsewhere tests of Prometheus are skipped, but never where everything is guarded. */
export const hasPrometheus = process.env['CI'] !== undefined || spawnSync('prometheus', ['--version']).status === 0;

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch seconds and values. */
  readonly values: readonly (readonly [at: number, value: number])[];
}

export interface Prometheus {
  /** @param at epoch seconds; now unless it is given. */
  query(expr: string, at?: number): Promise<Sample[]>;
  queryRange(expr: string, start: number, end: number, stepSeconds: number): Promise<Series[]>;
  /** The alerts that fire now. */
  firing(): Promise<{ readonly labels: Readonly<Record<string, string>> }[]>;
  stop(): void;
}

interface Target {
  /** host:port of what is scraped. */
  readonly address: string;
  /** The value of the label `job`. */
  readonly job: string;
}

/** A real Prometheus that scrapes each second, and evaluates the rules of `ruleFiles` (absolute paths) each second. */
export async function startPrometheus(
  targets: readonly Target[],
  ruleFiles: readonly string[] = [],
): Promise<Prometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const config = join(folder, 'prometheus.yml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configure(targets, ruleFiles)));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn('prometheus', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
    '--log.level=error',
  ]);
  await untilReady(child, address);
  return {
    query: async (expr, at = Date.now() / 1000) =>
      (await ask<Result>(address, 'query', { query: expr, time: String(at) })).result.map(
        ({ metric, value = [0, 'NaN'] }) => ({
          labels: metric,
          value: Number(value[1]),
        }),
      ),
    queryRange: async (expr, start, end, stepSeconds) => {
      const range = { query: expr, start: String(start), end: String(end), step: String(stepSeconds) };
      return (await ask<Result>(address, 'query_range', range)).result.map(({ metric, values = [] }) => ({
        labels: metric,
        values: values.map(([at, value]) => [at, Number(value)]),
      }));
    },
    firing: async () => {
      const { alerts } = await ask<{ alerts: { state: string; labels: Record<string, string> }[] }>(address, 'alerts');
      return alerts.filter(({ state }) => state === 'firing');
    },
    stop() {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

interface Result {
  readonly result: readonly {
    readonly metric: Record<string, string>;
    readonly value?: readonly [number, string];
    readonly values?: readonly (readonly [number, string])[];
  }[];
}

function configure(targets: readonly Target[], ruleFiles: readonly string[]): object {
  return {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: ruleFiles,
    scrape_configs: [...new Set(targets.map(({ job }) => job))].map((job) => ({
      job_name: job,
      static_configs: [{ targets: targets.filter((target) => target.job === job).map(({ address }) => address) }],
    })),
  };
}

async function untilReady(child: ChildProcess, address: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += String(chunk)));
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  for (;;) {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}: ${said}`);
    const response = await fetch(`http://${address}/-/ready`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((settle) => setTimeout(settle, 50));
  }
}

async function ask<Data>(address: string, what: string, query: Record<string, string> = {}): Promise<Data> {
  const response = await fetch(`http://${address}/api/v1/${what}?${new URLSearchParams(query).toString()}`);
  const answer = (await response.json()) as { status: string; error?: string; data: Data };
  if (answer.status !== 'success') throw new Error(`${answer.error ?? 'no answer'}: ${query['query'] ?? what}`);
  return answer.data;
}
