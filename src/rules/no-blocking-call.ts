import { analyze } from '../analysis/analyze.ts';
import { findBlockingCalls } from '../analysis/blocking-calls.ts';
import { findHiddenCalls } from '../analysis/chains.ts';
import { getCure } from '../catalog/define.ts';
import { createRule } from './create-rule.ts';
import { getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';
import { getAwaitedForm } from './suggestions/awaited-form.ts';

type MessageId = 'blockingCall' | 'blockingCallBecause' | 'awaitInstead';
type Options = [SharedOptions?];

export default createRule<Options, MessageId>({
  name: 'no-blocking-call',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow calls that block the event loop while the program serves',
      preset: 'recommended',
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: SHARED_PROPERTIES, additionalProperties: false }],
    messages: {
      blockingCall: '`{{name}}` blocks the event loop. {{cure}}',
      blockingCallBecause: '`{{name}}` blocks the event loop: {{reason}}. {{cure}}',
      awaitInstead: 'Await `{{callee}}` instead.',
    },
  },
  create(context) {
    const interest = getInterest(context);
    const { sourceCode } = context;
    return {
      'Program:exit'() {
        const analysis = analyze(context, interest.words);
        if (!analysis) return;
        for (const { api, call, range } of [
          ...findBlockingCalls(analysis, interest),
          ...findHiddenCalls(analysis, interest),
        ]) {
          const node = getNode(sourceCode, range);
          const { name, reason } = api;
          const form = getAwaitedForm(analysis, sourceCode, node, api, call);
          context.report({
            node,
            messageId: reason === undefined ? 'blockingCall' : 'blockingCallBecause',
            data: { name, reason, cure: getCure(api) },
            suggest: form
              ? [{ messageId: 'awaitInstead', data: { callee: form.callee }, fix: (fixer) => form.fix(fixer) }]
              : [],
          });
        }
      },
    };
  },
});
