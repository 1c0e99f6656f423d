import pkg from '../../../../../package.json' with { type: 'json' };
import type { LogRecord } from '../../../logs/log-record.ts';
import type { MetricFacts } from '../../../metrics/semconv.ts';
import type { Buckets } from '../../../metrics/shared-metrics.ts';
import type { Resource } from '../resource.ts';
import type { Metric, Point } from '../tallies.ts';

/** OTLP 1.x in JSON: 64-bit integers are texts, ids are hexadecimal, enums are numbers, keys are lowerCamelCase. */

const SCOPE = { name: pkg.name, version: pkg.version };
const CUMULATIVE = 2;

export function encodeLogs(records: readonly LogRecord[], resource: Resource): object {
  const scopeLogs = [{ scope: SCOPE, logRecords: records.map(toLogRecord) }];
  return { resourceLogs: [{ resource: toResource(resource), scopeLogs }] };
}

/** @param startedAt since when counters and histograms count, epoch milliseconds. */
export function encodeMetrics(metrics: readonly Metric[], resource: Resource, startedAt: number): object {
  const times = { startTimeUnixNano: toNanos(startedAt), timeUnixNano: toNanos(Date.now()) };
  const found = metrics.filter(({ points }) => points.length > 0).map((metric) => toMetric(metric, times));
  return { resourceMetrics: [{ resource: toResource(resource), scopeMetrics: [{ scope: SCOPE, metrics: found }] }] };
}

function toLogRecord({ name, time, severity, body, attributes, trace }: LogRecord) {
  return {
    timeUnixNano: toNanos(time),
    observedTimeUnixNano: toNanos(time),
    severityNumber: severity.number,
    severityText: severity.text,
    eventName: name,
    body: { stringValue: body },
    attributes: toAttributes(attributes),
    ...trace,
  };
}

interface Times {
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
}

function toMetric({ facts, points }: Metric, times: Times) {
  const { name, unit, description, instrument } = facts;
  const dataPoints = points.map((point) => toDataPoint(point, facts, times));
  const data = { dataPoints, aggregationTemporality: CUMULATIVE };
  switch (instrument) {
    case 'Gauge':
      return { name, unit, description, gauge: { dataPoints } };
    case 'Counter':
      return { name, unit, description, sum: { ...data, isMonotonic: true } };
    case 'Histogram':
      return { name, unit, description, histogram: data };
  }
}

function toDataPoint({ attributes, value }: Point, { instrument, boundaries = [] }: MetricFacts, times: Times) {
  const common = {
    attributes: toAttributes(attributes),
    ...(instrument === 'Gauge' ? { timeUnixNano: times.timeUnixNano } : times),
  };
  return typeof value === 'number' ? { ...common, asDouble: value } : { ...common, ...toBuckets(value, boundaries) };
}

function toBuckets({ sum, counts }: Buckets, explicitBounds: readonly number[]) {
  const count = String(counts.reduce((total, inBucket) => total + inBucket, 0));
  return { count, sum, bucketCounts: counts.map(String), explicitBounds };
}

function toResource(resource: Resource) {
  return { attributes: toAttributes(resource) };
}

function toAttributes(attributes: Resource) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: toValue(value) }));
}

function toValue(value: Resource[string]): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { arrayValue: { values: value.map(toValue) } };
}

/** Digits are added, not multiplied: a double holds no nanoseconds of today. */
function toNanos(ms: number): string {
  return `${Math.round(ms)}000000`;
}
