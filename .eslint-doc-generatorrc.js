import { format, resolveConfig } from 'prettier';

/** Parts of a specifier and of `contexts`, which are no options by themselves; the page explains them below the table. */
const SPECIFIER_ROWS =
  /^\| `(?:from|graphql|handlers|instead|name|offLoop|package|path|reason|registrars|severity|startup)` .*\n/gm;

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
    return format(content.replaceAll(SPECIFIER_ROWS, ''), { ...(await resolveConfig(filepath)), filepath });
  },
};
