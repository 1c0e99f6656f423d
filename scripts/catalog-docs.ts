/** Writes the tables of docs/catalog.md; with `--check`, ends with 1 where they are out of step. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { type BlockingApi, type BlockingModule, getCure, SEVERITIES } from '../src/catalog/define.ts';
import { NODE_MODULES, NPM_MODULES } from '../src/catalog/index.ts';

const path = 'docs/catalog.md';
const [start, end] = ['<!-- begin generated catalog -->', '<!-- end generated catalog -->'];

const before = readFileSync(path, 'utf8');
const [head, rest = ''] = before.split(start);
const [, tail] = rest.split(end);
if (tail === undefined) throw new Error(`${path} lacks '${start}' and '${end}'`);
const tables = [
  ...['## Node.js', toContents(NODE_MODULES), ...NODE_MODULES.map(toSection)],
  ...['## Packages of npm', toContents(NPM_MODULES), ...NPM_MODULES.map(toSection)],
].join('\n\n');
const text = `${head}${start}\n\n${tables}\n\n${end}${tail}`;
const after = await format(text, { ...(await resolveConfig(path)), filepath: path });

if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(`${path} is out of step with src/catalog: npm run docs`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, after);
}

function toContents(modules: readonly BlockingModule[]): string {
  const titles = modules.map(getTitle).toSorted((a, b) => getAnchor(a).localeCompare(getAnchor(b)));
  return titles.map((title) => `[${title}](#${getAnchor(title)})`).join(' · ');
}

function getTitle({ module }: BlockingModule): string {
  return module === 'global' ? 'Globals' : module;
}

/** As GitHub makes them of titles. */
function getAnchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function toSection(blocking: BlockingModule): string {
  const { apis, mirrors } = blocking;
  const title = `### ${getTitle(blocking)}`;
  const mirrored = mirrors === undefined ? '' : `All of \`${mirrors}\`, under its own name.\n\n`;
  if (apis.length === 0) return `${title}\n\n${mirrored}`;
  return `${title}\n\n${mirrored}| API | severity | why, and what to use instead |\n| --- | --- | --- |\n${apis.map(toRow).join('\n')}`;
}

function toRow(api: BlockingApi): string {
  const own = new Set([api.severity, ...api.cases.map(({ severity }) => severity)]);
  const severities = SEVERITIES.filter((severity) => own.has(severity));
  const harmless = severities.every((severity) => severity === 'none');
  const words = [api.reason && `${api.reason}.`, !harmless && getCure(api), api.rewrite && '💡'];
  const text = words.filter((word) => typeof word === 'string').join(' ');
  return `| \`${api.name}\` | ${severities.join(', ')} | ${escape(capitalize(text))} |`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|');
}
