/** Recording and alert rules for Prometheus. */
import {
  BLOCK_ACTIVE,
  BLOCK_TIME,
  EVENT_LOOP_DELAY,
  SESSION_AT_RISK,
  SESSION_BREACHES,
  WATCHDOG_UP,
} from '../../src/runtime/metrics/semconv.ts';
import { ALL, growth, max, percentile, series, sum } from './queries.ts';

interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** How long it must be true; 0 s for what is over too soon to wait. */
  readonly for: string;
  readonly labels: { readonly severity: 'warning' | 'critical' };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
}

const UNAVAILABLE = 'instance:unblocked_block_time:ratio5m';
const DELAY = 'instance:unblocked_eventloop_delay:p99_5m';
const BREACHES = 'instance_session_level:unblocked_session_breaches:increase5m';

const RECORDED: readonly RecordingRule[] = [
  { record: UNAVAILABLE, expr: `${sum(growth(series(BLOCK_TIME, ALL), '5m'), 'job', 'instance')} / 300` },
  { record: DELAY, expr: percentile(0.99, EVENT_LOOP_DELAY, ALL, 'job', 'instance') },
  {
    record: 'job:unblocked_eventloop_delay:p99_5m',
    expr: percentile(0.99, EVENT_LOOP_DELAY, ALL, 'job'),
  },
  {
    record: BREACHES,
    expr: sum(growth(series(SESSION_BREACHES, ALL), '5m'), 'job', 'instance', 'session_name', 'level'),
  },
];

/** @param runbooks the page that has a heading for each alert */
export function buildRules(runbooks: string) {
  const alerts = buildAlerts().map(({ summary, description, ...rule }) => ({
    ...rule,
    annotations: { summary, description, runbook_url: `${runbooks}#${rule.alert.toLowerCase()}` },
  })) satisfies AlertRule[];
  return {
    groups: [
      { name: 'unblocked.rules', rules: RECORDED },
      { name: 'unblocked.alerts', rules: alerts },
    ],
  };
}

type Alert = Omit<AlertRule, 'annotations'> & Omit<AlertRule['annotations'], 'runbook_url'>;

/** Five seconds are a quarter of the shortest default session timeout, Socket.IO's 20 s. */
const BLOCKED_S = 5;

function buildAlerts(): Alert[] {
  return [
    {
      alert: 'UnblockedEventLoopBlocked',
      expr: `${max(series(BLOCK_ACTIVE, ALL), 'job', 'instance')} > ${BLOCKED_S}`,
      for: '0s',
      labels: { severity: 'warning' },
      summary: 'The event loop of {{ $labels.instance }} has been blocked for {{ $value | humanizeDuration }}',
      description:
        'It is blocked now: no request is answered, no heartbeat sent. Its watchdog names the culprit on stderr and on its port.',
    },
    {
      alert: 'UnblockedSessionsAtRisk',
      expr: `${sum(series(SESSION_AT_RISK, ALL), 'job', 'instance', 'session_name')} > 0`,
      for: '0s',
      labels: { severity: 'critical' },
      summary: '{{ $value }} {{ $labels.session_name }} sessions of {{ $labels.instance }} are about to be dropped',
      description: 'A block in progress has used up half of their timeout or more. They are lost unless it ends.',
    },
    {
      alert: 'UnblockedSessionsLost',
      expr: `${BREACHES}{level="lost"} > 0`,
      for: '0s',
      labels: { severity: 'critical' },
      summary: 'A block of {{ $labels.instance }} outlasted the timeout of {{ $labels.session_name }} sessions',
      description: 'Clients were dropped in the last 5 minutes, and connect again all at once.',
    },
    {
      alert: 'UnblockedEventLoopUnavailable',
      expr: `${UNAVAILABLE} > 0.05`,
      for: '5m',
      labels: { severity: 'warning' },
      summary:
        'The event loop of {{ $labels.instance }} was blocked for {{ $value | humanizePercentage }} of 5 minutes',
      description: 'Many blocks or long ones. The dashboard shows the causes and the calls.',
    },
    {
      alert: 'UnblockedEventLoopDelayHigh',
      expr: `${DELAY} > 0.5`,
      for: '10m',
      labels: { severity: 'warning' },
      summary:
        'One in a hundred turns of the event loop of {{ $labels.instance }} is {{ $value | humanizeDuration }} late',
      description: 'It may be short of CPU rather than blocked: compare the causes of its blocks.',
    },
    {
      alert: 'UnblockedWatchdogDown',
      expr: `min by (job, instance) (${series(WATCHDOG_UP, ALL)}) == 0`,
      for: '1m',
      labels: { severity: 'warning' },
      summary: '{{ $labels.instance }} runs without its watchdog',
      description: 'Blocks are neither seen nor reported until the process is started again.',
    },
  ];
}
