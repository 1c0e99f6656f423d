import { basename } from 'node:path';
import type { BlockingApi } from '../catalog/define.ts';

/** What may be shown of the arguments of a call. */
export type Redact = (args: readonly unknown[]) => readonly string[];

/** Of these the second argument is a path, too; of all others it may be what is written. */
const TWO_PATHS: readonly string[] = ['copyFileSync', 'cpSync', 'linkSync', 'renameSync', 'symlinkSync'];
const MAX_LENGTH = 100;

/** Variables that are set for the command come before it, and are often secret. */
const COMMAND = /^\s*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'])*\s+)*(?:"([^"]+)"|'([^']+)'|([^\s"']+))/;
const PROGRAM = /^[\w.@+-]+$/;

/**
 * `syncCalls: 'arguments'` shows the program of a command and the names of files, without folders and without anything
 * else: options hold passwords.
 *
 * @returns undefined for an API of which nothing may be shown.
 */
export function redactorOf({ kind, path }: BlockingApi): Redact | undefined {
  if (kind === 'process') return ([command]) => compact([readProgram(command)]);
  if (kind !== 'fs') return undefined;
  const paths = TWO_PATHS.includes(path) ? 2 : 1;
  return (args) => compact(args.slice(0, paths).map(readName));
}

function readProgram(command: unknown): string | undefined {
  const [, quoted, raw, bare] = COMMAND.exec(typeof command === 'string' ? command : '') ?? [];
  const program = basename(quoted ?? raw ?? bare ?? '');
  return PROGRAM.test(program) ? program.slice(0, MAX_LENGTH) : undefined;
}

function readName(path: unknown): string | undefined {
  if (typeof path !== 'string' && !(path instanceof URL)) return undefined;
  const name = basename(path instanceof URL ? path.pathname : path);
  return name === '' ? undefined : name.slice(0, MAX_LENGTH).replace(/\p{Cc}/gu, '?');
}

function compact(texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined);
}
