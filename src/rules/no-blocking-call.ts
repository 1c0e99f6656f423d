import { analyze } from '../analysis/analyze.ts';
import { type BlockingCall, findBlockingCalls } from '../analysis/blocking-calls.ts';
import { mayBlock } from '../analysis/may-block.ts';
import { getCure, isAtLeast } from '../catalog/define.ts';
import { createRule } from './create-rule.ts';
import { type ResolvedOptions, resolveOptions } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getAwaitedForm } from './suggestions/awaited-form.ts';

type MessageId = 'blockingCall' | 'blockingCallBecause' | 'awaitInstead';
type Options = [SharedOptions?];

const OWNER = 'no-blocking-call';

export default createRule<Options, MessageId>({
  name: OWNER,
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow calls that block the event loop while the program serves',
      recommended: true,
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
    const options = resolveOptions(context);
    const { sourceCode } = context;
    if (!mayBlock(sourceCode.text, OWNER, options.addedNames)) return {};
    return {
      'Program:exit'() {
        const analysis = analyze(context.filename, sourceCode);
        if (!analysis) return;
        for (const found of findBlockingCalls(analysis, options.findApi)) {
          if (!isReported(found, options)) continue;
          const { api, node } = found;
          const { name, reason } = api;
          const form = getAwaitedForm(analysis, sourceCode, found);
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

function isReported({ api, severity, call }: BlockingCall, options: ResolvedOptions): boolean {
  if (api.owner !== OWNER || !isAtLeast(severity, options.minSeverity)) return false;
  return !options.isAllowed(api) && !(options.allowLazyInit && call.lazyInit);
}
