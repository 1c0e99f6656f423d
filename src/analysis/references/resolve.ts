/** What does this value refer to? Follows variables, members, calls and instances to their {@link Target}s. */
import { GLOBALS_OF_BROWSERS } from '../../catalog/node/globals.ts';
import { type CallFact, ELEMENT, type FileFacts, type Value } from '../facts/types.ts';
import { getApiResult, getAwaited, getImported, resolveGlobal } from './apis.ts';
import { getGiven, isCollection } from './collections.ts';
import {
  getAddedMembers,
  getAnnotated,
  getExport,
  getInstance,
  getMember,
  type Resolution,
  type Surroundings,
} from './members.ts';
import { getMembersLike } from './members-like.ts';
import { getAsked, isOfApplication, isOfRequest, REQUEST } from './requests.ts';
import { getSpecialResult } from './special-results.ts';
import { getGlobalFact, type Target, unique } from './targets.ts';

export type Resolve = (file: FileFacts, value: Value) => readonly Target[];

/** Longer chains than this are not followed; they end as unknown. */
const MAX_DEPTH = 200;

/** A resolution, and what it has found so far. */
interface Run extends Resolution {
  readonly known: Map<Value, readonly Target[]>;
  /** The values that are being followed: meeting one again is a circle. */
  readonly active: Set<Value>;
}

export interface Resolver {
  readonly resolve: Resolve;
  /** Lets go of the answers if they are many. Those for a whole project take more memory than its facts. */
  forget(): void;
}

/**
 * To keep 50,000 takes 60 MB more at the peak of a run over 600 files; to keep none a seventh more of the time on 1,000
 * files that share answers which are hard to find.
 */
const MOST_ANSWERS = 20_000;

export function createResolver(surroundings: Surroundings): Resolver {
  const run: Run = {
    surroundings,
    known: new Map(),
    resolvedLists: new Map(),
    active: new Set(),
    resolve: (file, value) => resolve(run, file, value),
  };
  return {
    resolve: run.resolve,
    forget() {
      if (run.known.size <= MOST_ANSWERS) return;
      run.known.clear();
      run.resolvedLists.clear();
    },
  };
}

function resolve(run: Run, file: FileFacts, value: Value | undefined): readonly Target[] {
  if (!value) return [];
  switch (value.kind) {
    case 'unknown':
      return [];
    case 'array':
      return [{ kind: 'array', file, of: value.of }];
    case 'function':
    case 'class':
    case 'object':
    case 'interface':
      return [{ kind: value.kind, file, id: value.id }];
    default:
      return remember(run, file, value);
  }
}

type Reference = Exclude<Value, { kind: 'unknown' | 'array' | 'function' | 'class' | 'object' | 'interface' }>;

function remember(run: Run, file: FileFacts, value: Reference): readonly Target[] {
  const { known, active } = run;
  const before = known.get(value);
  if (before) return before;
  if (active.has(value) || active.size > MAX_DEPTH) return [];
  active.add(value);
  const targets = unique(follow(run, file, value));
  active.delete(value);
  // Kept even where a circle was cut: asking again would cost the more, the more circles there are.
  known.set(value, targets);
  return targets;
}

function follow(run: Run, file: FileFacts, value: Reference): readonly Target[] {
  switch (value.kind) {
    case 'union':
      return value.of.flatMap((part) => resolve(run, file, part));
    case 'variable':
      return resolve(run, file, file.variables[value.id]);
    case 'global':
      if (value.name === 'exports') return getExport(run, file, '*');
      // In code that shows nothing of Node, or speaks of a page, they belong to a browser.
      if (GLOBALS_OF_BROWSERS.has(value.name) && (!file.importsNode || file.namesPage)) return [];
      return [resolveGlobal(value.name), ...getAddedMembers(run, getGlobalFact(''), value.name)];
    case 'import':
      return resolveImport(run, file, value.module, value.name);
    case 'member':
      if (value.name === 'exports' && isGlobal(value.of, 'module')) return getExport(run, file, '*');
      return resolveMember(run, file, value);
    case 'awaited':
      return resolve(run, file, value.of).map(getAwaited);
    case 'result':
      return resolveResult(run, file, file.calls[value.call]);
    case 'instance':
      return resolve(run, file, value.of).flatMap((target) =>
        value.annotated ? getAnnotated(run, target) : getInstance(target),
      );
    case 'parameter':
      return run.surroundings
        .getPassed(file, value.function, value.index)
        .flatMap((passed) => resolve(run, passed.file, passed.value));
  }
}

function resolveResult(run: Run, file: FileFacts, call: CallFact | undefined): readonly Target[] {
  if (!call) return [];
  const results = resolve(run, file, call.callee).flatMap((callee) => getResult(run, file, call, callee));
  const given = getGiven(call);
  if (!given || call.callee.kind !== 'member') return results;
  const owners = resolve(run, file, call.callee.of);
  const isWhole = given === 'elements';
  const elements = owners.filter(isCollection).flatMap((of) => (isWhole ? [of] : getMember(run, of, ELEMENT)));
  return [...results, ...elements, ...getShared(run, call, owners)];
}

/** What handlers share under a name: `app.set('store', store)`, and `req.app.get('store')` elsewhere. */
function getShared(run: Run, call: CallFact, owners: readonly Target[]): readonly Target[] {
  const name = getAsked(call);
  const isAsked = name !== undefined && owners.some((owner) => isOfRequest(owner) || isOfApplication(owner));
  return isAsked ? resolve(run, REQUEST.file, REQUEST.value).flatMap((of) => getMember(run, of, name)) : [];
}

function resolveMember(run: Run, file: FileFacts, value: Extract<Value, { kind: 'member' }>): readonly Target[] {
  const { of, name, like } = value;
  const members = resolve(run, file, of)
    .flatMap((target) => (like === undefined ? getMember(run, target, name) : getMembersLike(run, target, like)))
    .flatMap((target) => [target, ...getGot(run, target)]);
  // The pairs that a map gives are not told from their values: `for (const [name, handler] of handlers)`.
  const isOfPair = name === '1' && members.length === 0 && of.kind === 'member' && of.name === ELEMENT;
  return isOfPair ? resolve(run, file, of) : members;
}

/** What a getter returns: to read it is to call it. */
function getGot(run: Run, target: Target): readonly Target[] {
  const fact = target.kind === 'function' ? target.file.functions[target.id] : undefined;
  return target.kind === 'function' && fact?.kind === 'getter' ? resolve(run, target.file, fact.returns) : [];
}

function getResult(run: Run, file: FileFacts, call: CallFact, callee: Target): readonly Target[] {
  switch (callee.kind) {
    case 'api': {
      const special = getSpecialResult(callee, call);
      return special ? resolve(run, file, special) : [getApiResult(callee, file, call)];
    }
    case 'reflection':
      return callee.method === 'bind' ? [callee.of] : getResult(run, file, call, callee.of);
    case 'class':
      return call.trigger === 'new' ? [{ ...callee, kind: 'instance' }] : [];
    case 'function': {
      const returned = resolve(run, callee.file, callee.file.functions[callee.id]?.returns);
      return call.trigger === 'new' ? [...getInstance(callee), ...returned] : returned;
    }
    default:
      return [];
  }
}

/** Modules of the project that cannot be read are known by their absolute path. */
function resolveImport(run: Run, file: FileFacts, specifier: string, name: string): readonly Target[] {
  const modules = run.surroundings.getModules(file, specifier);
  if (modules.length > 0) return modules.flatMap((module) => getExport(run, module, name));
  return [getImported(file, specifier, name === '*' || name === 'default' ? '' : name)];
}

function isGlobal(value: Value, name: string): boolean {
  return value.kind === 'global' && value.name === name;
}
