/** One change of a file that moves blocking calls off the loop: complete, so that the file works before and after it. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { BlockingCall } from '../../analysis/blocking-calls.ts';
import type { ParsedFile } from '../../analysis/facts/draft.ts';
import { awaitNode } from './await-position.ts';
import { type AsyncChange, type Extent, makeAsync, type Place, planAsync } from './become-async.ts';
import { type AwaitedForm, getAwaitedForm } from './awaited-form.ts';
import { describeFunction, getSpot, type Spot } from './describe.ts';
import { closeGuard, indentGuarded, openGuard } from './guarded-handlers.ts';
import { createImports } from './imports.ts';

export interface Change {
  /** What is called instead, of the first call; undefined where none is rewritten. */
  readonly callee: string | undefined;
  /** The functions of the file that become async, as a message names them. */
  readonly functions: readonly string[];
  /** The calls in other files that have to be awaited then. */
  readonly callers: readonly Spot[];
  /** The calls that are rewritten. */
  readonly calls: readonly BlockingCall[];
  fix(fixer: TSESLint.RuleFixer): TSESLint.RuleFix[];
}

interface Part extends AsyncChange {
  readonly found: BlockingCall;
  readonly form: AwaitedForm;
}

/**
 * Rewrites those of the calls that can be, and makes the other changes; undefined where there is nothing to change.
 *
 * @param extent whether other files may have to change for it
 */
export function createChange(
  place: Place,
  found: readonly BlockingCall[],
  extent: Extent,
  others: readonly AsyncChange[] = [],
): Change | undefined {
  const { analysis, sourceCode } = place;
  const parts = found.flatMap((one) => createPart(place, one, extent) ?? []);
  if (parts.length + others.length === 0) return undefined;
  const imports = createImports(analysis, sourceCode);
  const nodes = parts.map(({ form }) => form.node);
  const rewritten = parts.map(({ form }) => ({ form, callee: form.getCallee(imports) }));
  const all = [...parts, ...others];
  const keep = <Node>(pick: (part: AsyncChange) => ReadonlyMap<Node, ParsedFile>): Node[] =>
    keepOwn(place, all.map(pick));
  const functions = keep((part) => part.functions);
  const guarded = keep((part) => part.guarded);
  const calls = keep((part) => part.calls);
  return {
    callee: rewritten[0]?.callee,
    functions: functions.map(describeFunction),
    callers: findCallers(place, all),
    calls: parts.map((part) => part.found),
    fix(fixer) {
      const edits = [
        ...imports.fix(fixer, nodes),
        ...functions.flatMap((node) => makeAsync(fixer, sourceCode, node)),
        ...guarded.flatMap((node) => openGuard(fixer, sourceCode, node, guarded)),
        ...calls.flatMap((node) => awaitNode(sourceCode, node)?.(fixer) ?? []),
        ...rewritten.flatMap(({ form, callee }) => form.fix(fixer, callee)),
      ];
      return [
        ...edits,
        ...guarded.flatMap((node) => indentGuarded(fixer, sourceCode, node, edits)),
        ...guarded.flatMap((node) => closeGuard(fixer, sourceCode, node, guarded)),
      ];
    },
  };
}

function createPart(place: Place, found: BlockingCall, extent: Extent): Part | undefined {
  const form = getAwaitedForm(place.analysis, place.sourceCode, found);
  const change = form && planAsync(place, extent, form.node);
  return change && { ...change, form, found };
}

/** What stands in the linted file, each once. */
function keepOwn<Node>(place: Place, maps: readonly ReadonlyMap<Node, unknown>[]): Node[] {
  const { linted } = place.analysis.files;
  const own = maps.flatMap((map) => [...map].flatMap(([node, file]) => (file === linted ? [node] : [])));
  return [...new Set(own)];
}

function findCallers(place: Place, changes: readonly AsyncChange[]): Spot[] {
  const { linted } = place.analysis.files;
  const calls = new Map(changes.flatMap((change) => [...change.calls]).filter(([, file]) => file !== linted));
  return [...calls].map(([node, file]) => getSpot(file, node));
}
