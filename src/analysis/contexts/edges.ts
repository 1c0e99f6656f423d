/** Who makes this function run? Calls, and functions handed to calls, as edges between the functions of a file. */
import type { CallFact, FileFacts, FunctionFact, Value } from '../facts/types.ts';
import type { Resolve } from '../references/resolve.ts';
import type { Target } from '../references/targets.ts';
import { getPassedRole, type PassedRole } from './roles.ts';

export interface Edge {
  /** The function that calls, or hands over. */
  readonly from: number;
  readonly to: number;
  readonly how: 'call' | PassedRole;
  readonly call: CallFact;
  /** The function is written right there, as an argument or as the callee. */
  readonly inline: boolean;
}

export function findEdges(file: FileFacts, resolve: Resolve): Edge[] {
  return file.calls.filter((call) => !call.offLoop).flatMap((call) => findEdgesOfCall(file, call, resolve));
}

function findEdgesOfCall(file: FileFacts, call: CallFact, resolve: Resolve): Edge[] {
  const callees = resolve(file, call.callee);
  const called = callees
    .flatMap((callee) => getCalled(file, callee))
    .map((to): Edge => ({
      from: call.function,
      to,
      how: 'call',
      call,
      inline: call.callee.kind === 'function',
    }));
  const passed = call.arguments.flatMap(({ value, inline }) =>
    getFunctions(file, value, resolve).map((fact): Edge => ({
      from: call.function,
      to: fact.id,
      how: getPassedRole(call, callees, fact),
      call,
      inline,
    })),
  );
  return [...called, ...passed];
}

/** The functions of this file that a call of the target runs. */
function getCalled(file: FileFacts, target: Target): number[] {
  if (target.kind === 'reflection') return target.method === 'bind' ? [] : getCalled(file, target.of);
  if (target.kind === 'function' && target.file === file) return [target.id];
  const construct = target.kind === 'class' && target.file === file ? file.classes[target.id]?.construct : undefined;
  return construct === undefined ? [] : [construct];
}

/** The functions an argument is, or holds: itself, the elements of an array, the members of an options object. */
function getFunctions(file: FileFacts, value: Value, resolve: Resolve, depth = 0): FunctionFact[] {
  // Arrays may hold themselves: `list = [...list, handler]`.
  if (depth > MAX_NESTING) return [];
  return resolve(file, value).flatMap((target) => {
    if (!('file' in target) || target.file !== file) return [];
    if (target.kind === 'array') return target.of.flatMap((part) => getFunctions(file, part, resolve, depth + 1));
    if (target.kind === 'object') return getMethods(file, target.id);
    const fact = target.kind === 'function' ? file.functions[target.id] : undefined;
    return fact ? [fact] : [];
  });
}

const MAX_NESTING = 2;

function getMethods(file: FileFacts, id: number): FunctionFact[] {
  const members = file.objects[id]?.members.values() ?? [];
  return [...members].flatMap((member) => {
    const fact = member.kind === 'function' ? file.functions[member.id] : undefined;
    return fact ? [fact] : [];
  });
}
