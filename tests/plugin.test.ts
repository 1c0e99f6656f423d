import { access, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import pkg from '../package.json' with { type: 'json' };
import plugin from '../src/index.ts';
import { rules } from '../src/rules/index.ts';

const names = Object.keys(rules) as (keyof typeof rules)[];

describe('the plugin', () => {
  it('says its name and version', () => {
    expect(plugin.meta).toEqual({ name: 'unblocked', version: pkg.version, namespace: 'unblocked' });
  });

  it('has a rule for every file in src/rules that is one', async () => {
    const files = await readdir(new URL('../src/rules', import.meta.url));
    const shared = ['create-rule.ts', 'index.ts', 'presets.ts', 'report-node.ts'];
    const own = files.filter((file) => file.endsWith('.ts') && !shared.includes(file));
    expect(own.map((file) => file.replace('.ts', '')).toSorted()).toEqual(names.toSorted());
  });

  it('names its presets, and turns on in them only rules that it has', () => {
    for (const [preset, config] of Object.entries(plugin.configs)) {
      expect(config.name).toBe(`unblocked/${preset}`);
      expect(Object.keys(config.rules ?? {}).every((rule) => names.some((name) => rule === `unblocked/${name}`))).toBe(
        true,
      );
    }
  });

  it('turns on in each preset all that a milder one does', () => {
    const rulesOf = (preset: keyof typeof plugin.configs) => Object.keys(plugin.configs[preset].rules ?? {});
    expect(rulesOf('recommended-type-checked')).toEqual(expect.arrayContaining(rulesOf('recommended')));
    expect(rulesOf('strict')).toEqual(expect.arrayContaining(rulesOf('recommended')));
    const strictest = rulesOf('strict-type-checked');
    expect(strictest).toEqual(expect.arrayContaining([...rulesOf('recommended-type-checked'), ...rulesOf('strict')]));
    expect(strictest.toSorted()).toEqual(rulesOf('off').toSorted());
  });

  it('sets no rule options in presets, so that settings hold everywhere', () => {
    const levels = Object.values(plugin.configs).flatMap((config) => Object.values(config.rules ?? {}));
    expect(levels.every((level) => typeof level === 'string')).toBe(true);
  });

  describe.each(names)('%s', (name) => {
    const { meta } = rules[name];

    it('links to its page, which is there', async () => {
      expect(meta.docs?.url).toBe(`${pkg.homepage}/blob/main/docs/rules/${name}.md`);
      await access(new URL(`../docs/rules/${name}.md`, import.meta.url));
    });

    it('describes itself as a rule, without a full stop', () => {
      expect(meta.docs?.description).toMatch(/^(?:Disallow|Enforce|Require) .*[^.]$/);
    });

    it('has messages that state the fault and the cure, not a wish', () => {
      expect(Object.values(meta.messages).join(' ')).not.toMatch(/\b(?:please|should)\b/i);
    });
  });
});
