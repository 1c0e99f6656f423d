/** What a report offers: a suggestion for its own call or, with the option `fix`, a fix for the whole file. */
import path from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import type { BlockingCall, Interest } from '../../analysis/blocking-calls.ts';
import type { BlockingChain } from '../../analysis/chains.ts';
import { getRewrite } from '../../catalog/severity.ts';
import { type Context, getOptions } from '../options/resolve-options.ts';
import { getNode } from '../report-node.ts';
import { awaitNode, getAwaiting } from './await-position.ts';
import type { Place } from './become-async.ts';
import { type Caller, createChange } from './change.ts';
import { getKey, type Migration, planMigration } from './migration.ts';

type MessageId = keyof typeof SUGGESTIONS;

export const SUGGESTIONS = {
  awaitInstead: 'Await `{{callee}}` instead.',
  becomeAsync: 'Await `{{callee}}` instead, and make {{functions}} async.',
  becomeAsyncForCallers:
    'Await `{{callee}}` instead, and make {{functions}} async. Callers elsewhere have to await that: {{callers}}.',
  awaitAhead: 'Await it, so that `{{name}}` ({{place}}) can become async.',
} as const;

interface Offer {
  readonly fix?: TSESLint.ReportFixFunction;
  readonly suggest?: TSESLint.ReportSuggestionArray<MessageId>;
}

export interface Proposals {
  forCall(found: BlockingCall): Offer;
  forChain(found: BlockingChain): Offer;
  /** With the option `fix`: calls that change now, although none of them is a problem where it stands. */
  readonly dueCalls: readonly BlockingCall[];
  readonly dueChains: readonly BlockingChain[];
}

/**
 * With the option `fix`, each report carries the same fix, which makes all changes of the file at once. Fixes that
 * each bring their own import would overlap, and ESLint gives up after ten passes; fixes that rely on the import of
 * another one would break the file when that one is not applied.
 */
export function createProposals(context: Context, analysis: FileAnalysis, interest: Interest): Proposals {
  const place: Place = { analysis, sourceCode: context.sourceCode, cwd: context.cwd };
  if (getOptions(context).fix) return createFixes(analysis, getMigration(place, interest));
  return {
    forCall: (found) => suggest(place, found),
    forChain: (found) => {
      const end = getEnd(analysis, found);
      return end ? suggest(place, end) : suggestAhead(place, found);
    },
    dueCalls: [],
    dueChains: [],
  };
}

const migrations = new WeakMap<FileAnalysis, Map<string, Migration>>();

/** Two rules ask for the same. */
function getMigration(place: Place, interest: Interest): Migration {
  let own = migrations.get(place.analysis);
  if (!own) migrations.set(place.analysis, (own = new Map<string, Migration>()));
  let migration = own.get(interest.key);
  if (!migration) own.set(interest.key, (migration = planMigration(place, interest)));
  return migration;
}

function createFixes(analysis: FileAnalysis, migration: Migration): Proposals {
  const { change, rewritten, awaited, dueCalls, dueChains } = migration;
  const offer = (isPart: boolean): Offer => (change && isPart ? { fix: (fixer) => change.fix(fixer) } : {});
  return {
    forCall: ({ call }) => offer(rewritten.has(call)),
    forChain: (found) => offer(awaited.has(getKey(found)) || rewritten.has(getEnd(analysis, found)?.call)),
    dueCalls,
    dueChains,
  };
}

/** The call at which a chain ends, where that stands in the linted file. */
function getEnd({ facts }: FileAnalysis, { end }: BlockingChain): BlockingCall | undefined {
  return end && facts.calls.includes(end.call) ? end : undefined;
}

function suggest(place: Place, found: BlockingCall): Offer {
  const change = createChange(place, [found], 'project');
  if (!change) return {};
  const { callee, functions, callers } = change;
  const others = callers.length > 0 ? 'becomeAsyncForCallers' : 'becomeAsync';
  const data = { callee, functions: functions.join(', '), callers: describeCallers(place, callers) };
  const messageId = functions.length === 0 ? 'awaitInstead' : others;
  return { suggest: [{ messageId, data, fix: (fixer) => change.fix(fixer) }] };
}

function describeCallers({ cwd }: Place, callers: readonly Caller[]): string {
  const shown = callers.slice(0, MAX_CALLERS).map((caller) => describePlace(cwd, caller));
  const more = callers.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

const MAX_CALLERS = 5;

export function describePlace(cwd: string, { path: file, line }: Caller): string {
  return `${path.relative(cwd, file).replaceAll('\\', '/')}:${line}`;
}

/** The first step where the blocking call stands in another file: what is not async yet may be awaited as well. */
function suggestAhead({ sourceCode, cwd }: Place, { call, range, end, links }: BlockingChain): Offer {
  const [first] = links;
  const node = getNode(sourceCode, range);
  const isRewritable =
    end &&
    getRewrite(
      end.api,
      end.call.arguments.map(({ view }) => view),
    ) !== undefined;
  if (!first || !isRewritable || range !== call.range || call.trigger !== 'call' || node.type !== 'CallExpression')
    return {};
  const isFree = !node.optional && !['ChainExpression', 'AwaitExpression'].includes(node.parent.type);
  const toAwaited = isFree && getAwaiting(node)?.async ? awaitNode(sourceCode, node) : undefined;
  if (!toAwaited) return {};
  const data = { name: first.name, place: describePlace(cwd, first) };
  return { suggest: [{ messageId: 'awaitAhead', data, fix: toAwaited }] };
}
