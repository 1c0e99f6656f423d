import type { ESLint, Linter } from 'eslint';
import pkg from '../package.json' with { type: 'json' };
import { createConfigs, type PresetName } from './rules/presets.ts';
import { rules } from './rules/index.ts';

interface Plugin extends ESLint.Plugin {
  /** Presets for flat config: `export default [unblocked.configs.recommended]`. */
  readonly configs: Readonly<Record<PresetName, Linter.Config>>;
}

/** The rules as ESLint's own types see them: the plugin's types must not need typescript-eslint's. */
const base = {
  meta: { name: pkg.name, version: pkg.version, namespace: pkg.name },
  rules: rules as unknown as NonNullable<ESLint.Plugin['rules']>,
};

const plugin: Plugin = Object.assign(base, { configs: createConfigs(base) });

export default plugin;
