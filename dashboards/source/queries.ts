/** PromQL over the monitor's metrics, under whichever names they arrive. */
import type { MetricFacts } from '../../src/runtime/metrics/semconv.ts';

/** Of a histogram. */
type Part = 'bucket' | 'count' | 'sum';

/** What selects the instances that are looked at: the dashboard's variables, or everything. */
export type Filter = string;

export const SHOWN: Filter = 'job=~"$job",instance=~"$instance"';
export const ALL: Filter = '';

/**
 * The series of a metric. OpenTelemetry's JavaScript exporter and the port of the watchdog leave the unit out of the
 * name, the collector adds it: both are accepted.
 */
export function series(metric: MetricFacts, filter: Filter, part?: Part): string {
  const name = metric.name.replaceAll('.', '_');
  const unit = getUnitSuffix(metric);
  const end = part ? `_${part}` : metric.instrument === 'Counter' ? '_total' : '';
  if (unit === '') return filter === '' ? name + end : `${name}${end}{${filter}}`;
  const matcher = `__name__=~"${name}(_${unit})?${end}"`;
  return `{${filter === '' ? matcher : `${matcher},${filter}`}}`;
}

/** As the OpenTelemetry to Prometheus compatibility specification has it: annotations such as `{session}` are dropped. */
function getUnitSuffix({ unit, instrument }: MetricFacts): string {
  if (unit === 's') return 'seconds';
  return unit === '1' && instrument === 'Gauge' ? 'ratio' : '';
}

/**
 * How much a counter has grown within a window. A series that was not there before counts from zero: `increase` alone
 * would lose the first block of each cause.
 */
export function growth(counter: string, window: string): string {
  return `((increase(${counter}[${window}]) and ${counter} offset ${window}) or ${counter})`;
}

export function sum(of: string, ...by: string[]): string {
  return `sum by (${by.join(', ')}) (${of})`;
}

export function max(of: string, ...by: string[]): string {
  return `max by (${by.join(', ')}) (${of})`;
}

/** A percentile of a histogram whose buckets are all there from the start, over 5 minutes. */
export function percentile(share: number, histogram: MetricFacts, filter: Filter, ...by: string[]): string {
  const buckets = `rate(${series(histogram, filter, 'bucket')}[5m])`;
  return `histogram_quantile(${share}, ${sum(buckets, 'le', ...by)})`;
}
