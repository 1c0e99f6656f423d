/**
 * Where a server's handlers are registered: what it means that a function is passed to a callee. Paths are those of
 * `../define.ts`.
 */

/**
 * When a function that is passed to a callee runs.
 *
 * - `handler`: on the event loop, while the program serves
 * - `deferred`: on the event loop, later, on behalf of the code that passed it
 * - `inline`: before the callee returns
 * - `startup`, `shutdown`: once, before the program serves or when it is about to end
 * - `elsewhere`: not on this event loop (another thread, another process, a browser), or not by this call
 */
export type Role = 'handler' | 'deferred' | 'inline' | 'startup' | 'shutdown' | 'elsewhere';

export interface HandlerFacts {
  readonly module: string;
  /** By the path of the callee. */
  readonly roles: Readonly<Record<string, Role>>;
}

/** Which handlers a framework waits for. */
export interface AwaitingFramework {
  /** The first major version that does. */
  readonly since: number;
  /** The methods whose handlers it waits for. */
  readonly methods: readonly string[];
  /** Its handlers may hand on errors themselves: they are given a function for that, behind the request and the response. */
  readonly next?: true;
}

/** Gives each of the `names`, as a method of each of the `receivers`, the same role. */
export function methods(
  receivers: readonly string[],
  names: readonly string[],
  role: Role,
): Readonly<Record<string, Role>> {
  const paths = receivers.flatMap((receiver) => names.map((name) => join(receiver, name)));
  return Object.fromEntries(paths.map((path) => [path, role]));
}

function join(receiver: string, name: string): string {
  return receiver === '' || receiver.endsWith('#') ? receiver + name : `${receiver}.${name}`;
}

/** The methods of routers that register a handler for requests. */
export const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'del', 'head', 'options', 'all', 'any', 'ws'] as const;

/** The methods of emitters that register a listener for every event, and those for the next event only. */
export const LISTENERS = ['on', 'addListener', 'prependListener', 'addEventListener'] as const;
export const ONE_TIME_LISTENERS = ['once', 'prependOnceListener'] as const;

/** Those that forget one: they do not run it. */
export const FORGETTING = ['off', 'removeListener', 'removeEventListener'] as const;
