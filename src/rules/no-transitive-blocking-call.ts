import { analyze } from '../analysis/analyze.ts';
import { type BlockingChain, findBlockingChains } from '../analysis/chains.ts';
import { findDeferral } from '../analysis/deferrals.ts';
import { getCure } from '../catalog/define.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';
import { describeChain } from './suggestions/describe.ts';
import { createProposals, SUGGESTIONS } from './suggestions/propose.ts';

type MessageId = 'blockingChain' | 'deferredChain' | 'becomesAsync' | keyof typeof SUGGESTIONS;
type Options = [SharedOptions?];

export default createRule<Options, MessageId>({
  name: 'no-transitive-blocking-call',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow calls of functions that block the event loop inside, across files',
      preset: 'recommended',
    },
    fixable: 'code',
    hasSuggestions: true,
    schema: [{ type: 'object', properties: SHARED_PROPERTIES, additionalProperties: false }],
    messages: {
      blockingChain: '`{{callee}}()` blocks the event loop: {{chain}}. {{cure}}',
      deferredChain:
        '`{{callee}}()` blocks the event loop, and `{{wrapper}}` does not move it to another thread: {{chain}}. {{cure}}',
      becomesAsync:
        '`{{callee}}()` is to become async, since it blocks the event loop while the program serves: {{chain}}. Await it here first.',
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
        for (const found of findBlockingChains(analysis, interest)) {
          const isPassed = found.range !== found.call.range;
          const wrapper = findDeferral(analysis, found.call, isPassed);
          const [first] = found.links;
          context.report({
            node: getNode(context.sourceCode, found.range),
            messageId: wrapper === undefined ? 'blockingChain' : 'deferredChain',
            data: {
              callee: isPassed && first && wrapper !== undefined ? first.name : found.call.text,
              wrapper,
              chain: describeChain(found, context.cwd),
              cure: getCureOf(found) + proposals.explainChain(found),
            },
            ...proposals.forChain(found),
          });
        }
        for (const found of proposals.dueChains) {
          context.report({
            node: getNode(context.sourceCode, found.range),
            messageId: 'becomesAsync',
            data: { callee: found.call.text, chain: describeChain(found, context.cwd) },
            ...proposals.forChain(found),
          });
        }
      },
    };
  },
});

function getCureOf({ api }: BlockingChain): string {
  return api ? getCure(api) : 'It is declared `@blocking`.';
}
