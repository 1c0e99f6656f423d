/** From which module may a value come, as far as its own file tells? */
import type { CallFact, FileFacts, Value } from '../facts/types.ts';

/** What `require('…')` returns is an import. */
export function getLoaded(file: FileFacts, value: Value): Value | undefined {
  const call = value.kind === 'result' ? file.calls[value.call] : undefined;
  const given = call && LOADS.test(call.text) ? call.arguments[0] : undefined;
  const module = given?.view.type === 'string' ? given.view.value : given?.pattern;
  return module === undefined ? undefined : { kind: 'import', module, name: '*' };
}

const LOADS = /(?:^|\.)require$/;

interface Origin {
  readonly module: string;
  /** A call of it made the value, whose members may hold what comes from anywhere. */
  readonly isMade: boolean;
}

/** The module, or the global of the language, that alone gives a value its members. */
export function getOrigin(file: FileFacts, value: Value | undefined, depth = 0): Origin | undefined {
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

function isOfLanguage(name: string): boolean {
  return name in globalThis && !name.startsWith('global');
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

/** What a call returns, or what a promise of it resolves to, is data, unless the call makes something. */
export function getMade(file: FileFacts, id: number): Value[] {
  const call = file.calls[id];
  return call && (call.trigger === 'new' || MAKES.test(call.text)) ? [call.callee, ...getGiven(call)] : [];
}

const MAKES =
  /(?:^|\.)(?:(?:create|make|build|new|open|connect|init|require)|get\w*(?:Instance|Service|Client|Repo)|[A-Z])[\w$]*$/;

export function getGiven(call: CallFact | undefined): Value[] {
  return call ? call.arguments.map(({ value }) => value) : [];
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
export const MAX_DEPTH = 10;
