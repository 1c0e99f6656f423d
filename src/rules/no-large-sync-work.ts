import { analyze, type FileAnalysis } from '../analysis/analyze.ts';
import { hasCheckedSize } from '../analysis/checked-sizes.ts';
import type { CallFact } from '../analysis/facts/types.ts';
import { findOwnedCalls } from '../analysis/owned-calls.ts';
import { isPassedIn, isUnbounded, isWritten } from '../analysis/unbounded.ts';
import { type BlockingApi, getCure, type Origin } from '../catalog/define.ts';
import { getOwnedPattern } from '../catalog/names.ts';
import { createRule } from './create-rule.ts';
import { getContexts, getInterest } from './options/resolve-options.ts';
import { SHARED_PROPERTIES, type SharedOptions } from './options/shared-options.ts';
import { getNode } from './report-node.ts';

type MessageId = 'largeWork' | 'largeWorkBecause';
type Options = [Pick<SharedOptions, 'allow' | 'minSeverity'>?];

const { allow, minSeverity } = SHARED_PROPERTIES;
const PROPERTIES = { allow, minSeverity };

const ORIGINS: readonly Origin[] = ['file', 'answer', 'received'];

/** Which files count besides those that may block. */
const COMPUTES = { words: new Set([getOwnedPattern('no-large-sync-work')]) };

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
      largeWork: '`{{name}}` blocks the event loop for longer, the larger its input is. {{cure}}',
      largeWorkBecause: '`{{name}}` blocks the event loop for longer, the larger its input is: it {{reason}}. {{cure}}',
    },
  },
  create(context) {
    const interest = getInterest(context, 'no-large-sync-work');
    return {
      'Program:exit'() {
        const analysis = analyze(context, COMPUTES, getContexts(context));
        if (!analysis) return;
        for (const { api, call, range } of findOwnedCalls(analysis, interest)) {
          const origins = ORIGINS.filter((origin) => {
            const severity = api.origins?.[origin];
            return severity === undefined || interest.isRelevant(api, severity, call);
          });
          if (!mayTakeLong(analysis, api, call, origins) || isFedInParts(analysis, call)) continue;
          const { name, reason } = api;
          const node = getNode(context.sourceCode, range);
          const input = call.arguments[api.input ?? 0];
          if (input && hasCheckedSize(analysis.files.linted, node, getNode(context.sourceCode, input.range))) continue;
          context.report({
            node,
            messageId: reason === undefined ? 'largeWork' : 'largeWorkBecause',
            data: { name, reason, cure: getCure(api) },
          });
        }
      },
    };
  },
});

/** Whether the input is known to have no bound; for what is large by its nature, whether it is not known to be small. */
function mayTakeLong(
  analysis: FileAnalysis,
  { input, passed, origins: severities }: BlockingApi,
  call: CallFact,
  origins: readonly Origin[],
): boolean {
  const argument = call.arguments[input ?? 0];
  if (!argument) return true;
  const { value } = argument;
  // A part of what a parser has been through already is small by far.
  const isLarge = (): boolean => isUnbounded(analysis, value, origins, severities?.received !== 'low');
  if (passed) return isPassedIn(analysis, value) || isLarge();
  return input === undefined ? !isWritten(analysis, value) : isLarge();
}

/** `hash.update(chunk)` in a listener: what was made outside of it gets one part after another, each of them small. */
function isFedInParts(analysis: FileAnalysis, { callee, function: owner }: CallFact): boolean {
  if (callee.kind !== 'member' || callee.name !== 'update') return false;
  return analysis.resolve(callee.of).some((target) => {
    const made = target.kind === 'api' ? target.made : undefined;
    return made !== undefined && (made.file !== analysis.facts || made.call.function !== owner);
  });
}
