/** What a report offers: a suggestion for its own call or, with the option `fix`, a fix for the whole file. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import { type BlockingCall, findBlockingCalls, type Interest } from '../../analysis/blocking-calls.ts';
import { type BlockingChain, findBlockingChains, findHiddenCalls } from '../../analysis/chains.ts';
import { readDirectives } from '../../analysis/facts/directives.ts';
import { type Context, getOptions } from '../options/resolve-options.ts';
import type { Place } from './become-async.ts';
import { createChange } from './change.ts';

type MessageId = 'awaitInstead' | 'becomeAsync';

export const SUGGESTIONS: Readonly<Record<MessageId, string>> = {
  awaitInstead: 'Await `{{callee}}` instead.',
  becomeAsync: 'Await `{{callee}}` instead, and make {{functions}} async.',
};

interface Offer {
  readonly fix?: TSESLint.ReportFixFunction;
  readonly suggest?: TSESLint.ReportSuggestionArray<MessageId>;
}

/**
 * With the option `fix`, each report carries the same fix, which rewrites all calls of the file at once. Fixes that
 * each bring their own import would overlap, and ESLint gives up after ten passes; fixes that rely on the import of
 * another one would break the file when that one is not applied.
 */
export function createProposals(
  context: Context,
  analysis: FileAnalysis,
  interest: Interest,
): (found: BlockingCall) => Offer {
  const place: Place = { analysis, sourceCode: context.sourceCode, cwd: context.cwd };
  if (!getOptions(context).fix) return (found) => suggest(place, found);
  const change = createChange(place, findFixable(place, interest));
  const fixed = new Set(change?.calls.map(({ call }) => call));
  return ({ call }) => (change && fixed.has(call) ? { fix: (fixer) => change.fix(fixer) } : {});
}

/** The call at which a chain ends, where that stands in the linted file. */
export function getEnd({ facts }: FileAnalysis, { end }: BlockingChain): BlockingCall | undefined {
  return end && facts.calls.includes(end.call) ? end : undefined;
}

function suggest(place: Place, found: BlockingCall): Offer {
  const change = createChange(place, [found]);
  if (!change) return {};
  const { callee, functions } = change;
  const messageId = functions.length === 0 ? 'awaitInstead' : 'becomeAsync';
  return {
    suggest: [{ messageId, data: { callee, functions: functions.join(', ') }, fix: (fixer) => change.fix(fixer) }],
  };
}

/** All blocking calls of the file that any report leads to, but those that a directive keeps as they are. */
function findFixable({ analysis, sourceCode }: Place, interest: Interest): BlockingCall[] {
  const directives = readDirectives(sourceCode.getAllComments());
  const found = [
    ...findBlockingCalls(analysis, interest),
    ...findHiddenCalls(analysis, interest),
    ...findBlockingChains(analysis, interest).flatMap((chain) => getEnd(analysis, chain) ?? []),
  ];
  const byCall = new Map(found.map((one) => [one.call, one]));
  return [...byCall.values()].filter(({ call }) => !directives.isSilenced(call.line));
}
