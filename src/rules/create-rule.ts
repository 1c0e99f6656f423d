import { RuleCreator } from '@typescript-eslint/utils/eslint-utils';
import { getRuleUrl } from '../links.ts';

export interface RuleDocs {
  /** Whether the preset `recommended` turns the rule on; `strict` has every rule. */
  readonly recommended: boolean;
}

/** Makes a rule whose documentation is the page of the same name. */
export const createRule = RuleCreator<RuleDocs>(getRuleUrl);
