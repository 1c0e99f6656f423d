import { analyze } from '../analysis/analyze.ts';
import { findBlockingChains } from '../analysis/chains.ts';
import type { Wanted } from '../analysis/project/project.ts';
import { findSiblingCalls } from '../analysis/siblings/async-siblings.ts';
import { getPackageTest } from '../analysis/siblings/declared-siblings.ts';
import { MAY_DEFINE_SIBLINGS } from '../analysis/siblings/names.ts';
import { findTypedSibling, getTypes, type TypedAnswer } from '../analysis/siblings/typed-siblings.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest, getOptions } from './options/resolve-options.ts';
import { getNode } from './report-node.ts';
import { getSiblingFix } from './suggestions/awaited-sibling.ts';

type MessageId = 'siblingToAwait' | 'siblingWithCallback' | 'awaitSibling';
type Options = [];

/** Types have told of a sibling already, and any file may call one. */
const ANY_FILE = { words: new Set([/(?:)/]) };
const DEFINES_SIBLINGS = { words: new Set([MAY_DEFINE_SIBLINGS]) };

export default createRule<Options, MessageId>({
  name: 'prefer-async-variant',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require the awaitable form of a function, where it has one, while the program serves',
      preset: 'recommended-type-checked',
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [],
    messages: {
      siblingToAwait: '`{{callee}}()` blocks the event loop until it returns. Await `{{sibling}}()` instead.',
      siblingWithCallback:
        '`{{callee}}()` blocks the event loop until it returns. Use `{{sibling}}()` instead, which takes a callback.',
      awaitSibling: 'Await `{{sibling}}()` instead.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const interest = getInterest(context);
    const types = getTypes(sourceCode);
    const answers = new Map<string, TypedAnswer>();
    return {
      CallExpression(node) {
        if (types) answers.set(node.range.join(), findTypedSibling(types, node));
      },
      'Program:exit'() {
        const hasSibling = [...answers.values()].some((answer) => typeof answer === 'object');
        const wanted = types ? DEFINES_SIBLINGS : getKnowing(context.cwd);
        const analysis = analyze(context, hasSibling ? ANY_FILE : wanted, getContexts(context));
        if (!analysis) return;
        const reported = new Set(findBlockingChains(analysis, interest).map(({ range }) => range.join()));
        for (const { call, sibling } of findSiblingCalls(
          analysis,
          ({ range }) => answers.get(range.join()) ?? 'unknown',
        )) {
          if (reported.has(call.range.join())) continue;
          const node = getNode(sourceCode, call.range);
          const data = { callee: call.text, sibling: getSiblingText(call.text, sibling.name) };
          const fix = sibling.form === 'promise' ? getSiblingFix(sourceCode, node, sibling.name) : undefined;
          context.report({
            node,
            messageId: sibling.form === 'promise' ? 'siblingToAwait' : 'siblingWithCallback',
            data,
            ...(fix && (getOptions(context).fix ? { fix } : { suggest: [{ messageId: 'awaitSibling', data, fix }] })),
          });
        }
      },
    };
  },
});

const knowing = new Map<string, Wanted>();

/** Without types, siblings are functions of the project, and those that its packages declare. */
function getKnowing(cwd: string): Wanted {
  const wanted = knowing.get(cwd) ?? { words: new Set([MAY_DEFINE_SIBLINGS, getPackageTest(cwd)]) };
  knowing.set(cwd, wanted);
  return wanted;
}

/** `model.invoke` → `model.ainvoke` */
function getSiblingText(callee: string, name: string): string {
  return callee.replace(/[\w$#]+$/, () => name);
}
