/** What a report offers: a suggestion for its own call or, with the option `fix`, a fix for the whole file. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../../analysis/analyze.ts';
import type { BlockingCall, Interest } from '../../analysis/blocking-calls.ts';
import type { BlockingChain } from '../../analysis/chains.ts';
import { getRewrite } from '../../catalog/severity.ts';
import { type Context, getOptions } from '../options/resolve-options.ts';
import { getNode } from '../report-node.ts';
import { awaitNode, getAwaiting } from './await-position.ts';
import type { Place } from './become-async.ts';
import { createChange } from './change.ts';
import { describeSpot, describeSpots } from './describe.ts';
import { explainCall, explainChain } from './explain.ts';
import { getKey, type Migration, planMigration } from './migration.ts';
import { describeObstacle, type Obstacle } from './obstacles.ts';

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
  /** With the option `fix`: what keeps a call or a chain from being fixed, as a sentence behind a space; else nothing. */
  explainCall(found: BlockingCall): string;
  explainChain(found: BlockingChain): string;
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
  if (getOptions(context).fix) return createFixes(place, getMigration(place, interest));
  return {
    forCall: (found) => suggest(place, found),
    forChain: (found) => {
      const end = getEnd(analysis, found);
      return end ? suggest(place, end) : suggestAhead(place, found);
    },
    explainCall: () => '',
    explainChain: () => '',
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

function createFixes(place: Place, migration: Migration): Proposals {
  const { analysis, cwd } = place;
  const { change, rewritten, awaited, dueCalls, dueChains } = migration;
  const isFixed = ({ call }: BlockingCall): boolean => change !== undefined && rewritten.has(call);
  const isChainFixed = (found: BlockingChain): boolean => {
    const end = getEnd(analysis, found);
    return change !== undefined && (awaited.has(getKey(found)) || (end !== undefined && isFixed(end)));
  };
  const offer = (isPart: boolean): Offer => (change && isPart ? { fix: (fixer) => change.fix(fixer) } : {});
  const describe = (obstacle: Obstacle | undefined): string => (obstacle ? ` ${describeObstacle(cwd, obstacle)}` : '');
  return {
    forCall: (found) => offer(isFixed(found)),
    forChain: (found) => offer(isChainFixed(found)),
    explainCall: (found) => (isFixed(found) ? '' : describe(explainCall(place, found, analysis.facts.path))),
    explainChain: (found) => (isChainFixed(found) ? '' : describe(explainChain(place, found))),
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
  const data = { callee, functions: functions.join(', '), callers: describeSpots(place.cwd, callers) };
  const messageId = functions.length === 0 ? 'awaitInstead' : others;
  return { suggest: [{ messageId, data, fix: (fixer) => change.fix(fixer) }] };
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
  const data = { name: first.name, place: describeSpot(cwd, first) };
  return { suggest: [{ messageId: 'awaitAhead', data, fix: toAwaited }] };
}
