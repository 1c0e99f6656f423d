/**
 * Plots what the panels of dashboards/unblocked.json ask for, from the answers of a real Prometheus that watches a fleet
 * of chat servers while one of them is blocked, and writes docs/images/dashboard.png: `npm run plot-dashboard`.
 * It takes about three minutes, and needs Debian's prometheus and chromium.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as echarts from 'echarts';
import { fill, readPanels, type Panel } from '../tests/e2e/dashboard.ts';
import { startFleet, type Fleet } from '../tests/e2e/fleet.ts';
import { startPrometheus, type Prometheus, type Series } from '../tests/e2e/prometheus.ts';

const SCREENSHOT = 'docs/images/dashboard.png';
const WIDTH = 1400;
const COLUMN = WIDTH / 24;
const ROW = 34;
const RANGE_S = 180;
const STEP_S = 2;
const COLORS: Record<string, string> = { green: '#2f9e44', orange: '#e8780c', red: '#d6293e' };

const sleep = (seconds: number) => new Promise((settle) => setTimeout(settle, 1000 * seconds));

/** Two instances that run well, and one that blocks: briefly, then for long. */
async function tell({ members }: Fleet): Promise<void> {
  const [first, second] = members;
  if (!first || !second) throw new Error('no fleet');
  await sleep(40);
  for (let i = 0; i < 6; i++) {
    await second.block('spin?350');
    await second.block('hash');
    await sleep(6);
  }
  await first.block('spin?250');
  await second.block('sleep?4');
  await sleep(20);
  // While it is still blocked.
  second.block('sleep?25').catch(() => undefined);
  await sleep(12);
}

async function plot(prometheus: Prometheus, panel: Panel): Promise<string> {
  const now = Date.now() / 1000;
  const { x, y, w, h } = panel.gridPos;
  const place = `left:${x * COLUMN}px;top:${y * ROW}px;width:${w * COLUMN - 8}px;height:${h * ROW - 8}px`;
  if (panel.type === 'row') return `<h2 style="${place}">${panel.title}</h2>`;
  const targets = (panel.targets ?? []).map((target) => ({ ...target, expr: fill(target.expr, RANGE_S) }));
  const size = { width: w * COLUMN - 32, height: h * ROW - 52 };
  const answers = await Promise.all(
    targets.map(async ({ expr, legendFormat }) => {
      const series = await prometheus.queryRange(expr, now - RANGE_S, now, STEP_S);
      return series.map((one) => ({ ...one, name: name(legendFormat, one.labels) }));
    }),
  );
  return `<section style="${place}"><h3>${panel.title}</h3>${draw(panel, answers.flat(), size)}</section>`;
}

interface Named extends Series {
  readonly name: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function draw(panel: Panel, series: readonly Named[], size: Size): string {
  switch (panel.type) {
    case 'stat':
      return drawStat(panel, series);
    case 'table':
      return drawTable(panel, series);
    case 'heatmap':
      return drawHeatmap(series, size);
    default:
      return drawLines(panel, series, size);
  }
}

function drawStat(panel: Panel, series: readonly Named[]): string {
  const value = series[0]?.values.at(-1)?.[1] ?? NaN;
  const steps = panel.fieldConfig?.defaults.thresholds?.steps ?? [];
  const color = steps.findLast((step) => value >= (step.value ?? -Infinity))?.color ?? 'green';
  return `<p class="stat" style="background:${COLORS[color]}">${format(panel, value)}</p>`;
}

function drawTable(panel: Panel, series: readonly Named[]): string {
  const rows = series
    .map(({ labels, values }) => ({ labels, value: values.at(-1)?.[1] ?? 0 }))
    .toSorted((one, other) => other.value - one.value)
    .map(({ labels, value }) => [labels['api'] ?? '', labels['cause'] ?? '', format(panel, value)]);
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table><tr><th>api</th><th>cause</th><th>time blocked</th></tr>${cells.join('')}</table>`;
}

function drawLines(panel: Panel, series: readonly Named[], size: Size): string {
  const isBars = panel.fieldConfig?.defaults.custom?.drawStyle === 'bars';
  // Bars are stacked one by one: where a series has no value yet, it has none to add.
  const times = isBars ? [...new Set(series.flatMap(({ values }) => values.map(([at]) => at)))].toSorted() : [];
  return render(size, {
    legend: { type: 'plain', bottom: 0, itemHeight: 8, itemWidth: 14, textStyle: { fontSize: 11 } },
    grid: { left: 56, right: 12, top: 10, bottom: 60 },
    xAxis: { type: 'time', axisLabel: { fontSize: 10, hideOverlap: true } },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { fontSize: 10, formatter: (value: number) => format(panel, value) },
    },
    series: series.map(({ name, values }) => ({
      name,
      type: isBars ? 'bar' : 'line',
      ...(isBars ? { stack: 'all', barWidth: 4 } : { showSymbol: false, areaStyle: { opacity: 0.08 } }),
      data: isBars
        ? times.map((at) => [1000 * at, values.find(([other]) => other === at)?.[1] ?? 0])
        : values.map(([at, value]) => [1000 * at, value]),
    })),
  });
}

/** Of cumulative buckets, how many fell into each. */
function drawHeatmap(series: readonly Named[], size: Size): string {
  const buckets = series
    .map(({ labels, values }) => ({ bound: Number(labels['le'] === '+Inf' ? Infinity : labels['le']), values }))
    .toSorted((one, other) => one.bound - other.bound);
  const times = [...new Set(buckets.flatMap(({ values }) => values.map(([at]) => at)))].toSorted((a, b) => a - b);
  const cells = buckets.flatMap(({ values }, row) => {
    const below = new Map(buckets[row - 1]?.values);
    return values.map(([at, value]) => [times.indexOf(at), row, Math.max(0, value - (below.get(at) ?? 0))]);
  });
  return render(size, {
    grid: { left: 56, right: 12, top: 10, bottom: 28 },
    xAxis: { type: 'category', data: times.map((at) => new Date(1000 * at).toISOString().slice(11, 19)) },
    yAxis: {
      type: 'category',
      data: buckets.map(({ bound }) => (bound === Infinity ? 'above' : `${bound} s`)),
      axisLabel: { fontSize: 10 },
    },
    visualMap: {
      show: false,
      type: 'piecewise',
      pieces: [
        { lte: 0, color: '#ffffff' },
        { gt: 0, max: 5, color: '#fdd9b4' },
        { min: 5, max: 100, color: '#fda762' },
        { min: 100, max: 1000, color: '#f3701b' },
        { min: 1000, color: '#a23503' },
      ],
    },
    series: [{ type: 'heatmap', data: cells }],
  });
}

function render({ width, height }: Size, option: echarts.EChartsCoreOption): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: { fontFamily: 'sans-serif' }, ...option });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function format({ fieldConfig }: Panel, value: number): string {
  switch (fieldConfig?.defaults.unit) {
    case 's':
      return value < 1 ? `${Number((1000 * value).toPrecision(3))} ms` : `${Number(value.toPrecision(3))} s`;
    case 'percentunit':
      return `${Number((100 * value).toPrecision(3))} %`;
    default:
      return String(Number(value.toPrecision(3)));
  }
}

function name(legend: string, labels: Readonly<Record<string, string>>): string {
  return legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => labels[label] ?? '').trim();
}

const STYLE = `
  body { margin: 0; padding: 12px; font: 13px sans-serif; background: #f4f5f5; color: #24292e; }
  main { position: relative; margin-top: 8px; }
  section, h2 { position: absolute; box-sizing: border-box; }
  section { background: #fff; border: 1px solid #dcdfe3; border-radius: 3px; padding: 8px 12px; overflow: hidden; }
  h2 { font-size: 15px; margin: 6px 4px; }
  h3 { font-size: 13px; margin: 0 0 6px; }
  .stat { color: #fff; font-size: 34px; font-weight: 600; margin: 0 -12px -8px; text-align: center; line-height: 94px; }
  table { width: 100%; border-collapse: collapse; }
  td, th { text-align: left; padding: 5px 4px; border-top: 1px solid #e6e8ea; }
  td:last-child, th:last-child { text-align: right; }`;

function screenshot(html: string, height: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'plot-'));
  const page = join(folder, 'page.html');
  writeFileSync(page, html);
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-background-networking'];
  const size = `--window-size=${WIDTH + 24},${height}`;
  execFileSync('chromium', [...flags, `--user-data-dir=${folder}`, size, `--screenshot=${SCREENSHOT}`, page], {
    stdio: 'ignore',
  });
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

const fleet = await startFleet(3, 40);
const targets = fleet.members.map(({ instance }) => ({ address: instance, job: 'chat' }));
const prometheus = await startPrometheus(targets);
try {
  await tell(fleet);
  const panels = readPanels();
  const plots = [];
  for (const panel of panels) plots.push(await plot(prometheus, panel));
  const rows = Math.max(...panels.map(({ gridPos }) => gridPos.y + gridPos.h));
  const caption = `Plotted from Prometheus's answers to the queries of dashboards/unblocked.json; not a picture of Grafana. Three servers with 40 clients each; one is blocked at this moment.`;
  const html = `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${caption}<main>${plots.join('')}</main>`;
  screenshot(html, rows * ROW + 60);
} finally {
  fleet.stop();
  prometheus.stop();
}
