import { readFileSync } from 'node:fs';

export interface Panel {
  readonly type: 'row' | 'stat' | 'timeseries' | 'heatmap' | 'table';
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit: string;
      readonly custom?: { readonly drawStyle?: string };
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
    };
  };
}

/** The panels of the dashboard as they are shipped. */
export function readPanels(): readonly Panel[] {
  const file = new URL('../../dashboards/unblocked.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { panels: readonly Panel[] }).panels;
}

/** A query with what Grafana puts in place of its variables. */
export function fill(expr: string, rangeSeconds: number): string {
  const values: Record<string, string> = {
    $__rate_interval: '1m',
    $__range_s: String(rangeSeconds),
    $__range: `${rangeSeconds}s`,
    $instance: '.*',
    $job: '.*',
  };
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, value), expr);
}
