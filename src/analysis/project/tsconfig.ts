/**
 * Where do the `paths` and the `baseUrl` of a tsconfig.json lead? Read without TypeScript, and as far as it goes: what a
 * configuration extends may not be installed, and its own words still count.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isRecord } from './workspace.ts';

/** The paths that a bare specifier may mean, the likeliest first; most of them may be missing. */
export type FindMapped = (specifier: string) => string[];

export function readPathMappings(file: string): FindMapped {
  const { baseUrl, paths = {}, origin = path.dirname(file) } = readOptions(file);
  const patterns = Object.entries(paths).sort(([a], [b]) => getPrefix(b).length - getPrefix(a).length);
  return (specifier) => {
    const mapped = patterns.flatMap(([pattern, targets]) => match(pattern, targets, specifier));
    const all = mapped.map((target) => path.resolve(baseUrl ?? origin, target));
    return baseUrl === undefined ? all : [...all, path.join(baseUrl, specifier)];
  };
}

function getPrefix(pattern: string): string {
  return pattern.split('*', 1)[0] ?? '';
}

/** What stands for the specifier, if the pattern is its own: `@/*` gives `@/db` the targets `src/db`. */
function match(pattern: string, targets: unknown, specifier: string): string[] {
  const [before = '', after] = pattern.split('*');
  const isMatch =
    after === undefined
      ? specifier === pattern
      : specifier.length >= pattern.length - 1 && specifier.startsWith(before) && specifier.endsWith(after);
  if (!isMatch || !Array.isArray(targets)) return [];
  const star = specifier.slice(before.length, specifier.length - (after?.length ?? 0));
  return targets.flatMap((target: unknown) => (typeof target === 'string' ? [target.replace('*', () => star)] : []));
}

/** The files that a configuration extends, directly or not. */
export function listBases(file: string, depth = 0): readonly string[] {
  const config = depth < MAX_DEPTH ? readJson(file) : undefined;
  const bases = isRecord(config) ? findBases(file, config) : [];
  return bases.flatMap((base) => [base, ...listBases(base, depth + 1)]);
}

interface Options {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, unknown>>;
  /** The folder to which `paths` are relative where there is no `baseUrl`. */
  readonly origin?: string;
}

function readOptions(file: string, depth = 0): Options {
  const config = depth < MAX_DEPTH ? readJson(file) : undefined;
  if (!isRecord(config)) return {};
  const folder = path.dirname(file);
  const inherited = findBases(file, config).map((base) => readOptions(base, depth + 1));
  const { baseUrl, paths } = isRecord(config['compilerOptions']) ? config['compilerOptions'] : {};
  return Object.assign(
    {},
    ...inherited,
    typeof baseUrl === 'string' && { baseUrl: path.resolve(folder, baseUrl) },
    isRecord(paths) && { paths, origin: folder },
  ) as Options;
}

/** Configurations that extend themselves end somewhere. */
const MAX_DEPTH = 10;

function findBases(file: string, config: Readonly<Record<string, unknown>>): string[] {
  return [config['extends']].flat().flatMap((base) => (typeof base === 'string' ? (findBase(file, base) ?? []) : []));
}

function findBase(file: string, base: string): string | undefined {
  if (!base.startsWith('.') && !path.isAbsolute(base)) return findInstalled(file, base);
  const target = path.resolve(path.dirname(file), base);
  return [target, `${target}.json`].find((candidate) => candidate.endsWith('.json') && fs.existsSync(candidate));
}

function findInstalled(file: string, base: string): string | undefined {
  for (const name of [base, `${base}/tsconfig.json`]) {
    try {
      return createRequire(file).resolve(name);
    } catch {
      // Not installed, or not under this name.
    }
  }
  return undefined;
}

/** JSON with comments and trailing commas. */
function readJson(file: string): unknown {
  try {
    const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    // Commas come second: comments hold braces, too.
    return JSON.parse([STRING_OR_COMMENT, STRING_OR_COMMA].reduce(keepStrings, text));
  } catch {
    return undefined;
  }
}

function keepStrings(text: string, parts: RegExp): string {
  return text.replaceAll(parts, (part) => (part.startsWith('"') ? part : ''));
}

const STRING_OR_COMMENT = /"(?:\\.|[^"\\])*"|\/\/.*|\/\*[\s\S]*?\*\//g;
const STRING_OR_COMMA = /"(?:\\.|[^"\\])*"|,(?=\s*[}\]])/g;
