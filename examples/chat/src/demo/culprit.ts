import { isInFunction, lineOf, pathOf } from './source.ts';

/** The blocking code of a scene, as the monitor must name it. */
export interface Culprit {
  /** For a call into native code, the API. */
  api?: string;
  file: string;
  /** Any of these may be running: a computation is somewhere else each time. */
  functions: string[];
  /** What the blocking line holds, where it is always the same. */
  code?: string;
}

/** Whether a line of the monitor names the culprit: its API, and `function (file:line:column)`. */
export function isNamedIn(warning: string, { api, file, functions, code }: Culprit): boolean {
  const [, name = '', path = '', line = ''] = /blocked .* (\S+) \(([^()]+):(\d+):\d+\)/.exec(warning) ?? [];
  if (path !== pathOf(file) || !functions.includes(name)) return false;
  if (api !== undefined && !warning.includes(` in ${api} `)) return false;
  return code === undefined ? isInFunction(file, name, Number(line)) : lineOf(file, code) === Number(line);
}

export function describe({ api, file, functions, code }: Culprit): string {
  const place = code === undefined ? pathOf(file) : `${pathOf(file)}:${lineOf(file, code)}`;
  return `${api === undefined ? '' : `${api} at `}${functions.join(' or ')} (${place})`;
}
