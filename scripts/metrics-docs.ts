import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { METRICS, NODEJS_METRICS, type MetricFacts } from '../src/runtime/metrics/semconv.ts';

/** Writes the tables of docs/metrics.md; with `--check`, ends with 1 where they are out of step. */
const path = 'docs/metrics.md';

function toTable(metrics: readonly MetricFacts[]): string {
  const rows = metrics.map(({ name, instrument, unit, attributes, producer, description }) => {
    const keys = attributes.map((key) => `\`${key}\``).join(', ');
    return `| \`${name}\` | ${instrument}, ${unit} | ${keys} | ${producer} | ${description} |`;
  });
  const head = ['| name | instrument and unit | attributes | sent by | |', '| --- | --- | --- | --- | --- |'];
  return [...head, ...rows].join('\n');
}

/** Puts a table between its two marks. */
function replaceTable(text: string, mark: string, metrics: readonly MetricFacts[]): string {
  const [start, end] = [`<!-- begin generated ${mark} -->`, `<!-- end generated ${mark} -->`];
  const [head, rest = ''] = text.split(start);
  const [, tail] = rest.split(end);
  if (tail === undefined) throw new Error(`${path} lacks '${start}' and '${end}'`);
  return `${head}${start}\n\n${toTable(metrics)}\n\n${end}${tail}`;
}

const before = readFileSync(path, 'utf8');
const text = replaceTable(replaceTable(before, 'metrics', METRICS), 'conventions', NODEJS_METRICS);
const after = await format(text, { ...(await resolveConfig(path)), filepath: path });

if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(`${path} is out of step with semconv.ts: npm run docs`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, after);
}
