import { analyze } from '../analysis/analyze.ts';
import { findBlockingCalls } from '../analysis/blocking-calls.ts';
import { findHiddenCalls } from '../analysis/chains.ts';
import { findDeferral } from '../analysis/deferrals.ts';
import { getCure } from '../catalog/define.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';
import { createProposals, SUGGESTIONS } from './suggestions/propose.ts';

type MessageId =
  'blockingCall' | 'blockingCallBecause' | 'deferredCall' | 'deferredCallBecause' | keyof typeof SUGGESTIONS;
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
      deferredCall: '`{{name}}` blocks the event loop, and `{{wrapper}}` does not move it to another thread. {{cure}}',
      deferredCallBecause:
        '`{{name}}` blocks the event loop, and `{{wrapper}}` does not move it to another thread: {{reason}}. {{cure}}',
      ...SUGGESTIONS,
    },
  },
  create(context) {
    const interest = getInterest(context);
    return {
      'Program:exit'() {
        const analysis = analyze(context, interest, getContexts(context));
        if (!analysis) return;
        const proposals = createProposals(context, analysis, interest);
        const reported = [...findBlockingCalls(analysis, interest), ...findHiddenCalls(analysis, interest)];
        for (const found of [...reported, ...proposals.dueCalls]) {
          const { name, reason } = found.api;
          const wrapper = findDeferral(analysis, found.call, found.range !== found.call.range);
          context.report({
            node: getNode(context.sourceCode, found.range),
            messageId: getMessageId(wrapper, reason),
            data: { name, wrapper, reason, cure: getCure(found.api) + proposals.explainCall(found) },
            ...proposals.forCall(found),
          });
        }
      },
    };
  },
});

function getMessageId(wrapper: string | undefined, reason: string | undefined): MessageId {
  if (wrapper === undefined) return reason === undefined ? 'blockingCall' : 'blockingCallBecause';
  return reason === undefined ? 'deferredCall' : 'deferredCallBecause';
}
