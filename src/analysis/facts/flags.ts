/** Is this call made only if its function is told to? `if (sync) fs.readFileSync(…)`, `sync && read()`. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Draft } from './draft.ts';
import { isFunction } from './names.ts';

/** The place of the parameter that its function must be given for the call to be made. */
export function getFlag({ file: { text } }: Draft, node: TSESTree.Node): number | undefined {
  const names: string[] = [];
  let inner = node;
  for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if (isFunction(outer)) return names.length > 0 ? findFlag(outer, names, text) : undefined;
    if (outer.type === 'IfStatement' || outer.type === 'ConditionalExpression') {
      if (inner === outer.consequent) names.push(...getTested(outer.test));
    } else if (outer.type === 'LogicalExpression' && outer.operator === '&&' && inner === outer.right) {
      names.push(...getTested(outer.left));
    }
  }
  return undefined;
}

/** The names that all must hold. */
function getTested(test: TSESTree.Node): string[] {
  if (test.type === 'Identifier') return [test.name];
  const isAnd = test.type === 'LogicalExpression' && test.operator === '&&';
  return isAnd ? [...getTested(test.left), ...getTested(test.right)] : [];
}

function findFlag(fact: TSESTree.FunctionLike, names: readonly string[], text: string): number | undefined {
  const index = fact.params.findIndex((parameter) => names.includes(getOffName(parameter) ?? ''));
  const name = fact.params[index] && getOffName(fact.params[index]);
  if (name === undefined) return undefined;
  const [, end] = fact.params.at(-1)?.range ?? fact.range;
  // What is written to may hold, whatever it is given.
  const isWritten = new RegExp(String.raw`(?<![\w$.])${name.replaceAll('$', String.raw`\$`)}\s*[|&?]*=(?![=>])`);
  return isWritten.test(text.slice(end, fact.range[1])) ? undefined : index;
}

/** The name of a parameter that does not hold unless it is given. */
function getOffName(parameter: TSESTree.Parameter): string | undefined {
  if (parameter.type === 'Identifier') return parameter.name;
  if (parameter.type !== 'AssignmentPattern' || parameter.left.type !== 'Identifier') return undefined;
  const isOff = parameter.right.type === 'Literal' && parameter.right.value === false;
  return isOff ? parameter.left.name : undefined;
}
