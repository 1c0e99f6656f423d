/** What the dashboard shows, panel by panel, in the order in which one looks during an incident. */
import {
  BLOCK_ACTIVE,
  BLOCK_DURATION,
  BLOCK_TIME,
  EVENT_LOOP_DELAY,
  SESSION_AT_RISK,
  SESSION_BREACHES,
  SESSION_TIMEOUT_UTILIZATION,
  SYNC_CALL_DURATION,
  WATCHDOG_CAPTURES,
  WATCHDOG_UP,
} from '../../src/runtime/metrics/semconv.ts';
import { growth, max, percentile, series, SHOWN, sum } from './queries.ts';

export interface Panel {
  readonly title: string;
  /** What it tells, and what to do about it. */
  readonly description: string;
  readonly kind: 'stat' | 'lines' | 'bars' | 'heatmap' | 'table';
  /** Grafana's name of the unit. */
  readonly unit: 's' | 'percentunit' | 'short';
  readonly queries: readonly Query[];
  /** Of the 24 columns. */
  readonly width: 4 | 8 | 12 | 24;
  /** From which value on it is a warning, and from which an alarm. */
  readonly levels?: readonly [warning: number, alarm: number];
}

interface Query {
  readonly expr: string;
  readonly legend: string;
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const blockTime = series(BLOCK_TIME, SHOWN);
const breaches = series(SESSION_BREACHES, SHOWN);
const active = series(BLOCK_ACTIVE, SHOWN);
const atRisk = series(SESSION_AT_RISK, SHOWN);
const up = series(WATCHDOG_UP, SHOWN);

const NOW: Row = {
  title: 'Now',
  panels: [
    {
      title: 'Instances blocked',
      description:
        'Instances whose event loop is blocked at this moment. Served by the watchdog, so it moves during the block.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: `count(${active} > 0) or vector(0)`, legend: 'blocked' }],
      width: 4,
      levels: [1, 3],
    },
    {
      title: 'Sessions at risk',
      description: 'Sessions that will be dropped unless the blocks in progress end.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: `sum(${atRisk}) or vector(0)`, legend: 'at risk' }],
      width: 4,
      levels: [1, 100],
    },
    {
      title: 'Longest block in progress',
      description: 'Age of the oldest block that has not ended.',
      kind: 'stat',
      unit: 's',
      queries: [{ expr: `max(${active}) or vector(0)`, legend: 'age' }],
      width: 4,
      levels: [1, 10],
    },
    {
      title: 'Time unavailable',
      description: 'Share of the time range in which an event loop was blocked, averaged over the instances.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [
        {
          expr: `(sum(${growth(blockTime, '$__range')}) or vector(0)) / $__range_s / count(${max(active, 'job', 'instance')})`,
          legend: 'unavailable',
        },
      ],
      width: 4,
      levels: [0.001, 0.01],
    },
    {
      title: 'Sessions lost',
      description: 'How often, in the time range, a block outlasted a session timeout.',
      kind: 'stat',
      unit: 'short',
      queries: [
        {
          expr: `sum(${growth(series(SESSION_BREACHES, `${SHOWN},level="lost"`), '$__range')}) or vector(0)`,
          legend: 'lost',
        },
      ],
      width: 4,
      levels: [1, 10],
    },
    {
      title: 'Watchdogs down',
      description: 'Processes that run without their watchdog: they are blind until they are started again.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: `count(${up} == 0) or vector(0)`, legend: 'down' }],
      width: 4,
      levels: [1, 2],
    },
  ],
};

const BLOCKS: Row = {
  title: 'Blocks',
  panels: [
    {
      title: 'Age of the block in progress, by instance',
      description:
        'A saw-tooth is one block. The instance that stands out is the one to look at; its own page is on the port of its watchdog.',
      kind: 'lines',
      unit: 's',
      queries: [{ expr: max(active, 'job', 'instance'), legend: '{{instance}}' }],
      width: 12,
      levels: [1, 10],
    },
    {
      title: 'Share of time unavailable, by instance',
      description:
        'Over 5 minutes. 1 % is 3 s of 5 min in which nobody was served. Blocks are counted once they have ended.',
      kind: 'lines',
      unit: 'percentunit',
      queries: [{ expr: `${sum(growth(blockTime, '5m'), 'job', 'instance')} / 300`, legend: '{{instance}}' }],
      width: 12,
      levels: [0.01, 0.1],
    },
    {
      title: 'Blocks by cause',
      description: 'Blocks in 5 minutes. cpu-starved and cpu-throttled are the host or its limits, not the code.',
      kind: 'bars',
      unit: 'short',
      queries: [{ expr: sum(growth(series(BLOCK_DURATION, SHOWN, 'count'), '5m'), 'cause'), legend: '{{cause}}' }],
      width: 12,
    },
    {
      title: 'Time blocked by API',
      description: 'In the time range: the calls to replace first. Without an API it was JavaScript, or not known.',
      kind: 'table',
      unit: 's',
      queries: [
        { expr: `topk(10, ${sum(growth(blockTime, '$__range'), 'cause', 'api')})`, legend: '{{cause}} {{api}}' },
      ],
      width: 12,
    },
  ],
};

const SESSIONS: Row = {
  title: 'Sessions',
  panels: [
    {
      title: 'Sessions at risk, by instance',
      description: 'Sessions that the block in progress is about to drop.',
      kind: 'lines',
      unit: 'short',
      queries: [{ expr: sum(atRisk, 'job', 'instance', 'session_name'), legend: '{{session_name}} {{instance}}' }],
      width: 8,
      levels: [1, 100],
    },
    {
      title: 'Session timeout utilization, worst block of 20',
      description:
        'Share of the session timeout that blocks used up, 95th percentile over 5 minutes. From 1 on, sessions are lost.',
      kind: 'lines',
      unit: 'percentunit',
      queries: [
        {
          expr: `histogram_quantile(0.95, ${sum(growth(series(SESSION_TIMEOUT_UTILIZATION, SHOWN, 'bucket'), '5m'), 'le', 'session_name')})`,
          legend: '{{session_name}}',
        },
      ],
      width: 8,
      levels: [0.5, 0.8],
    },
    {
      title: 'Session timeout breaches',
      description:
        'How often, in 5 minutes, a block reached a level: warning 50 %, critical 80 %, lost 100 % of the timeout.',
      kind: 'bars',
      unit: 'short',
      queries: [{ expr: sum(growth(breaches, '5m'), 'session_name', 'level'), legend: '{{session_name}} {{level}}' }],
      width: 8,
    },
  ],
};

const LOOP: Row = {
  title: 'Event loop',
  panels: [
    {
      title: 'Event loop delay',
      description:
        'How late the loop ran, corrected for coordinated omission: a block counts for each heartbeat it swallowed.',
      kind: 'heatmap',
      unit: 's',
      queries: [
        {
          expr: sum(`increase(${series(EVENT_LOOP_DELAY, SHOWN, 'bucket')}[$__rate_interval])`, 'le'),
          legend: '{{le}}',
        },
      ],
      width: 12,
    },
    {
      title: 'Event loop delay, percentiles of the fleet',
      description: 'Over 5 minutes. The histograms of the instances add up, so these are true percentiles.',
      kind: 'lines',
      unit: 's',
      queries: [0.5, 0.99, 0.999].map((share) => ({
        expr: percentile(share, EVENT_LOOP_DELAY, SHOWN),
        legend: `p${share * 100}`,
      })),
      width: 12,
      levels: [0.1, 1],
    },
    {
      title: 'Event loop delay, p99 by instance',
      description: 'Over 5 minutes.',
      kind: 'lines',
      unit: 's',
      queries: [{ expr: percentile(0.99, EVENT_LOOP_DELAY, SHOWN, 'job', 'instance'), legend: '{{instance}}' }],
      width: 12,
      levels: [0.1, 1],
    },
    {
      title: 'Synchronous calls of 1 ms and over, time by API',
      description: 'Seconds in each second, over 5 minutes: calls that do not block for long each, but often.',
      kind: 'bars',
      unit: 'percentunit',
      queries: [
        {
          expr: `${sum(growth(series(SYNC_CALL_DURATION, SHOWN, 'sum'), '5m'), 'api')} / 300`,
          legend: '{{api}}',
        },
      ],
      width: 12,
    },
  ],
};

const WATCHDOG: Row = {
  title: 'Watchdog',
  panels: [
    {
      title: 'Watchdog up, by instance',
      description: '1: watching. 0: it has died and was not started again; the application goes on.',
      kind: 'lines',
      unit: 'short',
      queries: [{ expr: `min by (job, instance) (${up})`, legend: '{{instance}}' }],
      width: 12,
    },
    {
      title: 'Captures of stacks',
      description: 'In 5 minutes. in_time ones name the culprit, late ones came after it and are never shown as one.',
      kind: 'bars',
      unit: 'short',
      queries: [{ expr: sum(growth(series(WATCHDOG_CAPTURES, SHOWN), '5m'), 'result'), legend: '{{result}}' }],
      width: 12,
    },
  ],
};

export const ROWS: readonly Row[] = [NOW, BLOCKS, SESSIONS, LOOP, WATCHDOG];
