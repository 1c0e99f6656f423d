/**
 * The monitor and its peers, each started the way its own documentation shows, for the other benchmarks here.
 *
 * Peers are no dependencies of this package: the first run installs them into `.cache/bench`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { startMonitor } from 'unblocked/monitor';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = path.join(ROOT, '.cache/bench');
const PAGE = path.join(ROOT, 'docs/comparison.md');
const PACKAGES = [
  'blocked-at@1',
  '@sentry/node@10',
  '@sentry/node-native@10',
  '@opentelemetry/api@1',
  '@opentelemetry/sdk-metrics@2',
  '@opentelemetry/instrumentation-runtime-node',
  'fastify@5',
  '@fastify/under-pressure@9',
];
const load = createRequire(path.join(FOLDER, 'any.js'));

/**
 * Each `start` takes the threshold and where the reports of Sentry go. What the others report goes to stderr, one JSON
 * object a line: `durationMs`, and `stack`, if there is one.
 */
export const PEERS = {
  unblocked: {
    package: 'unblocked',
    start({ thresholdMs }) {
      startMonitor({ blockThresholdMs: thresholdMs, startupGraceMs: 0, whileBlocked: { stderr: 'json' } });
    },
  },
  'blocked-at': {
    package: 'blocked-at',
    start({ thresholdMs }) {
      load('blocked-at')((durationMs, stack) => report({ durationMs, stack }), { threshold: thresholdMs });
    },
  },
  'Sentry block integration': {
    package: '@sentry/node-native',
    // The integration alone: the rest of Sentry's SDK does other work, which is not compared here.
    start({ thresholdMs, dsn }) {
      const { eventLoopBlockIntegration } = load('@sentry/node-native');
      load('@sentry/node').init({
        dsn,
        defaultIntegrations: false,
        skipOpenTelemetrySetup: true,
        integrations: [eventLoopBlockIntegration({ threshold: thresholdMs, maxEventsPerHour: 100 })],
      });
    },
  },
  'OpenTelemetry runtime-node': {
    package: '@opentelemetry/instrumentation-runtime-node',
    start({ thresholdMs, collectMs = 60_000 }) {
      const { MeterProvider, PeriodicExportingMetricReader } = load('@opentelemetry/sdk-metrics');
      const { RuntimeNodeInstrumentation } = load('@opentelemetry/instrumentation-runtime-node');
      const exporter = {
        export(metrics, done) {
          reportMaximum(metrics, thresholdMs);
          done({ code: 0 });
        },
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      };
      const reader = new PeriodicExportingMetricReader({
        exporter,
        exportIntervalMillis: collectMs,
        exportTimeoutMillis: collectMs,
      });
      new RuntimeNodeInstrumentation().setMeterProvider(new MeterProvider({ readers: [reader] }));
    },
  },
  'under-pressure': {
    package: '@fastify/under-pressure',
    // It tells requests, not logs: here it is asked ten times a second, as often as a busy server would.
    async start({ thresholdMs }) {
      const app = load('fastify')();
      await app.register(load('@fastify/under-pressure'), { maxEventLoopDelay: thresholdMs });
      await app.ready();
      let wasUnder = false;
      setInterval(() => {
        const isUnder = app.isUnderPressure();
        if (isUnder && !wasUnder) report({});
        wasUnder = isUnder;
      }, 100);
    },
  },
};

export function installPeers() {
  if (existsSync(path.join(FOLDER, 'node_modules/blocked-at'))) return;
  mkdirSync(FOLDER, { recursive: true });
  const args = ['install', '--prefix', FOLDER, '--no-audit', '--no-fund', '--loglevel', 'error', ...PACKAGES];
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** "package 1.2.3" of each peer, and the version of Node.js. */
export function describeVersions(peers) {
  const versions = peers
    .map((name) => PEERS[name].package)
    .filter((name) => name !== 'unblocked')
    .map((name) => `${name} ${readVersion(name)}`);
  return `Node.js ${process.versions.node}, ${versions.join(', ')}; Linux, two shared cores.`;
}

function readVersion(name) {
  return JSON.parse(readFileSync(path.join(FOLDER, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** Writes `text` between its marks in docs/comparison.md. */
export async function writeGenerated(mark, text) {
  const before = readFileSync(PAGE, 'utf8');
  const [start, end] = [`<!-- begin generated ${mark} -->`, `<!-- end generated ${mark} -->`];
  const [head, rest = ''] = before.split(start);
  const [, tail] = rest.split(end);
  if (tail === undefined) throw new Error(`${PAGE} lacks '${start}' and '${end}'`);
  const after = `${head}${start}\n\n${text}\n\n${end}${tail}`;
  writeFileSync(PAGE, await format(after, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}

export function toTable(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

function report(found) {
  writeSync(2, `${JSON.stringify(found)}\n`);
}

/** A gauge says that there was a block, when its maximum is above the threshold. */
function reportMaximum({ scopeMetrics }, thresholdMs) {
  for (const { descriptor, dataPoints } of scopeMetrics.flatMap((scope) => scope.metrics)) {
    const durationMs = (dataPoints[0]?.value ?? 0) * 1000;
    if (descriptor.name === 'nodejs.eventloop.delay.max' && durationMs >= thresholdMs) {
      report({ durationMs });
    }
  }
}
