import { analyze, type FileAnalysis } from '../analysis/analyze.ts';
import type { CallFact } from '../analysis/facts/types.ts';
import { findOwnedCalls } from '../analysis/owned-calls.ts';
import { isUnbounded, isWritten } from '../analysis/unbounded.ts';
import { type BlockingApi, getCure } from '../catalog/define.ts';
import { getOwnedPattern } from '../catalog/names.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';

type MessageId = 'largeWork' | 'largeWorkBecause';
type Options = [Pick<SharedOptions, 'allow' | 'minSeverity'>?];

const { allow, minSeverity } = SHARED_PROPERTIES;
const PROPERTIES = { allow, minSeverity };

/** Which files count besides those that may block. */
const COMPUTES = new Set([getOwnedPattern('no-large-sync-work')]);

export default createRule<Options, MessageId>({
  name: 'no-large-sync-work',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'Disallow computations on the event loop that take the longer, the larger their input is',
      preset: 'strict',
    },
    schema: [{ type: 'object', properties: PROPERTIES, additionalProperties: false }],
    messages: {
      largeWork: '`{{name}}` blocks the event loop for as long as its input is large. {{cure}}',
      largeWorkBecause: '`{{name}}` blocks the event loop for as long as its input is large: it {{reason}}. {{cure}}',
    },
  },
  create(context) {
    const interest = getInterest(context, 'no-large-sync-work');
    return {
      'Program:exit'() {
        const analysis = analyze(context, COMPUTES, getContexts(context));
        if (!analysis) return;
        for (const { api, call, range } of findOwnedCalls(analysis, interest)) {
          if (!mayTakeLong(analysis, api, call)) continue;
          const { name, reason } = api;
          context.report({
            node: getNode(context.sourceCode, range),
            messageId: reason === undefined ? 'largeWork' : 'largeWorkBecause',
            data: { name, reason, cure: getCure(api) },
          });
        }
      },
    };
  },
});

/** Whether the input is known to have no bound; for what is large by its nature, whether it is not known to be small. */
function mayTakeLong(analysis: FileAnalysis, { input }: BlockingApi, call: CallFact): boolean {
  const argument = call.arguments[input ?? 0];
  if (!argument) return true;
  return input === undefined ? !isWritten(analysis, argument.value) : isUnbounded(analysis, argument.value);
}
