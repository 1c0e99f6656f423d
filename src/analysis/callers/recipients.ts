/** To whom does a file hand things, and to whom does it pass on what it is handed itself? */
import type { CallFact, FileFacts, FunctionFact, Value } from '../facts/types.ts';
import { getModules, MAX_DEPTH } from './modules.ts';

export interface Recipient {
  /** What the function is called; `''` for any. */
  readonly name: string;
  /** The specifiers of the modules that it may come from. */
  readonly to: readonly string[];
}

/** By name of a function: to whom it passes on what it is passed. */
export function findRelays(file: FileFacts): Map<string, Recipient[]> {
  const relays = new Map<string, Recipient[]>();
  for (const call of file.calls) {
    if (!call.arguments.some(({ value }) => isHanded(file, value))) continue;
    const recipient = getRecipient(file, call);
    if (!recipient) continue;
    for (const name of getNamesAround(file, call.function)) relays.set(name, [...(relays.get(name) ?? []), recipient]);
  }
  return relays;
}

/** The names of a function and of those that it is part of. */
function* getNamesAround({ functions }: FileFacts, id: number): Generator<string> {
  for (let fact = functions[id]; fact && fact.kind !== 'module'; fact = functions[fact.parent]) {
    const name = getOwnName(fact);
    if (name !== '') yield name;
  }
}

export function getRecipient(file: FileFacts, { callee, trigger }: CallFact): Recipient | undefined {
  const to = getModules(file, callee);
  if (to.length === 0) return undefined;
  const called = trigger === 'new' ? undefined : strip(file, callee);
  return { name: called && 'name' in called && !isAll(called.name) ? called.name : '', to };
}

function isAll(name: string): boolean {
  return name === '*' || name === 'default';
}

/** Whether it is what the function is passed itself, or a part of that. */
function isHanded(file: FileFacts, value: Value | undefined, depth = 0): boolean {
  if (!value || depth > MAX_DEPTH) return false;
  if (value.kind === 'variable') return isHanded(file, file.variables[value.id], depth + 1);
  if (value.kind === 'member') return isHanded(file, value.of, depth + 1);
  return (
    value.kind === 'parameter' || (value.kind === 'union' && value.of.some((one) => isHanded(file, one, depth + 1)))
  );
}

/** `Repo.find` → `find` */
export function getOwnName({ name }: FunctionFact): string {
  return /[\w$]*$/.exec(name)?.[0] ?? '';
}

/** What a variable stands for, if it is one. */
export function strip(file: FileFacts, value: Value): Value | undefined {
  return value.kind === 'variable' ? file.variables[value.id] : value;
}
