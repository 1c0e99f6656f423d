/** Of which functions and names is a value made? Names, not what they refer to. */
import type { FileFacts, Value } from '../facts/types.ts';
import { getGiven, getLoaded, getMade, isExports, MAX_DEPTH } from './modules.ts';
import { getModule, getName, WHOLE } from './names.ts';

export interface Parts {
  /** Functions of the file. */
  readonly functions: Set<number>;
  /** Names of members, exports and globals, as {@link getName} gives them. */
  readonly names: Set<string>;
  /** The specifiers of the modules that any of it is imported from. */
  readonly modules: Set<string>;
}

/** @param known what was found so far in this file: variables, classes and objects may hold themselves */
export function getParts(file: FileFacts, value: Value, known: Map<object, Parts>): Parts {
  const key = getKey(file, value) ?? value;
  const before = known.get(key);
  if (before) return before;
  const parts: Parts = { functions: new Set(), names: new Set(), modules: new Set() };
  known.set(key, parts);
  const loaded = getLoaded(file, value);
  addOwn(file, parts, loaded ?? value);
  for (const part of loaded ? [] : getInner(file, value)) {
    const inner = part && getParts(file, part, known);
    if (!inner) continue;
    for (const id of inner.functions) parts.functions.add(id);
    for (const name of inner.names) parts.names.add(name);
    for (const module of inner.modules) parts.modules.add(module);
  }
  return parts;
}

/** What several values may speak of. */
function getKey(file: FileFacts, value: Value): object | undefined {
  switch (value.kind) {
    case 'class':
      return file.classes[value.id];
    case 'object':
      return file.objects[value.id];
    case 'result':
      return file.calls[value.call];
    default:
      return undefined;
  }
}

function addOwn(file: FileFacts, { functions, names, modules }: Parts, value: Value): void {
  if (value.kind === 'function') functions.add(value.id);
  const name = getName(file, value);
  if (name === undefined) return;
  names.add(name);
  const module = getModule(name);
  if (module !== undefined) modules.add(module);
}

function getInner(file: FileFacts, value: Value): readonly (Value | undefined)[] {
  switch (value.kind) {
    case 'variable':
      return [file.variables[value.id]];
    case 'member':
      return getInnerOfMember(file, value.of, value.name);
    case 'instance':
      return [value.of];
    case 'awaited':
      return value.of.kind === 'result' ? getMade(file, value.of.call) : [value.of];
    case 'union':
    case 'array':
      return value.of;
    case 'result':
      return getInnerOfResult(file, value.call);
    case 'object': {
      const { members, spreads } = file.objects[value.id] ?? { members: new Map<string, Value>(), spreads: [] };
      return [...members.values(), ...spreads];
    }
    case 'class':
      return getInnerOfClass(file, value.id);
    default:
      return [];
  }
}

/** Of an instance of the file's own class, that member alone; of anything else, it may be any part. */
function getInnerOfMember(file: FileFacts, of: Value, name: string, depth = 0): readonly Value[] {
  const goOn = (inner: Value | undefined): readonly Value[] =>
    inner && depth < MAX_DEPTH ? getInnerOfMember(file, inner, name, depth + 1) : [];
  switch (of.kind) {
    case 'variable':
      return goOn(file.variables[of.id]);
    case 'union':
      return of.of.flatMap(goOn);
    case 'instance': {
      const members = of.of.kind === 'class' ? file.classes[of.of.id]?.members : undefined;
      return [members?.get(name) ?? of];
    }
    case 'class':
      return [file.classes[of.id]?.statics.get(name) ?? of];
    case 'object':
      return [file.objects[of.id]?.members.get(name) ?? of];
    case 'import':
      // Its members have names of their own.
      return REFLECTS.has(name) ? [of] : [];
    case 'result':
      if (getLoaded(file, of)) return REFLECTS.has(name) ? [of] : [];
      return getMade(file, of.call);
    case 'awaited':
      return of.of.kind === 'result' ? getMade(file, of.of.call) : [];
    default: {
      const reflected = REFLECTS.has(name) ? [of] : [];
      return isExports(file, of) ? [...reflected, ...getExported(file, name)] : reflected;
    }
  }
}

/** `load.call(this)` */
const REFLECTS: ReadonlySet<string> = new Set(['apply', 'bind', 'call', 'default']);

/** What the file itself exports under a name: `exports.load = …`, `module.exports = { load }`. */
function getExported({ assignments, exports, objects, variables }: FileFacts, name: string): Value[] {
  const given = exports.named.get(WHOLE);
  const whole = given?.kind === 'variable' ? variables[given.id] : given;
  const member = whole?.kind === 'object' ? objects[whole.id]?.members.get(name) : undefined;
  const added = assignments.filter((one) => one.name === name && isExports({ variables }, one.target));
  return [...(member ? [member] : []), ...added.map(({ value }) => value)];
}

/** What is made of a function may run it: `promisify(load)`. */
function getInnerOfResult(file: FileFacts, id: number): Value[] {
  const made = getMade(file, id);
  return made.length > 0 ? made : getGiven(file.calls[id]);
}

function getInnerOfClass(file: FileFacts, id: number): readonly Value[] {
  const fact = file.classes[id];
  if (!fact) return [];
  const own: Value[] = fact.construct === undefined ? [] : [{ kind: 'function', id: fact.construct }];
  return [...own, ...fact.members.values(), ...fact.statics.values(), fact.base];
}
