/**
 * The dashboard as Grafana imports it: in the classic schema, which every Grafana in use reads, though its successor is
 * preferred for new ones.
 */
/* eslint-disable @typescript-eslint/no-deprecated */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as dashboard from '@grafana/grafana-foundation-sdk/dashboard';
import * as heatmap from '@grafana/grafana-foundation-sdk/heatmap';
import * as prometheus from '@grafana/grafana-foundation-sdk/prometheus';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { BLOCK_ACTIVE } from '../../src/runtime/metrics/semconv.ts';
import { ROWS, type Panel } from './panels.ts';
import { series } from './queries.ts';

const SOURCE = { type: 'prometheus', uid: '${datasource}' };
const HEIGHTS = { stat: 4, lines: 8, bars: 8, heatmap: 9, table: 8 } as const;
const COLORS = { good: 'green', warning: 'orange', alarm: 'red' } as const;

export function buildDashboard(documentation: string): dashboard.Dashboard {
  const builder = new dashboard.DashboardBuilder('Event loop blocks and session timeouts')
    .uid('unblocked')
    .description(
      'What blocks the event loops of Node.js servers, and which sessions it costs. Fed by unblocked/monitor.',
    )
    .tags(['nodejs', 'event-loop', 'unblocked'])
    .editable()
    .timezone('browser')
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .time({ from: 'now-1h', to: 'now' })
    .refresh('10s')
    .link(
      new dashboard.DashboardLinkBuilder('What to do about a block')
        .type(dashboard.DashboardLinkType.Link)
        .url(documentation)
        .targetBlank(true),
    );
  for (const variable of buildVariables()) builder.withVariable(variable);
  for (const { title, panels } of ROWS) {
    builder.withRow(new dashboard.RowBuilder(title));
    for (const panel of panels) builder.withPanel(buildPanel(panel));
  }
  return builder.build();
}

function buildVariables(): Builder<dashboard.VariableModel>[] {
  return [
    new dashboard.DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
    choice('job', 'Service', `label_values(${series(BLOCK_ACTIVE, '')}, job)`),
    choice('instance', 'Instance', `label_values(${series(BLOCK_ACTIVE, 'job=~"$job"')}, instance)`),
  ];
}

/** `.*` for all, and not the list of all: that would grow with the fleet. */
function choice(name: string, label: string, query: string): dashboard.QueryVariableBuilder {
  return new dashboard.QueryVariableBuilder(name)
    .label(label)
    .datasource(SOURCE)
    .query(query)
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: 'All', value: '$__all' });
}

function buildPanel(panel: Panel): Builder<dashboard.Panel> {
  switch (panel.kind) {
    case 'stat':
      return finish(panel, new stat.PanelBuilder(), 'instant')
        .thresholds(buildThresholds(panel))
        .colorMode(common.BigValueColorMode.BackgroundSolid)
        .graphMode(common.BigValueGraphMode.None)
        .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']));
    case 'lines':
      return finish(panel, new timeseries.PanelBuilder(), 'range')
        .thresholds(buildThresholds(panel))
        .thresholdsStyle(
          new common.GraphThresholdsStyleConfigBuilder().mode(
            panel.levels ? common.GraphThresholdsStyleMode.Dashed : common.GraphThresholdsStyleMode.Off,
          ),
        )
        .fillOpacity(10)
        .min(0);
    case 'bars':
      return finish(panel, new timeseries.PanelBuilder(), 'range')
        .drawStyle(common.GraphDrawStyle.Bars)
        .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A'))
        .fillOpacity(70)
        .min(0);
    case 'heatmap':
      return finish(panel, new heatmap.PanelBuilder(), 'range')
        .calculate(false)
        .color(
          new heatmap.HeatmapColorOptionsBuilder()
            .mode(heatmap.HeatmapColorMode.Scheme)
            .scheme('Oranges')
            .scale(heatmap.HeatmapColorScale.Exponential)
            .exponent(0.3)
            .steps(64),
        )
        .yAxis(new heatmap.YAxisConfigBuilder().unit(panel.unit));
    case 'table':
      return finish(panel, new table.PanelBuilder(), 'instant')
        .withTransformation({
          id: 'organize',
          options: { excludeByName: { Time: true }, renameByName: { Value: 'time blocked' } },
        })
        .sortBy([new common.TableSortByFieldStateBuilder().displayName('time blocked').desc(true)]);
  }
}

/** What every kind of panel has. */
interface PanelBuilder {
  title(text: string): this;
  description(text: string): this;
  datasource(source: common.DataSourceRef): this;
  unit(unit: string): this;
  span(columns: number): this;
  height(rows: number): this;
  withTarget(query: prometheus.DataqueryBuilder): this;
}

function finish<Builder extends PanelBuilder>(panel: Panel, builder: Builder, when: 'range' | 'instant'): Builder {
  builder
    .title(panel.title)
    .description(panel.description)
    .datasource(SOURCE)
    .unit(panel.unit)
    .span(panel.width)
    .height(HEIGHTS[panel.kind]);
  panel.queries.forEach(({ expr, legend }, index) => {
    const query = new prometheus.DataqueryBuilder()
      .refId(String.fromCharCode('A'.charCodeAt(0) + index))
      .datasource(SOURCE)
      .expr(expr)
      .legendFormat(legend)
      .format(FORMATS[panel.kind]);
    builder.withTarget(when === 'range' ? query.range() : query.instant());
  });
  return builder;
}

const FORMATS = {
  stat: prometheus.PromQueryFormat.TimeSeries,
  lines: prometheus.PromQueryFormat.TimeSeries,
  bars: prometheus.PromQueryFormat.TimeSeries,
  heatmap: prometheus.PromQueryFormat.Heatmap,
  table: prometheus.PromQueryFormat.Table,
} as const;

function buildThresholds({ levels }: Panel): dashboard.ThresholdsConfigBuilder {
  const steps: dashboard.Threshold[] = [{ value: null, color: COLORS.good }];
  if (levels) steps.push({ value: levels[0], color: COLORS.warning }, { value: levels[1], color: COLORS.alarm });
  return new dashboard.ThresholdsConfigBuilder().mode(dashboard.ThresholdsMode.Absolute).steps(steps);
}
