import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { getRuleUrl } from '../links.ts';

export interface RuleDocs {
  /**
   * The preset that turns the rule on, and with it each preset that holds more: both `strict` and
   * `recommended-type-checked` hold all of `recommended`, and `strict-type-checked` holds every rule.
   */
  readonly preset: 'recommended' | 'recommended-type-checked' | 'strict';
}

/** Makes a rule whose documentation is the page of the same name. */
export const createRule = RuleCreator<RuleDocs>(getRuleUrl);
