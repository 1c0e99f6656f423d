import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { METRICS } from '../src/runtime/metrics/semconv.ts';

/** Writes the table of docs/metrics.md; with `--check`, ends with 1 where it is out of step. */
const path = 'docs/metrics.md';
const [start, end] = ['<!-- begin generated metrics -->', '<!-- end generated metrics -->'];

const rows = METRICS.map(({ name, instrument, unit, attributes, producer, description }) => {
  const keys = attributes.map((key) => `\`${key}\``).join(', ');
  return `| \`${name}\` | ${instrument}, ${unit} | ${keys} | ${producer} | ${description} |`;
});
const table = [
  '| name | instrument, unit | attributes | exported by | |',
  '| --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');

const before = readFileSync(path, 'utf8');
const [head, rest = ''] = before.split(start);
const [, tail] = rest.split(end);
if (tail === undefined) throw new Error(`${path} lacks '${start}' and '${end}'`);
const text = `${head}${start}\n\n${table}\n\n${end}${tail}`;
const after = await format(text, { ...(await resolveConfig(path)), filepath: path });

if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(`${path} is out of step with semconv.ts: npm run docs`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, after);
}
