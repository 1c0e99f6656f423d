/** Does the project's own code offer an awaitable form of the function that is called here? */
import type { FileAnalysis } from '../analyze.ts';
import type { CallFact, FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';
import { getSiblingNames, isCallback } from './names.ts';
import { getBest, type Sibling } from './sibling.ts';

type FunctionTarget = Extract<Target, { kind: 'function' }>;

/** Undefined where it does not, and where the function that is called is not the project's, or not known to return at once. */
export function findKnownSibling({ facts, resolveIn }: FileAnalysis, call: CallFact): Sibling | undefined {
  const callees = resolveIn(facts, call.callee);
  if (callees.length === 0 || callees.some((callee) => !isFunction(callee) || goesOn(callee, resolveIn))) return;
  const reached = getReached(facts, call.callee);
  if (!reached) return undefined;
  const siblings = getSiblingNames(reached.name).flatMap((name) => {
    const found = resolveIn(facts, reached.at(name)).filter(isFunction);
    const isAlike = found.every((sibling) => callees.every((callee) => isFunction(callee) && agree(callee, sibling)));
    const form = isAlike ? getForm(found, call, resolveIn) : undefined;
    return form ? [{ name, form }] : [];
  });
  return getBest(siblings);
}

interface Reached {
  readonly name: string;
  /** What stands under another name where this value comes from. */
  at(name: string): Value;
}

/** The name by which a value is reached, on its object or in its module. */
function getReached(file: FileFacts, value: Value): Reached | undefined {
  switch (value.kind) {
    case 'member':
      return { name: value.name, at: (name) => ({ kind: 'member', of: value.of, name }) };
    case 'import':
      if (value.name === '*' || value.name === 'default') return undefined;
      return { name: value.name, at: (name) => ({ kind: 'import', module: value.module, name }) };
    case 'function': {
      const name = file.functions[value.id]?.name ?? '';
      return { name, at: (other) => file.topLevel.get(other) ?? { kind: 'unknown' } };
    }
    case 'variable': {
      const variable = file.variables[value.id];
      return variable && variable.kind !== 'variable' ? getReached(file, variable) : undefined;
    }
    default:
      return undefined;
  }
}

function getForm(siblings: readonly FunctionTarget[], call: CallFact, resolve: Resolve): Sibling['form'] | undefined {
  const given = call.arguments.length;
  if (siblings.length === 0 || call.arguments.some(({ view }) => view.type === 'spread')) return undefined;
  const facts = siblings.map(getFunction);
  if (facts.some((fact) => !fact || fact.deprecated)) return undefined;
  const takes = (count: number): boolean => facts.every((fact) => fact !== undefined && isTaken(fact, count));
  if (siblings.every((sibling) => doesPromise(sibling, resolve))) return takes(given) ? 'promise' : undefined;
  return facts.every((fact) => isCallback(fact?.parameters[given])) && takes(given + 1) ? 'callback' : undefined;
}

/** Whether the type annotations, where both have them, let one stand for the other. */
function agree(one: FunctionTarget, other: FunctionTarget): boolean {
  const [a = [], b = []] = [getFunction(one)?.annotated, getFunction(other)?.annotated];
  const isSame = (left = '', right = ''): boolean => left === '' || right === '' || left === right;
  const [result = '', awaited = ''] = [a.at(-1), /^Promise(?:Like)?<(.*)>$/.exec(b.at(-1) ?? '')?.[1]].map(withoutNull);
  return (
    a.slice(0, -1).every((type, index) => index >= b.length - 1 || isSame(type, b[index])) &&
    (result === 'void' || isSame(result, awaited))
  );
}

function withoutNull(type = ''): string {
  return type.replaceAll(/\s*\|\s*(?:null|undefined)\b/g, '');
}

function isTaken({ required, parameters, variadic }: FunctionFact, count: number): boolean {
  return required <= count && (variadic || count <= parameters.length);
}

function isFunction(target: Target): target is FunctionTarget {
  return target.kind === 'function';
}

function getFunction({ file, id }: FunctionTarget): FunctionFact | undefined {
  return file.functions[id];
}

function doesPromise(target: FunctionTarget, resolve: Resolve): boolean {
  return getFunction(target)?.promising === true || getReturnedCalls(target, resolve).some(({ promises }) => promises);
}

/** Whether a function may return before its work is done: it gives a promise, or takes a callback for that. */
function goesOn(target: FunctionTarget, resolve: Resolve): boolean {
  return getFunction(target)?.parameters.some(isCallback) === true || mayPromise(target, resolve);
}

/** Whether a function returns a promise, or something of which nobody knows that it is none. */
function mayPromise(target: FunctionTarget, resolve: Resolve): boolean {
  const isOutside = (callee: Target): boolean => callee.kind === 'api' && !/^(?:global$|node:)/.test(callee.module);
  return (
    doesPromise(target, resolve) || getReturnedCalls(target, resolve).some(({ callees }) => callees.some(isOutside))
  );
}

interface ReturnedCall {
  readonly callees: readonly Target[];
  readonly promises: boolean;
}

/** The calls whose results a function returns. */
function getReturnedCalls({ file, id }: FunctionTarget, resolve: Resolve, depth = 0): ReturnedCall[] {
  return getResults(file, file.functions[id]?.returns).map((call): ReturnedCall => {
    const callees = resolve(file, call.callee);
    const functions = depth < MAX_DEPTH ? callees.filter(isFunction) : [];
    const promises =
      callees.some((callee) => callee.kind === 'api' && PROMISING.test(`${callee.module}:${callee.path}`)) ||
      functions.some(
        (callee) =>
          getFunction(callee)?.promising === true ||
          getReturnedCalls(callee, resolve, depth + 1).some((inner) => inner.promises),
      );
    return { callees, promises };
  });
}

const MAX_DEPTH = 5;

/** What is well known to return a promise. */
const PROMISING = /^global:(?:fetch|import)$|^node:(?:\w+\/promises|\w+:promises\.)/;

function getResults(file: FileFacts, value: Value | undefined, depth = 0): CallFact[] {
  // Variables may be made of themselves: `list = list ?? other`.
  if (depth > MAX_DEPTH) return [];
  switch (value?.kind) {
    case 'union':
      return value.of.flatMap((part) => getResults(file, part, depth + 1));
    case 'result': {
      const call = file.calls[value.call];
      return call ? [call] : [];
    }
    case 'variable':
      return getResults(file, file.variables[value.id], depth + 1);
    default:
      return [];
  }
}
