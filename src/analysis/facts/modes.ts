/** Which branch of a test is none of the program that serves: that of a worker thread, of development, of a test run? */
import type { TSESTree } from '@typescript-eslint/utils';

type Branch = 'consequent' | 'alternate';

export type GetBranch = (test: TSESTree.Node) => Branch | undefined;

/** Where only a worker thread comes: the branch of `if (!isMainThread)`, or the `else` of `if (isMainThread)`. */
export function getWorkerBranch(test: TSESTree.Node): Branch | undefined {
  if (isNot(test)) return turn(getWorkerBranch(test.argument));
  return getName(test) === 'isMainThread' ? 'alternate' : undefined;
}

/** Where only a program comes that is being developed or tested: the branch of `if (isDev)`, the `else` of `if (isProduction)`. */
export function getTrialBranch(test: TSESTree.Node): Branch | undefined {
  if (isNot(test)) return turn(getTrialBranch(test.argument));
  if (test.type === 'LogicalExpression') {
    const sure = test.operator === '&&' ? 'consequent' : 'alternate';
    return [test.left, test.right].some((part) => getTrialBranch(part) === sure) ? sure : undefined;
  }
  if (test.type === 'BinaryExpression') return getBranchOfMode(test);
  const name = getName(test) ?? '';
  if (IS_TRIAL.test(name)) return 'consequent';
  return IS_PRODUCTION.test(name) ? 'alternate' : undefined;
}

/** Whether a text could hold such a test. */
export function mayCheckMode(text: string): boolean {
  return CHECKS.test(text);
}

const CHECKS = /NODE_ENV|__dev__|\bis_?(?:dev|test|prod)/i;

const IS_TRIAL = /^(?:is_?(?:dev|development|test|testing)(?:_?(?:env|environment|mode))?|__(?:dev|test)__)$/i;

const IS_PRODUCTION = /^(?:is_?(?:prod|production)(?:_?(?:env|environment|mode))?|__prod__)$/i;

/** `process.env.NODE_ENV === 'development'` */
function getBranchOfMode({ operator, left, right }: TSESTree.BinaryExpression): Branch | undefined {
  if (getName(left) !== 'NODE_ENV' || right.type !== 'Literal' || typeof right.value !== 'string') return undefined;
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const isTrial = /^(?:dev|development|test|testing)$/.test(right.value);
  if (!isTrial && right.value !== 'production') return undefined;
  return isTrial === operator.startsWith('=') ? 'consequent' : 'alternate';
}

function isNot(test: TSESTree.Node): test is TSESTree.UnaryExpression {
  return test.type === 'UnaryExpression' && test.operator === '!';
}

function turn(branch: Branch | undefined): Branch | undefined {
  return branch && (branch === 'consequent' ? 'alternate' : 'consequent');
}

/** The last name of what is tested: `env.isProduction`, `isDev()`. */
function getName(node: TSESTree.Node): string | undefined {
  if (node.type === 'CallExpression') return getName(node.callee);
  const name = node.type === 'MemberExpression' && !node.computed ? node.property : node;
  return name.type === 'Identifier' ? name.name : undefined;
}
