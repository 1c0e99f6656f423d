/** Who makes this function run? Calls, and functions handed to calls, as edges between the functions of the project. */
import { EXIT_HOOKS, ROLES_BY_METHOD } from '../../catalog/handlers/index.ts';
import {
  type CallFact,
  type CallTrigger,
  ELEMENT,
  type FileFacts,
  type FunctionFact,
  type FunctionKind,
  type Value,
} from '../facts/types.ts';
import { getElement } from '../references/collections.ts';
import type { Resolve } from '../references/resolve.ts';
import { isReflection, type Target } from '../references/targets.ts';
import { type FunctionOf, getCalled } from './called.ts';
import type { DeclaredContexts } from './declared.ts';
import { getParameter, getOwnParts, runsFor, splitParameters } from './callbacks.ts';
import { isKeptByConstructor } from './kept.ts';
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
  /** It is any of so many, whatever their names, that nothing is known of which. */
  readonly vague: boolean;
  /**
   * The function was handed to what made the one that calls it: `(handler) => (req, res) => handler(req, res)`. Who
   * registers what a wrapper makes runs one of all that it ever wrapped, so these report themselves.
   */
  readonly handedIn: boolean;
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
    .flatMap((call) => {
      const edges = findEdgesOfCall(file, call, knowledge);
      return call.offLoop === 'trial' ? edges.map((edge): Edge => ({ ...edge, how: 'elsewhere' })) : edges;
    });
}

function findEdgesOfCall(file: FileFacts, call: CallFact, knowledge: Knowledge): Edge[] {
  const { resolve, declared } = knowledge;
  const fact = file.functions[call.function];
  if (!fact) return [];
  const from: FunctionOf = { file, fact };
  const callees = resolve(file, call.callee);
  const run = findRun(file, call, knowledge);
  const called = run.map(({ handedIn, ...to }): Edge => ({
    from,
    to,
    how: 'call',
    call,
    inline: call.callee.kind === 'function',
    dispatched: run.length > 1,
    vague: run.length > MOST_MEANT && isAnyMember(file, call.callee),
    handedIn,
    argument: undefined,
  }));
  const takesHandlers = call.arguments.length > 0 && getPassedRole(call, callees, declared) === 'handler';
  const mayReflect = callees.length === 0 || callees.some(({ kind }) => kind === 'reflection');
  const receiver = mayReflect && call.callee.kind === 'member' && isReflection(call.callee.name) ? 0 : undefined;
  // What it hands to itself once more is run for who gave it first.
  const isAgain = (taker: number): boolean =>
    taker === call.function || run.some((to) => to.file === file && to.fact.id === taker);
  const passed = call.arguments.flatMap(({ value, inline }, argument) => {
    const parts = argument === receiver || isBehindCallback(call, argument) ? [] : getOwnParts(file, value, isAgain);
    const given = parts.flatMap((part) => getFunctions({ file, value: part, resolve, takesHandlers }));
    return given.flatMap((to) => {
      const how = getRole(call, callees, argument, to, knowledge);
      // A function of the project calls those of the members that it names.
      if (how === 'project' && to.held) return [];
      // Any of so many members is data, and a class is made an instance of, as far as the callee says.
      const isData = to.fact.kind === 'constructor' || (how === 'project' && given.length > MOST_MEANT);
      if (isData && !runsGiven(callees, argument, knowledge)) return [];
      const plain = { dispatched: false, vague: false, handedIn: false };
      return { from, to, how, call, inline, argument, ...plain } satisfies Edge;
    });
  });
  return [...called, ...passed];
}

interface Run extends FunctionOf {
  /** See {@link Edge}. */
  readonly handedIn: boolean;
}

/** What a function runs that it is given, be it in a list, it runs for who gives it: the edge begins there. */
function findRun(file: FileFacts, { callee, function: caller, trigger }: CallFact, knowledge: Knowledge): Run[] {
  return getOwnParts(file, callee, (taker) => runsFor(file, caller, taker, knowledge))
    .flatMap((part) => splitParameters(file, part))
    .flatMap((part) => {
      const called = knowledge.resolve(file, part).flatMap(getCalled);
      // Each object that the class makes has one of them.
      const isOneOfMany = called.length > 1 && isKeptByConstructor(file, part);
      return called.map((to) => ({ ...to, handedIn: isOneOfMany || getParameter(part) !== undefined }));
    })
    .filter(({ fact: { kind } }) => isRunBy(kind, trigger));
}

/** `commands[name]` */
function isAnyMember({ variables }: FileFacts, callee: Value): boolean {
  const whole = callee.kind === 'variable' ? variables[callee.id] : callee;
  return whole?.kind === 'member' && whole.name === ELEMENT;
}

/** Of more functions than these, the way to one that blocks says little of the call. */
export const MOST_MEANT = 12;

/** What a list is given behind a callback is a value: `names.reduce((part, name) => part[name], whole)`. */
function isBehindCallback({ callee, arguments: given }: CallFact, argument: number): boolean {
  const goesThrough = callee.kind === 'member' && ROLES_BY_METHOD.get(callee.name) === 'inline';
  return goesThrough && given.slice(0, argument).some(({ inline }) => inline);
}

/** Whether one of these functions runs what it is given, or hands it on. */
function runsGiven(callees: readonly Target[], argument: number, knowledge: Knowledge): boolean {
  return callees
    .flatMap(getCalled)
    .some(({ file, fact }) => getRoleOfParameter(file, fact, argument, knowledge) !== undefined);
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
  const takers = callees.flatMap(getCalled);
  for (const { file, fact } of takers) {
    const own = getRoleOfParameter(file, fact, argument, knowledge);
    if (own) return LATER.has(own) && takesRequest(to.fact) ? 'handler' : own;
  }
  // It is kept, for a moment of which the name tells.
  if (takers.some(({ fact }) => EXIT_HOOKS.test(fact.name))) return 'shutdown';
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
  const targets = resolve(file, value);
  // What is pushed into an array counts, too.
  const isList = depth === 0 && targets.some(({ kind }) => kind === 'array');
  const elements = isList ? getFunctions({ ...passing, value: getElement(value) }, 1) : [];
  const held = targets.flatMap((target) => {
    const getPart = (part: Value): Passed[] =>
      'file' in target ? getFunctions({ ...passing, file: target.file, value: part }, depth + 1) : [];
    switch (target.kind) {
      case 'array':
        return isList ? [] : target.of.flatMap(getPart);
      case 'object': {
        const members = [...(target.file.objects[target.id]?.members.values() ?? [])];
        const shown = members.filter(({ kind }) => takesHandlers || kind === 'function');
        return shown.flatMap(getPart).map((to) => ({ ...to, held: true }));
      }
      case 'function':
      case 'class':
        // A property is read when it is passed: what is handed over is what its getter returns.
        return getCalled(target).flatMap((to) => (isAccessor(to.fact) ? [] : { ...to, held: false }));
      default:
        return [];
    }
  });
  return [...held, ...elements];
}

const MAX_NESTING = 3;

function isAccessor({ kind }: FunctionFact): boolean {
  return kind === 'getter' || kind === 'setter';
}
