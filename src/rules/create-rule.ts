import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { getRuleUrl } from '../links.ts';
import { withCache } from './cache/cache.ts';

export interface RuleDocs {
  /**
   * The preset that turns the rule on, and with it each preset that holds more: both `strict` and
   * `recommended-type-checked` hold all of `recommended`, and `strict-type-checked` holds every rule.
   */
  readonly preset: 'recommended' | 'recommended-type-checked' | 'strict';
}

const createDocumented = RuleCreator<RuleDocs>(getRuleUrl);

/** Makes a rule whose documentation is the page of the same name, and whose reports are remembered. */
export const createRule: typeof createDocumented = (rule) => {
  const made = createDocumented(rule);
  return { ...made, create: withCache(rule.name, (context) => made.create(context)) };
};
