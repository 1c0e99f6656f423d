/** Where does this import lead? To a file of the project, or out of it. */
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { CachedInputFileSystem, ResolverFactory } from 'enhanced-resolve';
import { type FindMapped, readPathMappings } from './tsconfig.ts';
import { findOwnPackages, getEntries, type OwnPackage } from './workspace.ts';

/**
 * The files of the project that an import in `from` leads to: none for packages, Node's modules, and typos; several for
 * a specifier in which a value comes in, `../jobs/*`.
 */
export type FindModules = (from: string, specifier: string) => readonly string[];

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What TypeScript lets an import of a JavaScript file mean. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

export function createModuleFinder(root: string, files: ReadonlySet<string>): FindModules {
  const known = new Map<string, readonly string[]>();
  const findBare = createBareFinder(root, files);
  return (from, specifier) => {
    const folder = path.dirname(from);
    const isRelative = specifier.startsWith('.') || path.isAbsolute(specifier);
    if (!isRelative && isBuiltin(specifier)) return [];
    const key = `${folder}\0${specifier}`;
    let found = known.get(key);
    if (!found) {
      const target = path.resolve(folder, specifier);
      if (!isRelative) found = present(findBare(folder, specifier));
      else if (specifier.includes('*')) found = findMatching(target, files);
      else found = present(findFile(target, files) ?? findFile(path.join(root, specifier), files));
      known.set(key, found);
    }
    return found;
  };
}

function present(file: string | undefined): readonly string[] {
  return file === undefined ? [] : [file];
}

/** The files of which a pattern could be the path, or the path without extension or `index`. */
function findMatching(pattern: string, files: ReadonlySet<string>): readonly string[] {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`));
  const matcher = new RegExp(String.raw`^${parts.join(String.raw`[^\\/]+`)}(?:[\\/]index)?(?:\.[cm]?[jt]sx?)?$`);
  return [...files].filter((file) => matcher.test(file)).slice(0, MAX_MATCHES);
}

const MAX_MATCHES = 100;

/** The file that a path means; where it is a build, the file that was built. */
function findFile(target: string, files: ReadonlySet<string>): string | undefined {
  return findExact(target, files) ?? findSource(target, files);
}

function findSource(target: string, files: ReadonlySet<string>): string | undefined {
  const candidates = [...target.matchAll(BUILD_FOLDER)].flatMap(({ index, 0: folder }) =>
    SOURCE_FOLDERS.map((source) => path.join(target.slice(0, index), source, target.slice(index + folder.length))),
  );
  for (const candidate of candidates) {
    const found = findExact(candidate, files);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where builds are put, perhaps in several formats: `dist/`, `build/esm/`. */
const BUILD_FOLDER = /[\\/](?:dist|build|out|lib)(?:[\\/](?:esm?|mjs|cjs|commonjs|module))?(?=[\\/])/g;

const SOURCE_FOLDERS = ['src', 'lib', 'source', '.'];

/** The file that a path without extension, with another extension, or of a folder, means. */
function findExact(target: string, files: ReadonlySet<string>): string | undefined {
  const extension = path.extname(target);
  const aliases = ALIASES[extension]?.map((alias) => target.slice(0, -extension.length) + alias) ?? [target];
  const candidates = [
    ...aliases,
    ...EXTENSIONS.map((added) => target + added),
    ...EXTENSIONS.map((added) => path.join(target, `index${added}`)),
  ];
  return candidates.find((candidate) => files.has(candidate));
}

type FindBare = (folder: string, specifier: string) => string | undefined;

/** Imports by name: packages of the same workspace, tsconfig `paths`, package `imports`. */
function createBareFinder(root: string, files: ReadonlySet<string>): FindBare {
  let packages: ReadonlyMap<string, OwnPackage> | undefined;
  const resolver = createResolver();
  const mappings = new Map<string, FindMapped>();
  const answers = new Map<string, string | undefined>();
  const getConfig = createUpwardFinder(root, 'tsconfig.json');
  const getPackage = createUpwardFinder(root, 'package.json');

  function findMapped(folder: string, specifier: string): string | undefined {
    const tsconfig = getConfig(folder);
    if (tsconfig === undefined) return undefined;
    let mapping = mappings.get(tsconfig);
    if (!mapping) mappings.set(tsconfig, (mapping = readPathMappings(tsconfig)));
    return findFirst(mapping(specifier), files);
  }

  function resolve(folder: string, specifier: string): string | undefined {
    try {
      const found = resolver.resolveSync({}, folder, specifier);
      return found === false ? undefined : toSource(found, files);
    } catch {
      return undefined;
    }
  }

  return (folder, specifier) => {
    const key = [getPackage(folder), getConfig(folder), specifier].join('\0');
    if (!answers.has(key)) {
      packages ??= findOwnPackages(root, files);
      const own = findMapped(folder, specifier) ?? findInPackage(specifier, packages, files);
      answers.set(key, own ?? resolve(folder, specifier));
    }
    return answers.get(key);
  };
}

function findFirst(candidates: readonly string[], files: ReadonlySet<string>): string | undefined {
  for (const candidate of candidates) {
    const found = findFile(candidate, files);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInPackage(
  specifier: string,
  packages: ReadonlyMap<string, OwnPackage>,
  files: ReadonlySet<string>,
): string | undefined {
  const [name = '', inner = ''] = /^((?:@[^/]+\/)?[^/]+)\/?(.*)$/.exec(specifier)?.slice(1) ?? [];
  const own = packages.get(name);
  return own && findFirst(getEntries(own, inner), files);
}

function createResolver(): ReturnType<typeof ResolverFactory.createResolver> {
  return ResolverFactory.createResolver({
    fileSystem: new CachedInputFileSystem(fs, 4000),
    useSyncFileSystemCalls: true,
    extensions: [...EXTENSIONS],
    extensionAlias: Object.fromEntries(Object.entries(ALIASES).map(([from, to]) => [from, [...to]])),
    conditionNames: ['source', 'import', 'require', 'node', 'default'],
    mainFields: ['source', 'module', 'main'],
  });
}

/** A package of the workspace resolves to what it publishes; its sources stand where its build came from. */
function toSource(file: string, files: ReadonlySet<string>): string | undefined {
  if (files.has(file)) return file;
  if (file.includes(`${path.sep}node_modules${path.sep}`)) return undefined;
  return findFile(file, files);
}

/** Finds the nearest file of a name above a folder, up to the root. */
function createUpwardFinder(root: string, name: string): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const find = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const own = path.join(folder, name);
    const isEnd = folder === root || folder === path.dirname(folder);
    const found = fs.existsSync(own) ? own : isEnd ? undefined : find(path.dirname(folder));
    known.set(folder, found);
    return found;
  };
  return find;
}
