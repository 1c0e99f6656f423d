/** Of which functions and names is a value made? Names, not what they refer to. */
import type { FileFacts, Value } from '../facts/types.ts';

export interface Parts {
  /** Functions of the file. */
  readonly functions: Set<number>;
  /** Names of members, exports and globals; of what a module exports as a whole, {@link WHOLE} and the specifier. */
  readonly names: Set<string>;
  /** The specifiers of the modules that any of it is imported from. */
  readonly modules: Set<string>;
}

/** What a file exports as a whole, by `module.exports =` or `export default`. */
export const WHOLE = '=';

/** @param known what was found so far in this file: variables, classes and objects may hold themselves */
export function getParts(file: FileFacts, value: Value, known: Map<object, Parts>): Parts {
  const key = getKey(file, value) ?? value;
  const before = known.get(key);
  if (before) return before;
  const parts: Parts = { functions: new Set(), names: new Set(), modules: new Set() };
  known.set(key, parts);
  const loaded = getLoaded(file, value);
  addOwn(parts, loaded ?? value);
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

/** What `require('…')` returns is an import. */
function getLoaded(file: FileFacts, value: Value): Value | undefined {
  const call = value.kind === 'result' ? file.calls[value.call] : undefined;
  const view = call && LOADS.test(call.text) ? call.arguments[0]?.view : undefined;
  return view?.type === 'string' ? { kind: 'import', module: view.value, name: '*' } : undefined;
}

const LOADS = /(?:^|\.)require$/;

function addOwn({ functions, names, modules }: Parts, value: Value): void {
  switch (value.kind) {
    case 'function':
      functions.add(value.id);
      return;
    case 'global':
    case 'member':
      names.add(value.name);
      return;
    case 'import':
      names.add(value.name === '*' || value.name === 'default' ? WHOLE + value.module : value.name);
      modules.add(value.module);
      return;
    default:
  }
}

function getInner(file: FileFacts, value: Value): readonly (Value | undefined)[] {
  switch (value.kind) {
    case 'variable':
      return [file.variables[value.id]];
    case 'member':
      return getInnerOfMember(file, value.of, value.name);
    case 'awaited':
    case 'instance':
      return [value.of];
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
    default:
      return isExports(file, of) ? [of, ...getExported(file, name)] : [of];
  }
}

/** What the file itself exports under a name: `exports.load = …`, `module.exports = { load }`. */
function getExported({ assignments, exports, objects, variables }: FileFacts, name: string): Value[] {
  const given = exports.named.get(WHOLE);
  const whole = given?.kind === 'variable' ? variables[given.id] : given;
  const member = whole?.kind === 'object' ? objects[whole.id]?.members.get(name) : undefined;
  const added = assignments.filter((one) => one.name === name && isExports({ variables }, one.target));
  return [...(member ? [member] : []), ...added.map(({ value }) => value)];
}

/** `exports`, `module.exports`, or a variable that stands for it. */
function isExports({ variables }: Pick<FileFacts, 'variables'>, value: Value | undefined): boolean {
  if (value?.kind === 'variable') return isExports({ variables: [] }, variables[value.id]);
  if (value?.kind === 'global') return value.name === 'exports';
  return (
    value?.kind === 'member' && value.name === 'exports' && value.of.kind === 'global' && value.of.name === 'module'
  );
}

/** Variables may be made of themselves. */
const MAX_DEPTH = 10;

/** What is made of a function may run it: `promisify(load)`. What a call returns is data, unless it makes something. */
function getInnerOfResult(file: FileFacts, id: number): Value[] {
  const call = file.calls[id];
  if (!call) return [];
  const given = call.arguments.map(({ value }) => value);
  return call.trigger === 'new' || MAKES.test(call.text) ? [call.callee, ...given] : given;
}

const MAKES =
  /(?:^|\.)(?:(?:create|make|build|new|open|connect|init|require)|get\w*(?:Instance|Service|Client|Repo)|[A-Z])/;

function getInnerOfClass(file: FileFacts, id: number): readonly Value[] {
  const fact = file.classes[id];
  if (!fact) return [];
  const own: Value[] = fact.construct === undefined ? [] : [{ kind: 'function', id: fact.construct }];
  return [...own, ...fact.members.values(), ...fact.statics.values(), fact.base];
}
