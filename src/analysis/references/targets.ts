/** What a value turned out to be, once its references are followed. */
import type { CallFact, FileFacts, Value } from '../facts/types.ts';

/** The last call on the way to something outside the project, `new Client(…)`, and those before it. */
export interface Made {
  readonly file: FileFacts;
  readonly call: CallFact;
  readonly before: Made | undefined;
}

export type Target =
  /**
   * Something outside the project: an export of a module, or a global; `path` as in `catalog/define.ts`. `awaited` where
   * a promise came in between, so that the work is done already.
   */
  | {
      readonly kind: 'api';
      readonly module: string;
      readonly path: string;
      readonly awaited?: true;
      readonly made?: Made;
      /** A type annotation says that it is of this type: what implements that fits, too. */
      readonly annotated?: true;
    }
  /** A function, or what `new` makes of it: that has the members which are given to the function, or to its prototype. */
  | { readonly kind: 'function'; readonly file: FileFacts; readonly id: number; readonly isInstance?: true }
  | { readonly kind: 'class'; readonly file: FileFacts; readonly id: number }
  | { readonly kind: 'instance'; readonly file: FileFacts; readonly id: number; readonly annotated?: true }
  | { readonly kind: 'object'; readonly file: FileFacts; readonly id: number }
  | { readonly kind: 'interface'; readonly file: FileFacts; readonly id: number }
  /** A file of the project as a whole: `import * as x`, `module.exports`. */
  | { readonly kind: 'module'; readonly file: FileFacts }
  | { readonly kind: 'array'; readonly file: FileFacts; readonly of: readonly Value[] }
  /** The `call`, `apply` or `bind` of a function. */
  | { readonly kind: 'reflection'; readonly method: 'call' | 'apply' | 'bind'; readonly of: Target };

export function isReflection(name: string): name is 'call' | 'apply' | 'bind' {
  return name === 'call' || name === 'apply' || name === 'bind';
}

/** The fact behind a target, which members can be added to from anywhere. */
export function getFact(target: Target): object | undefined {
  switch (target.kind) {
    case 'function':
      return target.file.functions[target.id];
    case 'class':
    case 'instance':
      return target.file.classes[target.id];
    case 'object':
      return target.file.objects[target.id];
    case 'interface':
      return target.file.interfaces[target.id];
    case 'module':
      return target.file;
    case 'array':
      return target.of;
    case 'api':
      // Each map, and each application of a framework, is another one.
      if (target.made && /(?:#|\(\))$/.test(target.path)) return target.made.call;
      return target.module === 'global' ? getGlobalFact(target.path) : undefined;
    default:
      return undefined;
  }
}

const globalFacts = new Map<string, object>();

/** What stands for a global object, to which any file may add members: `global.app = …`, `App.db = …`. */
export function getGlobalFact(path: string): object {
  let fact = globalFacts.get(path);
  if (!fact) globalFacts.set(path, (fact = { path }));
  return fact;
}

/** The path of a member of what stands at `path`. */
export function joinPath(path: string, name: string): string {
  if (name === 'default' && path === '') return path;
  return path === '' || path.endsWith('#') ? path + name : `${path}.${name}`;
}

/** Each target once, and no more of them than a reader could tell apart. */
export function unique(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets;
  // What comes more than once is mostly the same object: to compare these first saves most of the keys.
  const byKey = new Map([...new Set(targets)].map((target) => [getKey(target), target]));
  return [...byKey.values()].slice(0, MAX_FUNCTIONS).filter((target, index) => index < MAX_TARGETS || isPlain(target));
}

const MAX_TARGETS = 32;

/** All routes of an application may be handed to one function; nothing is asked of their members. */
const MAX_FUNCTIONS = 256;

function isPlain(target: Target): boolean {
  return target.kind === 'function' && !target.isInstance;
}

function getKey(target: Target): unknown {
  switch (target.kind) {
    case 'api':
      return `${target.annotated ? 'any ' : ''}${target.module}:${target.path}`;
    case 'reflection':
      return target;
    case 'instance':
      return `${target.id} ${target.file.path}`;
    case 'function':
      return target.isInstance ? `made by ${target.id} ${target.file.path}` : getFact(target);
    default:
      return getFact(target);
  }
}
