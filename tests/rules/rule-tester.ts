/** Runs the same cases under every ESLint that the plugin supports. */
import tsParser from '@typescript-eslint/parser';
import { type Rule, RuleTester as RuleTester10 } from 'eslint';
import { RuleTester as RuleTester9 } from 'eslint9';
import { afterAll, describe, it } from 'vitest';

interface Cases {
  readonly valid: readonly RuleTester10.ValidTestCase[];
  readonly invalid: readonly RuleTester10.InvalidTestCase[];
}

/** Cases whose file name ends in `.ts` are TypeScript, those in `.cjs` CommonJS; all others are ES modules. */
export function testRule(name: string, rule: unknown, cases: Cases): void {
  for (const [version, RuleTester] of [
    ['ESLint 10', RuleTester10],
    ['ESLint 9', RuleTester9 as typeof RuleTester10],
  ] as const) {
    Object.assign(RuleTester, { describe, it, itOnly: it.only, itSkip: it.skip, afterAll });
    describe(version, () => {
      new RuleTester().run(name, rule as Rule.RuleModule, {
        valid: cases.valid.map(withLanguage),
        invalid: cases.invalid.map(withLanguage),
      });
    });
  }
}

function withLanguage<T extends RuleTester10.ValidTestCase>(testCase: T): T {
  const { filename = 'file.js', languageOptions } = testCase;
  const isCommonJs = filename.endsWith('.cjs');
  return {
    ...testCase,
    filename,
    languageOptions: {
      sourceType: isCommonJs ? 'commonjs' : 'module',
      ...(/tsx?$/.test(filename) && { parser: tsParser }),
      ...languageOptions,
    },
  };
}
