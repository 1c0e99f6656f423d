/**
 * Calls that wait for an answer from the network, and where each takes its limit. Paths are those of `../define.ts`,
 * without the class (`#messages.create`) and without what derives one client from another (`create().get` is `get`).
 */
export interface NetworkModule {
  readonly module: string;
  /** By path: the index of the argument that takes the options; `client` where only the client takes a limit. */
  readonly calls: Readonly<Record<string, number | 'client'>>;
  /** The options that end the wait, of a call or of its client; `socket.timeout` is a member of the option `socket`. */
  readonly limits: readonly string[];
  /** The options stand in that argument alone: what comes behind it is data. */
  readonly alone?: true;
  /** The index of the argument by which a client gets its options, where that is not the first. */
  readonly client?: number;
  /** What opens the connection that all calls share, where they are not made from it. */
  readonly opens?: readonly string[];
  /** The calls answer by events, not by a promise. */
  readonly events?: true;
  /** What a call is given to end the wait, or a client where the calls take nothing. */
  readonly pass: string;
  /** Functions that return another client like the one they are called on, or made from. */
  readonly derives?: readonly string[];
  /** When the package gives up by itself, in milliseconds; left out where it never does. */
  readonly givesUpAfterMs?: number;
  /** Where an assignment limits all calls: `defaults` for `axios.defaults.timeout = 5000`. */
  readonly defaults?: string;
}

/** One call of the catalog, as a report needs it. */
export interface NetworkCall {
  readonly module: NetworkModule;
  readonly options: number | 'client';
}

/** The same place of the options for each of these paths. */
export function at<T extends number | 'client'>(options: T, paths: readonly string[]): Record<string, T> {
  return Object.fromEntries(paths.map((path) => [path, options]));
}
