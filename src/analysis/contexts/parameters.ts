/** What does a function of the project do with a function that it is given: when does it call it, or who else does? */
import { type CallFact, ELEMENT, type FileFacts, type FunctionFact, type Value } from '../facts/types.ts';
import { getCalled } from './called.ts';
import type { Knowledge } from './edges.ts';
import { getPassedRole, type PassedRole } from './roles.ts';

/** By what is known: facts outlive it. */
const rolesOfParameters = new WeakMap<Knowledge, Map<FunctionFact, (PassedRole | undefined)[]>>();

export function getRoleOfParameter(
  file: FileFacts,
  taker: FunctionFact,
  parameter: number,
  knowledge: Knowledge,
): PassedRole | undefined {
  let byTaker = rolesOfParameters.get(knowledge);
  if (!byTaker) rolesOfParameters.set(knowledge, (byTaker = new Map<FunctionFact, (PassedRole | undefined)[]>()));
  let known = byTaker.get(taker);
  if (!known) byTaker.set(taker, (known = []));
  if (!(parameter in known)) {
    // A function that hands its parameter to itself does not find out more that way.
    known[parameter] = undefined;
    known[parameter] = findRoleOfParameter(file, taker, parameter, knowledge);
  }
  return known[parameter];
}

function findRoleOfParameter(
  file: FileFacts,
  taker: FunctionFact,
  parameter: number,
  knowledge: Knowledge,
): PassedRole | undefined {
  for (const { call, position } of getUses(file).get(getKey(taker.id, parameter)) ?? []) {
    if (position === undefined) {
      const caller = file.functions[call.function];
      if (caller?.promising) return 'deferred';
      // What a function within it does with the parameter is told by who calls that one.
      return caller === taker ? 'project' : 'unknown';
    }
    const callees = knowledge.resolve(file, call.callee);
    const role = getPassedRole(call, callees, knowledge.declared);
    if (role !== 'project') return role;
    for (const next of callees.flatMap(getCalled)) {
      const own = getRoleOfParameter(next.file, next.fact, position, knowledge);
      if (own) return own;
    }
  }
  return undefined;
}

/** A call that calls a parameter, or hands it on in the argument at `position`. */
interface Use {
  readonly call: CallFact;
  readonly position: number | undefined;
}

/** By parameter: the calls in the order of the source. */
type Uses = ReadonlyMap<string, readonly Use[]>;

const uses = new WeakMap<FileFacts, Uses>();

function getUses(file: FileFacts): Uses {
  let known = uses.get(file);
  if (!known) uses.set(file, (known = findUses(file)));
  return known;
}

function findUses(file: FileFacts): Uses {
  const found = new Map<string, Use[]>();
  for (const call of file.calls) {
    const add = (value: Value, position: number | undefined): void => {
      for (const key of getParameters(file, value)) {
        let own = found.get(key);
        if (!own) found.set(key, (own = []));
        if (own.at(-1)?.call !== call) own.push({ call, position });
      }
    };
    add(call.callee, undefined);
    call.arguments.forEach(({ value }, position) => {
      add(value, position);
    });
  }
  return found;
}

function getKey(taker: number, parameter: number): string {
  return `${taker} ${parameter}`;
}

/** The parameters that a value may be, or be an element of, by their keys. */
function getParameters(file: FileFacts, value: Value, depth = 0): string[] {
  if (depth > MAX_NESTING) return [];
  if (value.kind === 'parameter') return [getKey(value.function, value.index)];
  if (value.kind === 'union') return value.of.flatMap((part) => getParameters(file, part, depth));
  if (value.kind === 'member' && value.name === ELEMENT) return getParameters(file, value.of, depth);
  const variable = value.kind === 'variable' ? file.variables[value.id] : undefined;
  return variable ? getParameters(file, variable, depth + 1) : [];
}

const MAX_NESTING = 2;
