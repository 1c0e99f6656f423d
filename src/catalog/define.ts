/**
 * The words in which the catalog states its facts. One {@link BlockingApi} is one API that can block the event
 * loop; {@link defineModule} makes the rows of one module, so that a new API is one line.
 *
 * **Paths.** An API is found by its access path from the module's exports, written as code would reach it:
 *
 * | path | is reached by |
 * | --- | --- |
 * | `readFileSync` | `fs.readFileSync(…)`, or the named import |
 * | `` (empty) | calling what the module exports: `import sync from 'x'; sync(…)`, `require('x')(…)` |
 * | `promises.stat` | a member of a member |
 * | `DatabaseSync#exec` | a method of an instance of the exported class `DatabaseSync` |
 * | `().process().css` | `postcss([]).process(css).css`: `()` is the result of a call |
 * | `#exec` | a method of an instance of the class that the module exports itself: `new Database(…).exec(…)` |
 *
 * A leading `default` never counts: `import fs from 'fs'`, `import * as fs from 'fs'` and `require('fs')` are one.
 */

/** How long a call keeps the loop, as an order of magnitude: below 0.1 ms, about 1 ms, about 10 ms, 100 ms and more. */
export type Severity = 'none' | 'low' | 'medium' | 'high';

/** From harmless to worst; {@link isAtLeast} compares by this order. */
export const SEVERITIES: readonly Severity[] = ['none', 'low', 'medium', 'high'];

/** What the call waits for, or spends the time on. */
export type Kind =
  'compression' | 'cpu' | 'crypto' | 'database' | 'fs' | 'input' | 'module' | 'network' | 'other' | 'process' | 'sleep';

/** Where an input without a bound comes from: the contents of a file, an answer, or what a handler is given. */
export type Origin = 'file' | 'answer' | 'received';

/** The rule that reports the API; a node gets at most one report. */
export type Owner = 'no-blocking-call' | 'no-large-sync-work' | 'no-lazy-require';

/** What has to happen to the path for it to block: a call, `new`, a tagged template, or a mere property read. */
export type Trigger = 'call' | 'new' | 'tag' | 'get';

type Literal = string | number | boolean | null;

/**
 * A fact about the arguments of a call. All fields that are given must hold. An argument whose value cannot be known
 * never fulfils a condition, except `callback` and `given`: whatever *may* be a function, or be there, fulfils them.
 */
export interface Condition {
  /** Which argument, from 0; negative counts from the last one given (-1). */
  readonly arg: number;
  /** Look at this property of the argument, an object, instead of at the argument. */
  readonly property?: string;
  /** The value is one of these. */
  readonly is?: readonly Literal[];
  /** The value is a number, at most this. */
  readonly atMost?: number;
  /** The value is a number, at least this. */
  readonly atLeast?: number;
  /** The value is of this type. `missing`: no such argument or property. */
  readonly type?: 'number' | 'string' | 'object' | 'missing';
  /** The argument or property is, or may be, there. */
  readonly given?: true;
  /** The argument is, or may be, a function: the caller chose the callback form. */
  readonly callback?: true;
}

/** A severity that holds only under a condition. */
export interface SeverityCase extends Condition {
  readonly severity: Severity;
}

/** How a suggestion rewrites the call: `await name(…)`, with `name` imported from `module`. */
export interface Rewrite {
  readonly module: string;
  /** Empty where it is what the module exports itself. */
  readonly name: string;
  /** `promisify`: the replacement takes a callback, and is wrapped with `promisify` of `node:util`. */
  readonly form: 'promise' | 'promisify';
  /** What makes the result that of the blocking call, where somebody uses it: the arguments of a `.then(…)`. */
  readonly then?: string;
  /** It results in text where the blocking call results in a buffer, if no option names an encoding. */
  readonly yieldsText?: true;
  /** For TypeScript, whose `promisify` sees one overload of several: how many arguments that has, and its result. */
  readonly inTypeScript?: { readonly arguments: number; readonly then?: string };
  /** No rewrite where one of these holds, because the replacement would not do the same. */
  readonly unless?: readonly Condition[];
}

/** One API that can block the event loop. */
export interface BlockingApi {
  /** The module it comes from, with `node:` for Node's own; `global` for globals. */
  readonly module: string;
  /** Access path from the module's exports; see the top of this file. */
  readonly path: string;
  /** Display name, `module.export` without `node:`: `fs.readFileSync`. The same words in every report. */
  readonly name: string;
  readonly kind: Kind;
  /** Severity when none of the `cases` holds. */
  readonly severity: Severity;
  /** Severities by argument; the first one that holds wins. */
  readonly cases: readonly SeverityCase[];
  readonly trigger: Trigger;
  readonly owner: Owner;
  /** Display name of the API to use instead. */
  readonly instead?: string;
  /** A full sentence with the way out, where no other API is one: "Run it in a worker pool such as piscina." */
  readonly advice?: string;
  readonly rewrite?: Rewrite;
  /** The version of Node, or of the package, that brought it. */
  readonly since?: string;
  /** Node majors that no longer have it, or do not have it yet, although `since` says otherwise. */
  readonly notIn?: readonly number[];
  /** Which argument decides how long it takes: the call counts only where that may be large. */
  readonly input?: number;
  /** Of an input whose size nobody knows, only one that a caller passes in counts. */
  readonly passed?: true;
  /** How badly it blocks where the input has this origin, if not as badly as else. */
  readonly origins?: Partial<Record<Origin, Severity>>;
  /** Why it blocks, where the name does not tell: "returns a promise but computes on the calling thread". */
  readonly reason?: string;
}

/** The facts about one module. */
export interface BlockingModule {
  readonly module: string;
  readonly apis: readonly BlockingApi[];
  /** This module offers all that another does, under its own name: `fs-extra` mirrors `node:fs`. */
  readonly mirrors?: string;
  /** What calls return, where that leads to more rows: `{ 'DatabaseSync#prepare': 'StatementSync#' }`. */
  readonly returns: Readonly<Record<string, string>>;
}

/** A row as it is written: what `defineModule` cannot derive. */
export type Row = Partial<
  Pick<
    BlockingApi,
    | 'kind'
    | 'trigger'
    | 'owner'
    | 'instead'
    | 'advice'
    | 'rewrite'
    | 'since'
    | 'notIn'
    | 'reason'
    | 'cases'
    | 'input'
    | 'passed'
    | 'origins'
  >
> & { readonly severity: Severity };

interface ModuleFacts {
  /** The kind of all rows that do not name their own. */
  readonly kind: Kind;
  readonly mirrors?: string;
  readonly returns?: Readonly<Record<string, string>>;
  /** A sentence for all rows that have neither `instead` nor `advice`. */
  readonly advice?: string;
}

/** Makes the rows of one module. */
export function defineModule(module: string, facts: ModuleFacts, rows: Readonly<Record<string, Row>>): BlockingModule {
  const apis = Object.entries(rows).map(([path, row]): BlockingApi => ({
    kind: facts.kind,
    cases: [],
    trigger: 'call',
    owner: 'no-blocking-call',
    ...(facts.advice !== undefined && row.instead === undefined && { advice: facts.advice }),
    ...row,
    module,
    path,
    name: displayName(module, path),
  }));
  return { module, apis, returns: facts.returns ?? {}, ...(facts.mirrors !== undefined && { mirrors: facts.mirrors }) };
}

/** The name a report shows for a path of a module: `fs.readFileSync`, `sqlite.DatabaseSync#exec`, `sync-request`. */
export function displayName(module: string, path: string): string {
  if (module === 'global') return path;
  const owner = module.replace(/^node:/, '');
  return path === '' || /^[(#]/.test(path) ? `${owner}${path}` : `${owner}.${path}`;
}

/** What the reader can do about the call, as a sentence; the same words in lint reports and in the monitor's warnings. */
export function getCure(api: Pick<BlockingApi, 'instead' | 'advice'>, quote = '`'): string {
  if (api.instead !== undefined) return `Use ${quote}${api.instead}${quote} instead.`;
  return api.advice ?? 'Run it in a worker thread.';
}

export function isAtLeast(severity: Severity, minimum: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(minimum);
}
