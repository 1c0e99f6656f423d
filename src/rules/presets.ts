/** The presets: which rules each turns on, and from which severity they report. */
import type { ESLint, Linter } from 'eslint';
import type { RuleDocs } from './create-rule.ts';
import { rules } from './index.ts';
import type { SharedOptions } from './options/shared-options.ts';

type RuleName = keyof typeof rules;

/** The presets that turn rules on: the rules of which presets they hold, and the settings that go with them. */
const PRESETS = {
  recommended: { holds: ['recommended'], settings: { minSeverity: 'medium' } },
  'recommended-type-checked': {
    holds: ['recommended', 'recommended-type-checked'],
    settings: { minSeverity: 'medium' },
  },
  strict: { holds: ['recommended', 'strict'], settings: { minSeverity: 'low' } },
  'strict-type-checked': {
    holds: ['recommended', 'recommended-type-checked', 'strict'],
    settings: { minSeverity: 'low' },
  },
} as const satisfies Record<string, { holds: readonly RuleDocs['preset'][]; settings: SharedOptions }>;

export type PresetName = keyof typeof PRESETS | 'off';

const NAMESPACE = 'unblocked';

export function createConfigs(plugin: ESLint.Plugin): Record<PresetName, Linter.Config> {
  const create = (preset: PresetName, enabled: Linter.RulesRecord, settings?: SharedOptions): Linter.Config => ({
    name: `${NAMESPACE}/${preset}`,
    plugins: { [NAMESPACE]: plugin },
    rules: enabled,
    ...(settings && { settings: { [NAMESPACE]: settings } }),
  });
  const on = (preset: keyof typeof PRESETS): Linter.Config =>
    create(preset, setAll(getRulesOf(preset), 'error'), PRESETS[preset].settings);
  return {
    recommended: on('recommended'),
    'recommended-type-checked': on('recommended-type-checked'),
    strict: on('strict'),
    'strict-type-checked': on('strict-type-checked'),
    off: create('off', setAll(Object.keys(rules) as RuleName[], 'off')),
  };
}

function getRulesOf(preset: keyof typeof PRESETS): RuleName[] {
  const holds: readonly (RuleDocs['preset'] | undefined)[] = PRESETS[preset].holds;
  return (Object.keys(rules) as RuleName[]).filter((name) => holds.includes(rules[name].meta.docs?.preset));
}

function setAll(names: readonly RuleName[], level: Linter.RuleSeverity): Linter.RulesRecord {
  return Object.fromEntries(names.map((name) => [`${NAMESPACE}/${name}`, level]));
}
