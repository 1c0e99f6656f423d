/** One change of a file that moves blocking calls off the loop: complete, so that the file works before and after it. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { BlockingCall } from '../../analysis/blocking-calls.ts';
import { awaitNode } from './await-position.ts';
import { type AsyncChange, makeAsync, type Place, planAsync } from './become-async.ts';
import { type AwaitedForm, getAwaitedForm } from './awaited-form.ts';
import { createImports } from './imports.ts';

export interface Change {
  /** What is called instead, of the first call. */
  readonly callee: string;
  /** The functions that become async, as a message names them. */
  readonly functions: readonly string[];
  /** The calls that are rewritten. */
  readonly calls: readonly BlockingCall[];
  fix(fixer: TSESLint.RuleFixer): TSESLint.RuleFix[];
}

interface Part extends AsyncChange {
  readonly found: BlockingCall;
  readonly form: AwaitedForm;
}

/** Rewrites those of the calls that can be; undefined where none can. */
export function createChange(place: Place, found: readonly BlockingCall[]): Change | undefined {
  const { analysis, sourceCode } = place;
  const parts = found.flatMap((one) => createPart(place, one) ?? []);
  const imports = createImports(analysis, sourceCode);
  const rewritten = parts.map(({ form }) => ({ form, callee: form.getCallee(imports) }));
  const [first] = rewritten;
  if (!first) return undefined;
  const functions = new Set(parts.flatMap((part) => [...part.functions]));
  const calls = new Set(parts.flatMap((part) => [...part.calls]));
  return {
    callee: first.callee,
    functions: [...functions].map(getName),
    calls: parts.map((part) => part.found),
    fix: (fixer) => [
      ...imports.fix(
        fixer,
        parts.map(({ form }) => form.node),
      ),
      ...[...functions].flatMap((node) => makeAsync(fixer, sourceCode, node)),
      ...[...calls].flatMap((node) => awaitNode(sourceCode, node)?.(fixer) ?? []),
      ...rewritten.flatMap(({ form, callee }) => form.fix(fixer, callee)),
    ],
  };
}

function createPart(place: Place, found: BlockingCall): Part | undefined {
  const form = getAwaitedForm(place.analysis, place.sourceCode, found);
  const change = form && planAsync(place, form.node);
  return change && { ...change, form, found };
}

function getName(node: TSESTree.FunctionLike): string {
  const name = node.parent.type === 'VariableDeclarator' ? node.parent.id : node.id;
  return name?.type === 'Identifier' ? `\`${name.name}\`` : 'the function around it';
}
