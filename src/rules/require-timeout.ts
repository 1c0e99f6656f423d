import type { TSESTree } from '@typescript-eslint/utils';
import { analyze } from '../analysis/analyze.ts';
import { type EndlessWait, findEndlessWaits } from '../analysis/timeouts/endless-waits.ts';
import { MAY_LIMIT } from '../analysis/timeouts/limiters.ts';
import { MAY_WAIT_FOR_NETWORK } from '../catalog/network/index.ts';
import { createRule } from './create-rule.ts';
import { getContexts } from './options/resolve-options.ts';
import { getNode } from './report-node.ts';
import { getOptionFix } from './suggestions/pass-option.ts';

type MessageId = 'waitsForever' | 'waitsTooLong' | 'clientWaitsForever' | 'passOption';
type Options = [];

/** Which files count besides those that may block. */
const WAITS = { words: new Set([MAY_WAIT_FOR_NETWORK, MAY_LIMIT]) };

export default createRule<Options, MessageId>({
  name: 'require-timeout',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a timeout for calls that wait for the network while the program serves',
      preset: 'strict',
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      waitsForever:
        '`{{call}}()` waits for as long as the other side likes, but the session of whoever waits ends when its proxy gives up, after 60 s. Pass `{{option}}`.',
      waitsTooLong:
        '`{{call}}()` waits for up to {{seconds}} s, but the session of whoever waits ends when its proxy gives up, after 60 s. Pass `{{option}}`.',
      clientWaitsForever:
        '`{{call}}()` waits for as long as the database likes, but the session of whoever waits ends when its proxy gives up, after 60 s. Create the client with `{{option}}`.',
      passOption: 'Pass `{{option}}`.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    return {
      'Program:exit'() {
        const analysis = analyze(context, WAITS, getContexts(context));
        for (const wait of analysis ? findEndlessWaits(analysis) : []) {
          const { call, at, network, givesUpAfterMs } = wait;
          const node = getNode(sourceCode, at.range);
          if (at === call && !network.module.events && !isWaitedFor(node)) continue;
          const option = network.module.pass;
          const position = network.options === 'client' ? (network.module.client ?? 0) : network.options;
          const fix = getOptionFix(sourceCode, node, position, option);
          context.report({
            node,
            messageId: getMessage(wait),
            data: { call: call.text, option, seconds: String((givesUpAfterMs ?? 0) / 1000) },
            suggest: fix ? [{ messageId: 'passOption', data: { option }, fix }] : [],
          });
        }
      },
    };
  },
});

function getMessage({ network, givesUpAfterMs }: EndlessWait): MessageId {
  if (network.options === 'client') return 'clientWaitsForever';
  return givesUpAfterMs === undefined ? 'waitsForever' : 'waitsTooLong';
}

/** Whether anything goes on with the answer; a statement that only catches errors waits for nothing. */
function isWaitedFor(node: TSESTree.Node): boolean {
  const parent = node.parent;
  if (parent?.type === 'ExpressionStatement') return false;
  if (parent?.type === 'UnaryExpression') return parent.operator !== 'void';
  if (parent?.type === 'ChainExpression') return isWaitedFor(parent);
  if (parent?.type !== 'MemberExpression' || parent.object !== node || parent.property.type !== 'Identifier')
    return true;
  const call = parent.parent;
  const catches = ['catch', 'finally'].includes(parent.property.name) && call.type === 'CallExpression';
  return !catches || isWaitedFor(call);
}
