/** What may be as large as others like: the contents of files, of requests and of responses. */

import type { Origin } from './define.ts';

/** By module, the paths as in `define.ts`. */
const LARGE_RESULTS: Readonly<Record<string, readonly string[]>> = {
  global: ['fetch().text', 'fetch().arrayBuffer', 'fetch().bytes', 'fetch().json'],
  'node:fs': ['readFile', 'readFileSync', 'promises.readFile'],
  'node:fs/promises': ['readFile'],
  'node:stream/consumers': ['arrayBuffer', 'buffer', 'json', 'text'],
  'fs-extra': ['readFile', 'readFileSync'],
  'raw-body': [''],
  'get-stream': ['', 'getStreamAsBuffer', 'getStreamAsArrayBuffer'],
  'co-body': ['', 'json', 'text'],
};

const RESULTS = new Set(
  Object.entries(LARGE_RESULTS).flatMap(([module, paths]) => paths.map((path) => `${module}:${path}`)),
);

/** Where what the API returns, or resolves to, comes from; undefined where it has a bound. */
export function getOriginOfResult(module: string, path: string): Origin | undefined {
  if (!RESULTS.has(`${module}:${path}`)) return undefined;
  return FILES.has(module) ? 'file' : 'answer';
}

const FILES = new Set(['node:fs', 'node:fs/promises', 'fs-extra']);

/** The members of requests and messages that hold what was sent, as opposed to where to and by whom. */
export const LARGE_MEMBERS: ReadonlySet<string> = new Set([
  'body',
  'buffer',
  'content',
  'data',
  'files',
  'payload',
  'rawBody',
  'value',
]);

/** What people type in, or what names something, however it was sent. */
export const SMALL_MEMBERS =
  /(?:password|passphrase|token|secret|signature|email|name|answer|phone|url|hash|(?:^|_)id|(?<=[a-z])Id)$/i;

/** Words in the path of a file that people wrote by hand, or that holds little more than a name and a number. */
export const SMALL_FILES =
  /(?<![a-z])(?:package|tsconfig|manifest|versions?|conf(?:ig(?:uration)?)?|settings|plugin|theme|locales?|i18n|lang(?:uages?)?|translations?|keys?|secrets?)(?![a-z])/i;

/** Written by hand, where the source gives the whole name: the code, the texts and the keys of the program itself. */
export const WRITTEN_FILES =
  /\.(?:[cm]?[jt]s|css|ejs|env|graphql|hbs|html?|ini|lua|md|mustache|pem|pug|sql|toml|ya?ml)$/;

/** What functions and files are called that read such files. */
export const SMALL_SUBJECTS =
  /(?<![a-z])(?:conf(?:ig(?:uration)?)?|settings|locales?|i18n|lang(?:uages?)?|translations?)(?![a-z])/i;
