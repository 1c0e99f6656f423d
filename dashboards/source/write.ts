/** Writes what is imported into Grafana and Prometheus; with `--check`, tells what is out of step instead. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import { getDocsUrl } from '../../src/links.ts';
import { buildDashboard } from './grafana.ts';
import { buildRules } from './rules.ts';

const RUNBOOKS = getDocsUrl('alerts.md');
const NOTE = '# Generated from dashboards/source; change it there, then `npm run dashboards`.\n';

const files = {
  'dashboards/unblocked.json': JSON.stringify(buildDashboard(RUNBOOKS)),
  'dashboards/unblocked.rules.yaml': NOTE + stringify(buildRules(RUNBOOKS), { lineWidth: 0 }),
};

const isCheck = process.argv.includes('--check');
for (const [path, text] of Object.entries(files)) {
  const wanted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  if (!isCheck) writeFileSync(path, wanted);
  else if (readFileSync(path, 'utf8') !== wanted) {
    console.error(`${path} is out of step with dashboards/source: npm run dashboards`);
    process.exitCode = 1;
  }
}
