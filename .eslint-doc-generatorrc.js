import { format, resolveConfig } from 'prettier';

/** Parts of a specifier and of `contexts`, which are no options by themselves; the page explains them below the table. */
const SPECIFIER_ROWS =
  /^\| `(?:from|graphql|handlers|instead|name|offLoop|package|path|reason|registrars|severity|startup)` .*\n/gm;

/** ESLint shows every rule with fixes as fixable; these have them on demand only. */
const FIXABLE = {
  legend: /^🔧 .*?(?=\\?$)/m,
  legendNow:
    '🔧 Fixable by `--fix`, but only with the setting [`fix`](docs/rules/no-blocking-call.md#migrating-a-codebase).',
  notice: /^🔧💡 .*$/m,
  noticeNow:
    '🔧💡 The editor offers [suggestions](https://eslint.org/docs/latest/use/core-concepts#rule-suggestions). With the setting [`fix`](no-blocking-call.md#migrating-a-codebase), and only then, `eslint --fix` applies them.',
};

/** @type {import('eslint-doc-generator').GenerateOptions} */
export default {
  configEmoji: [
    ['recommended', '✅'],
    ['recommended-type-checked', '☑️'],
    ['strict', '🔒'],
    ['strict-type-checked', '🔐'],
  ],
  ignoreConfig: ['off'],
  ruleDocSectionInclude: ['Examples', 'Options', 'Known gaps', 'When not to use it'],
  // Else a rule without options may have no section that says so.
  ruleDocSectionOptions: false,
  ruleDocTitleFormat: 'name',
  ruleListColumns: ['name', 'description', 'configsError', 'fixable', 'hasSuggestions'],
  ruleDocNotices: ['description', 'configs', 'fixableAndHasSuggestions', 'options'],
  async postprocess(content, filepath) {
    const own = content
      .replaceAll(SPECIFIER_ROWS, '')
      .replaceAll(/^\|.*\n(?:\|.*\n?)+/gm, dropEmptyColumns)
      .replace(FIXABLE.legend, FIXABLE.legendNow)
      .replace(FIXABLE.notice, FIXABLE.noticeNow);
    return format(own, { ...(await resolveConfig(filepath)), filepath });
  },
};

/** Columns that no row fills, once the rows of specifiers are gone. */
function dropEmptyColumns(table) {
  const rows = table
    .trimEnd()
    .split('\n')
    .map((row) => row.split(/(?<!\\)\|/).slice(1, -1));
  const [header = [], , ...body] = rows;
  const filled = header.map((_, column) => body.some((row) => row[column]?.trim()));
  return rows.map((row) => `|${row.filter((_, column) => filled[column]).join('|')}|\n`).join('');
}
