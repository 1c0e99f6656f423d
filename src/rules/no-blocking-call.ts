import { analyze } from '../analysis/analyze.ts';
import { findBlockingCalls } from '../analysis/blocking-calls.ts';
import { findHiddenCalls } from '../analysis/chains.ts';
import { getCure } from '../catalog/define.ts';
import { createRule } from './create-rule.ts';
import { getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';
import { createProposals, SUGGESTIONS } from './suggestions/propose.ts';

type MessageId = 'blockingCall' | 'blockingCallBecause' | keyof typeof SUGGESTIONS;
type Options = [SharedOptions?];

export default createRule<Options, MessageId>({
  name: 'no-blocking-call',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow calls that block the event loop while the program serves',
      preset: 'recommended',
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [{ type: 'object', properties: SHARED_PROPERTIES, additionalProperties: false }],
    messages: {
      blockingCall: '`{{name}}` blocks the event loop. {{cure}}',
      blockingCallBecause: '`{{name}}` blocks the event loop: {{reason}}. {{cure}}',
      ...SUGGESTIONS,
    },
  },
  create(context) {
    const interest = getInterest(context);
    return {
      'Program:exit'() {
        const analysis = analyze(context, interest.words);
        if (!analysis) return;
        const propose = createProposals(context, analysis, interest);
        for (const found of [...findBlockingCalls(analysis, interest), ...findHiddenCalls(analysis, interest)]) {
          const { name, reason } = found.api;
          context.report({
            node: getNode(context.sourceCode, found.range),
            messageId: reason === undefined ? 'blockingCall' : 'blockingCallBecause',
            data: { name, reason, cure: getCure(found.api) },
            ...propose(found),
          });
        }
      },
    };
  },
});
