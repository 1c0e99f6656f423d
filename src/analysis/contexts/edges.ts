/** Who makes this function run? Calls, and functions handed to calls, as edges between the functions of the project. */
import {
  type CallFact,
  type CallTrigger,
  ELEMENT,
  type FileFacts,
  type FunctionKind,
  type Value,
} from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import { isReflection, type Target } from '../references/targets.ts';
import { type FunctionOf, getCalled } from './called.ts';
import type { DeclaredContexts } from './declared.ts';
import { getRoleOfParameter } from './parameters.ts';
import { getPassedRole, type PassedRole, takesRequest } from './roles.ts';

export interface Edge {
  /** The function that calls, or hands over. */
  readonly from: FunctionOf;
  readonly to: FunctionOf;
  readonly how: 'call' | PassedRole;
  readonly call: CallFact;
  /** The function is written right there, as an argument or as the callee. */
  readonly inline: boolean;
  /** Which of several functions is called, is known at run time only. */
  readonly dispatched: boolean;
  /** Which argument is handed over; undefined for a call. */
  readonly argument: number | undefined;
}

/** What is known beyond the file that is looked at. */
export interface Knowledge {
  readonly resolve: Resolve;
  readonly declared: DeclaredContexts;
}

export function findEdges(file: FileFacts, knowledge: Knowledge): Edge[] {
  return file.calls
    .filter((call) => call.offLoop !== 'thread')
    .flatMap((call) => findEdgesOfCall(file, call, knowledge));
}

function findEdgesOfCall(file: FileFacts, call: CallFact, knowledge: Knowledge): Edge[] {
  const { resolve, declared } = knowledge;
  const fact = file.functions[call.function];
  if (!fact) return [];
  const from: FunctionOf = { file, fact };
  const callees = resolve(file, call.callee);
  // What a function runs that it is given, be it in a list, it runs for who gives it: the edge begins there.
  const run = (getTaker(file, call.callee) === call.function ? [] : callees)
    .flatMap(getCalled)
    .filter(({ fact: { kind } }) => isRunBy(kind, call.trigger));
  const called = run.map((to): Edge => ({
    from,
    to,
    how: 'call',
    call,
    inline: call.callee.kind === 'function',
    dispatched: run.length > 1,
    argument: undefined,
  }));
  const takesHandlers = call.arguments.length > 0 && getPassedRole(call, callees, declared) === 'handler';
  const mayReflect = callees.length === 0 || callees.some(({ kind }) => kind === 'reflection');
  const receiver = mayReflect && call.callee.kind === 'member' && isReflection(call.callee.name) ? 0 : undefined;
  // What it hands to itself once more is run for who gave it first.
  const isAgain = (taker: number | undefined): boolean =>
    taker === call.function || run.some((to) => to.file === file && to.fact.id === taker);
  const passed = call.arguments.flatMap(({ value, inline }, argument) =>
    (argument === receiver || isAgain(getTaker(file, value))
      ? []
      : getFunctions({ file, value, resolve, takesHandlers })
    ).flatMap((to) => {
      const how = getRole(call, callees, argument, to, knowledge);
      // A function of the project calls those of the members that it names.
      if (how === 'project' && to.held) return [];
      return { from, to, how, call, inline, dispatched: false, argument } satisfies Edge;
    }),
  );
  return [...called, ...passed];
}

/** The function of which a value is a parameter, or an element of one. */
function getTaker(file: FileFacts, value: Value): number | undefined {
  const whole = getDefined(file, value);
  const given = whole?.kind === 'member' && whole.name === ELEMENT ? getDefined(file, whole.of) : whole;
  // The type of a list of functions names none of them.
  const parts = given?.kind === 'union' ? given.of.filter(({ kind }) => kind !== 'array') : [given];
  const takers = new Set(parts.map((part) => (part?.kind === 'parameter' ? part.function : undefined)));
  return takers.size === 1 ? [...takers][0] : undefined;
}

function getDefined({ variables }: FileFacts, value: Value): Value | undefined {
  return value.kind === 'variable' ? variables[value.id] : value;
}

function isRunBy(kind: FunctionKind, trigger: CallTrigger): boolean {
  if (kind === 'getter') return trigger === 'get';
  return kind === 'setter' ? trigger === 'set' : trigger !== 'get' && trigger !== 'set';
}

function getRole(
  call: CallFact,
  callees: readonly Target[],
  argument: number,
  to: FunctionOf,
  knowledge: Knowledge,
): PassedRole {
  const role = getPassedRole(call, callees, knowledge.declared, to.fact);
  if (role !== 'project') return role;
  for (const { file, fact } of callees.flatMap(getCalled)) {
    const own = getRoleOfParameter(file, fact, argument, knowledge);
    if (own) return LATER.has(own) && takesRequest(to.fact) ? 'handler' : own;
  }
  return takesRequest(to.fact) ? 'handler' : role;
}

const LATER: ReadonlySet<PassedRole> = new Set<PassedRole>(['deferred', 'unknown']);

/** A function that is handed over; `held` by a member of an object. */
interface Passed extends FunctionOf {
  readonly held: boolean;
}

interface Passing {
  readonly file: FileFacts;
  readonly value: Value;
  readonly resolve: Resolve;
  /** The callee is known to take handlers: what members of an options object hold and refer to counts as passed. */
  readonly takesHandlers: boolean;
}

/** The functions an argument is, or holds: itself, the elements of an array, the members of an options object. */
function getFunctions(passing: Passing, depth = 0): Passed[] {
  // Arrays may hold themselves: `list = [...list, handler]`.
  if (depth > MAX_NESTING) return [];
  const { file, value, resolve, takesHandlers } = passing;
  return resolve(file, value).flatMap((target) => {
    const getPart = (part: Value): Passed[] =>
      'file' in target ? getFunctions({ ...passing, file: target.file, value: part }, depth + 1) : [];
    switch (target.kind) {
      case 'array':
        // What is pushed into it counts, too.
        return depth === 0
          ? getFunctions({ ...passing, value: { kind: 'member', of: value, name: ELEMENT } }, 1)
          : target.of.flatMap(getPart);
      case 'object': {
        const members = [...(target.file.objects[target.id]?.members.values() ?? [])];
        const shown = members.filter(({ kind }) => takesHandlers || kind === 'function');
        return shown.flatMap(getPart).map((to) => ({ ...to, held: true }));
      }
      case 'function':
        return getCalled(target).map((to) => ({ ...to, held: false }));
      default:
        return [];
    }
  });
}

const MAX_NESTING = 2;
