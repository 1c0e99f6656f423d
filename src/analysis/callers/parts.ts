/** Of which functions and names is a value made? Names, not what they refer to. */
import type { CallFact, FileFacts, Value } from '../facts/types.ts';

export interface Parts {
  /** Functions of the file. */
  readonly functions: Set<number>;
  /** Names of members, exports and globals, as {@link getName} gives them. */
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

/** What `require('…')` returns is an import. */
function getLoaded(file: FileFacts, value: Value): Value | undefined {
  const call = value.kind === 'result' ? file.calls[value.call] : undefined;
  const given = call && LOADS.test(call.text) ? call.arguments[0] : undefined;
  const module = given?.view.type === 'string' ? given.view.value : given?.pattern;
  return module === undefined ? undefined : { kind: 'import', module, name: '*' };
}

const LOADS = /(?:^|\.)require$/;

function addOwn(file: FileFacts, { functions, names, modules }: Parts, value: Value): void {
  if (value.kind === 'function') functions.add(value.id);
  const name = getName(file, value);
  if (name === undefined) return;
  names.add(name);
  const module = getModule(name);
  if (module !== undefined) modules.add(module);
}

/**
 * By which name a value is spoken of: `read` for anybody's, `read=./store` for what can only come from that module,
 * `read=` for what the file itself exports, and `=./store` for all that a module exports.
 */
export function getName(file: FileFacts, value: Value): string | undefined {
  switch (value.kind) {
    case 'global':
      return value.name;
    case 'import': {
      const isAll = value.name === '*' || value.name === 'default';
      return ofModule(isAll ? '' : value.name, value.module);
    }
    case 'member': {
      const origin = getOrigin(file, value.of);
      return origin === undefined ? value.name : ofModule(value.name, origin.module);
    }
    case 'result': {
      const loaded = getLoaded(file, value);
      return loaded && getName(file, loaded);
    }
    default:
      return undefined;
  }
}

/** @param module by its specifier; `''` for the file itself */
export function ofModule(name: string, module: string): string {
  return name + WHOLE + module;
}

/** @returns the specifier of the module that alone can be meant by a name, if there is one */
export function getModule(name: string): string | undefined {
  const at = name.indexOf(WHOLE);
  return at === -1 || at === name.length - 1 ? undefined : name.slice(at + 1);
}

interface Origin {
  readonly module: string;
  /** A call of it made the value, whose members may hold what comes from anywhere. */
  readonly isMade: boolean;
}

/** The module, or the global of the language, that alone gives a value its members. */
function getOrigin(file: FileFacts, value: Value | undefined, depth = 0): Origin | undefined {
  if (!value || depth > MAX_DEPTH) return undefined;
  const goOn = (inner: Value | undefined): Origin | undefined => getOrigin(file, inner, depth + 1);
  switch (value.kind) {
    case 'variable':
      return goOn(file.variables[value.id]);
    case 'awaited':
      return goOn(value.of);
    case 'import':
      return { module: value.module, isMade: false };
    case 'global':
      if (isExports(file, value)) return { module: '', isMade: false };
      return isOfLanguage(value.name) ? { module: value.name, isMade: false } : undefined;
    case 'member': {
      if (isExports(file, value)) return { module: '', isMade: false };
      const origin = goOn(value.of);
      return origin?.isMade ? undefined : origin;
    }
    case 'result': {
      const loaded = getLoaded(file, value);
      return loaded ? goOn(loaded) : getMaker(goOn(file.calls[value.call]?.callee));
    }
    case 'instance':
      return value.annotated ? undefined : getMaker(goOn(value.of));
    default:
      return undefined;
  }
}

/** What a file of the project makes may be anything. */
function getMaker(origin: Origin | undefined): Origin | undefined {
  return origin && !origin.isMade && !/^[.#@~/]/.test(origin.module) ? { ...origin, isMade: true } : undefined;
}

/** @returns the specifiers of the modules that a value, or what it is a member of, may come from */
export function getModules(file: FileFacts, value: Value | undefined, depth = 0): readonly string[] {
  if (!value || depth > MAX_DEPTH) return [];
  const goOn = (inner: Value | undefined): readonly string[] => getModules(file, inner, depth + 1);
  switch (value.kind) {
    case 'variable':
      return goOn(file.variables[value.id]);
    case 'union':
      return value.of.flatMap(goOn);
    case 'awaited':
    case 'instance':
      return goOn(value.of);
    case 'import':
      return [value.module];
    case 'member': {
      const of = value.of.kind === 'variable' ? file.variables[value.of.id] : value.of;
      const isOwn = of?.kind === 'instance' && of.of.kind === 'class';
      return (isOwn ? getOwnMembers(file, of.of.id, value.name) : [value.of]).flatMap(goOn);
    }
    case 'result': {
      const loaded = getLoaded(file, value);
      return loaded ? goOn(loaded) : getMade(file, value.call).slice(0, 1).flatMap(goOn);
    }
    default:
      return [];
  }
}

/** What a class declares under a name, or puts there: `this.router = new Router()`. */
function getOwnMembers({ assignments, classes }: FileFacts, id: number, name: string): (Value | undefined)[] {
  const put = assignments.filter(
    (one) =>
      one.name === name && one.target.kind === 'instance' && one.target.of.kind === 'class' && one.target.of.id === id,
  );
  return [classes[id]?.members.get(name), ...put.map(({ value }) => value)];
}

function isOfLanguage(name: string): boolean {
  return name in globalThis && !name.startsWith('global');
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

/** `exports`, `module.exports`, or a variable that stands for it. */
export function isExports({ variables }: Pick<FileFacts, 'variables'>, value: Value | undefined): boolean {
  if (value?.kind === 'variable') return isExports({ variables: [] }, variables[value.id]);
  if (value?.kind === 'global') return value.name === 'exports';
  return (
    value?.kind === 'member' && value.name === 'exports' && value.of.kind === 'global' && value.of.name === 'module'
  );
}

/** Variables may be made of themselves. */
const MAX_DEPTH = 10;

/** What is made of a function may run it: `promisify(load)`. */
function getInnerOfResult(file: FileFacts, id: number): Value[] {
  const made = getMade(file, id);
  return made.length > 0 ? made : getGiven(file.calls[id]);
}

/** What a call returns, or what a promise of it resolves to, is data, unless the call makes something. */
function getMade(file: FileFacts, id: number): Value[] {
  const call = file.calls[id];
  return call && (call.trigger === 'new' || MAKES.test(call.text)) ? [call.callee, ...getGiven(call)] : [];
}

function getGiven(call: CallFact | undefined): Value[] {
  return call ? call.arguments.map(({ value }) => value) : [];
}

const MAKES =
  /(?:^|\.)(?:(?:create|make|build|new|open|connect|init|require)|get\w*(?:Instance|Service|Client|Repo)|[A-Z])[\w$]*$/;

function getInnerOfClass(file: FileFacts, id: number): readonly Value[] {
  const fact = file.classes[id];
  if (!fact) return [];
  const own: Value[] = fact.construct === undefined ? [] : [{ kind: 'function', id: fact.construct }];
  return [...own, ...fact.members.values(), ...fact.statics.values(), fact.base];
}
