/**
 * What one source file says, as plain data: its functions, its calls, what its names stand for. Facts hold no syntax
 * tree and nothing of other files, so they are small, can be cached, and mean the same wherever they are read.
 *
 * Everything refers to everything else by index: `FunctionFact` 0 is the module level.
 */
import type { ArgumentView } from '../../catalog/severity.ts';

/** What an expression stands for, as far as its own file tells. `references/resolve.ts` follows it to its targets. */
export type Value =
  | { readonly kind: 'unknown' }
  /** Any of these: a conditional, a variable that is written twice, a parameter with a default. */
  | { readonly kind: 'union'; readonly of: readonly Value[] }
  | { readonly kind: 'variable'; readonly id: number }
  | { readonly kind: 'global'; readonly name: string }
  /** An import; `name` is the export, `default`, or `*` for the whole module. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'class'; readonly id: number }
  | { readonly kind: 'object'; readonly id: number }
  | { readonly kind: 'array'; readonly of: readonly Value[] }
  | { readonly kind: 'member'; readonly of: Value; readonly name: string }
  /** What a promise resolves to. */
  | { readonly kind: 'awaited'; readonly of: Value }
  /** What a call returns. */
  | { readonly kind: 'result'; readonly call: number }
  /** An instance of a class: by `new`, or by a type annotation. */
  | { readonly kind: 'instance'; readonly of: Value }
  | { readonly kind: 'parameter'; readonly function: number; readonly index: number };

export const UNKNOWN: Value = { kind: 'unknown' };

/** What makes a function run: the module itself, its caller, `new`, or reading a property. */
export type FunctionKind = 'module' | 'function' | 'constructor' | 'getter';

export interface FunctionFact {
  readonly id: number;
  readonly kind: FunctionKind;
  /** As a report shows it: `load`, `Repo.find`, `anonymous function`. */
  readonly name: string;
  readonly line: number;
  /** The function in which this one is written; the module level has itself. */
  readonly parent: number;
  /** Declared `async`: `await` may stand in its body. */
  readonly async: boolean;
  /** Async, or returns a promise in plain sight: its caller goes on before its work is done. */
  promising: boolean;
  /** Who may call it: code that calls it by name, code it was handed to, or other files. */
  reach: 'local' | 'escaping' | 'exported';
  /** What it returns. */
  returns: Value;
  /** The names of its parameters; `''` where a pattern stands. */
  readonly parameters: readonly string[];
  /** The decorators of a method and of its class, by which frameworks find their handlers. */
  readonly decorators: readonly Value[];
}

/** What happens at a call site; `get` is the read of a property that may be a getter. */
export type CallTrigger = 'call' | 'new' | 'tag' | 'get';

export interface CallFact {
  readonly id: number;
  readonly trigger: CallTrigger;
  readonly callee: Value;
  /** The name in the source: `repo.find`. */
  readonly text: string;
  readonly arguments: readonly ArgumentFact[];
  /** The function in which the call stands. */
  readonly function: number;
  readonly line: number;
  /** A guard keeps this call off the main thread (`if (!isMainThread)`). */
  readonly offLoop: boolean;
  /** The call fills a variable that is still empty: `x ??= f()`, `if (x === undefined) x = f()`. */
  readonly lazyInit: boolean;
}

export interface ArgumentFact {
  readonly value: Value;
  readonly view: ArgumentView;
  /** The argument is itself a function expression: this one. */
  readonly inline: boolean;
}

export interface ClassFact {
  readonly id: number;
  readonly name: string;
  readonly base: Value;
  readonly members: Map<string, Value>;
  readonly statics: Map<string, Value>;
  readonly construct: number | undefined;
}

export interface ObjectFact {
  readonly id: number;
  readonly members: Map<string, Value>;
  readonly spreads: readonly Value[];
}

export interface ExportFacts {
  /** By name; `default` is the ESM default, `=` is what `module.exports` was set to. */
  readonly named: Map<string, Value>;
  /** The modules of `export * from`. */
  readonly stars: readonly string[];
}

export interface FileFacts {
  readonly path: string;
  readonly functions: readonly FunctionFact[];
  readonly calls: readonly CallFact[];
  readonly classes: readonly ClassFact[];
  readonly objects: readonly ObjectFact[];
  /** What each variable that anything refers to stands for. */
  readonly variables: readonly Value[];
  readonly exports: ExportFacts;
  /** The file is the entry of a worker thread: nothing in it runs on the main thread's loop. */
  readonly workerEntry: boolean;
}
