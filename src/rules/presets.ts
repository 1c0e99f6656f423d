/** The presets: which rules each turns on, and from which severity they report. */
import type { ESLint, Linter } from 'eslint';
import { rules } from './index.ts';
import type { SharedOptions } from './options/shared-options.ts';

export type PresetName = 'recommended' | 'strict' | 'off';

type RuleName = keyof typeof rules;

const NAMESPACE = 'unblocked';

export function createConfigs(plugin: ESLint.Plugin): Record<PresetName, Linter.Config> {
  const names = Object.keys(rules) as RuleName[];
  const recommended = names.filter((name) => rules[name].meta.docs?.recommended);
  const create = (
    preset: PresetName,
    level: Linter.RuleSeverity,
    enabled: readonly RuleName[],
    settings?: SharedOptions,
  ): Linter.Config => ({
    name: `${NAMESPACE}/${preset}`,
    plugins: { [NAMESPACE]: plugin },
    rules: Object.fromEntries(enabled.map((name) => [`${NAMESPACE}/${name}`, level])),
    ...(settings && { settings: { [NAMESPACE]: settings } }),
  });
  return {
    recommended: create('recommended', 'error', recommended, { minSeverity: 'medium' }),
    strict: create('strict', 'error', names, { minSeverity: 'low' }),
    off: create('off', 'off', names),
  };
}
