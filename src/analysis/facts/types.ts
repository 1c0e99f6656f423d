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
  /** An import; `name` is the export, `default`, or `*` for the whole module. A `*` in `module` is any file name. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string }
  | { readonly kind: 'function'; readonly id: number }
  | { readonly kind: 'class'; readonly id: number }
  | { readonly kind: 'object'; readonly id: number }
  | { readonly kind: 'array'; readonly of: readonly Value[] }
  /** A member; of those whose names come in at run time, `like` tells what is known of the name: `on*`. */
  | { readonly kind: 'member'; readonly of: Value; readonly name: string; readonly like?: string }
  /** What a promise resolves to. */
  | { readonly kind: 'awaited'; readonly of: Value }
  /** What a call returns. */
  | { readonly kind: 'result'; readonly call: number }
  | { readonly kind: 'interface'; readonly id: number }
  /** An instance of a class: by `new`, or by a type annotation, which instances of its subclasses fit too. */
  | { readonly kind: 'instance'; readonly of: Value; readonly annotated?: true }
  | { readonly kind: 'parameter'; readonly function: number; readonly index: number };

export const UNKNOWN: Value = { kind: 'unknown' };

/** The name under which {@link Value} speaks of the elements of a list or a map, and of any member of a table. */
export const ELEMENT = '[]';

/** The name under which all members of something are added to something else. */
export const ALL_MEMBERS = '*';

/** What makes a function run: the module itself, its caller, `new`, or reading or writing a property. */
export type FunctionKind = 'module' | 'function' | 'constructor' | 'getter' | 'setter';

export interface FunctionFact {
  readonly id: number;
  readonly kind: FunctionKind;
  /** As a report shows it: `load`, `Repo.find`, `anonymous function`. */
  readonly name: string;
  readonly line: number;
  /** Where it stands in the text; a constructor that is not written stands for its class. */
  readonly range: readonly [number, number];
  /** The function in which this one is written; the module level has itself. */
  readonly parent: number;
  /** Declared `async`: `await` may stand in its body. */
  readonly async: boolean;
  /** Async, or returns a promise in plain sight: its caller goes on before its work is done. */
  promising: boolean;
  /** Changes variables of others, or members of anything. */
  changes: boolean;
  /** Awaits or yields something that may take time: its callers' `await` gives others a turn. */
  pauses: boolean;
  /** Has a loop. */
  repeats: boolean;
  /** Code that does not call it by name may come to call it: it is exported, returned, or kept somewhere. */
  escapes: boolean;
  /** What it returns. */
  returns: Value;
  /** The names of its parameters; `''` where a pattern stands. */
  readonly parameters: readonly string[];
  /** How many arguments it must be given; fewer than it has parameters where the last ones are optional. */
  readonly required: number;
  /** It takes any number of arguments after those that it names. */
  readonly variadic: boolean;
  /** The type annotations of its parameters and its result, as they are written; `''` where there is none. */
  readonly annotated: readonly string[];
  /** What its documentation says of it: `@blocking`, or `@nonblocking` with or without a reason. */
  readonly annotation: Annotation | undefined;
  /** Its documentation says `@deprecated`. */
  readonly deprecated: boolean;
  /** The decorators of a method and of its class, by which frameworks find their handlers. */
  readonly decorators: readonly Value[];
}

export type Annotation = 'blocking' | 'nonblocking' | 'nonblocking without a reason';

/**
 * What happens at a call site; `get` is the read of a property that may be a getter, `set` the write of a setter's,
 * `drain` the call of an iterator's method by `for…of`, `...` or `yield*`.
 */
export type CallTrigger = 'call' | 'new' | 'tag' | 'get' | 'set' | 'drain';

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
  /** Where it stands in the text. */
  readonly range: readonly [number, number];
  /** An `eslint-disable` directive that names one of our rules covers it. */
  readonly disabled: boolean;
  readonly offLoop: OffLoop | undefined;
  /**
   * Every run of its function comes to this call: no branch around it, no way out before it. Known only in files that
   * put functions off by `nextTick` and the like.
   */
  readonly always: boolean;
  /** The call is made only while something is empty, which its result or its callee fills: `if (x === undefined) x = f()`. */
  readonly lazyInit: LazyInit | undefined;
  /** The place of the parameter that its function must be given for the call to be made: `if (sync) f()`. */
  readonly flag: number | undefined;
}

/**
 * Only a worker thread comes to this place (`if (!isMainThread)`), or only a program that is developed or tested (`trial`),
 * or the process ends right behind it.
 */
export type OffLoop = 'thread' | 'trial' | 'exit';

export interface LazyInit {
  /** What fills the variable that is still empty: `x ??= f()`, or `if (!x) f()`; an `entry` is one of many variables. */
  readonly fills: 'result' | 'callee' | 'entry';
  /** The functions of the file that empty it again. */
  readonly emptiedBy: readonly number[];
}

export interface ArgumentFact {
  readonly value: Value;
  readonly view: ArgumentView;
  /** A template, with `*` where a value comes in: `../jobs/*`. */
  readonly pattern: string | undefined;
  /** The argument is itself a function expression: this one. */
  readonly inline: boolean;
  readonly range: readonly [number, number];
}

/** A loop that its own code cannot show to come to an end by itself: it may only wait, or never let others run. */
export interface LoopFact {
  /** The function in which it stands. */
  readonly function: number;
  readonly line: number;
  readonly range: readonly [number, number];
  /** An `eslint-disable` directive that names `no-busy-wait` covers it. */
  readonly disabled: boolean;
  readonly offLoop: OffLoop | undefined;
  /** The calls of one round, in its tests and its body. */
  readonly calls: readonly number[];
  /** What may end it; none: nothing does. */
  readonly exits: readonly ExitFact[];
  readonly pauses: readonly PauseFact[];
}

/** A test that may end a loop. */
export interface ExitFact {
  /** As the source has it: `ready`, `Date.now() < end`. */
  readonly text: string;
  /** The calls in it. */
  readonly calls: readonly number[];
  /** The calls from which each round renews what it reads: `now = Date.now()`. */
  readonly renewedBy: readonly number[];
  /** The loop itself changes what it reads, from something that is no call. */
  readonly changed: boolean;
  /** Each round makes it from what it was before: `path = parent(path)`. */
  readonly circular: boolean;
}

/** An `await` or `yield` in a loop. */
export interface PauseFact {
  /** What is awaited. */
  readonly value: Value;
  /** It is no promise, or one that is settled already, so that only other promises get a turn. */
  readonly immediate: boolean;
}

/** An interface, or a type alias. */
export interface InterfaceFact {
  readonly id: number;
  readonly name: string;
  /** What its properties are, where their types tell. */
  readonly members: ReadonlyMap<string, Value>;
  /** The interfaces it extends, or the type it is another name of. */
  readonly bases: readonly Value[];
}

/** A value that is declared to be of an interface: `const store: Store = { … }`, `function create(): Store`. */
export interface TypedFact {
  readonly type: Value;
  readonly value: Value;
}

export interface ClassFact {
  readonly id: number;
  readonly name: string;
  readonly base: Value;
  readonly implements: readonly Value[];
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

export interface AssignmentFact {
  readonly target: Value;
  readonly name: string;
  readonly value: Value;
}

export interface FileFacts {
  readonly path: string;
  readonly functions: readonly FunctionFact[];
  readonly calls: readonly CallFact[];
  readonly classes: readonly ClassFact[];
  readonly objects: readonly ObjectFact[];
  readonly interfaces: readonly InterfaceFact[];
  readonly loops: readonly LoopFact[];
  readonly typed: readonly TypedFact[];
  /** What is assigned to members of values that may come from other files: `User.create = …`. */
  readonly assignments: readonly AssignmentFact[];
  /** What each variable that anything refers to stands for. */
  readonly variables: readonly Value[];
  readonly exports: ExportFacts;
  /** What the variables at the top of the file stand for, by name. */
  readonly topLevel: ReadonlyMap<string, Value>;
  /** The file imports a module of Node's own. */
  readonly importsNode: boolean;
  /** The file speaks of a page, if only to ask whether there is one: what both have, such as `alert`, is that page's. */
  readonly namesPage: boolean;
  /** The file is written for the page of a browser. */
  readonly forPages: boolean;
  /** The file is the entry of a worker thread: nothing in it runs on the main thread's loop. */
  readonly workerEntry: boolean;
}
