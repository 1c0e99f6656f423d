import type { Buckets } from '../../metrics/shared-metrics.ts';
import type { Resource } from './resource.ts';
import type { Attributes, Metric, Point } from './tallies.ts';

export const PROMETHEUS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Prometheus text 0.0.4, with the names that OpenTelemetry's JavaScript exporter gives. Metrics without points are left out. */
export function toPrometheus(metrics: readonly Metric[], resource: Resource): string {
  const target = {
    ...Object.fromEntries(
      Object.entries(resource).map(([key, value]) => [
        key,
        Array.isArray(value) ? JSON.stringify(value) : String(value),
      ]),
    ),
  };
  const lines = [
    '# HELP target_info Target metadata',
    '# TYPE target_info gauge',
    formatLine('target_info', target, 1),
    ...metrics.filter(({ points }) => points.length > 0).flatMap(formatMetric),
  ];
  return `${lines.join('\n')}\n`;
}

function formatMetric({ facts, points }: Metric): string[] {
  const base = toName(facts.name);
  const name = facts.instrument === 'Counter' ? `${base}_total` : base;
  return [
    `# HELP ${name} ${facts.description}`,
    `# TYPE ${name} ${facts.instrument.toLowerCase()}`,
    ...points.flatMap((point) => formatPoint(name, point, facts.boundaries ?? [])),
  ];
}

function formatPoint(name: string, { attributes, value }: Point, boundaries: readonly number[]): string[] {
  return typeof value === 'number'
    ? [formatLine(name, attributes, value)]
    : formatHistogram(name, attributes, value, boundaries);
}

function formatHistogram(
  name: string,
  attributes: Attributes,
  { sum, counts }: Buckets,
  boundaries: readonly number[],
): string[] {
  let count = 0;
  const buckets = counts.map((inBucket, index) => {
    count += inBucket;
    return formatLine(`${name}_bucket`, { ...attributes, le: String(boundaries[index] ?? '+Inf') }, count);
  });
  return [formatLine(`${name}_count`, attributes, count), formatLine(`${name}_sum`, attributes, sum), ...buckets];
}

function formatLine(name: string, attributes: Attributes, value: number): string {
  const labels = Object.entries(attributes).map(([key, text]) => `${toName(key)}="${escape(text)}"`);
  return `${name}${labels.length > 0 ? `{${labels.join(',')}}` : ''} ${value}`;
}

function toName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}

function escape(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"');
}
