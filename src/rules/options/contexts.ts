/** When code runs, as the options `entry` and `contexts` say. */
import path from 'node:path';
import picomatch from 'picomatch';
import type { DeclaredContexts, OwnRole } from '../../analysis/contexts/declared.ts';
import { assertExported } from './installed-package.ts';
import type { SharedOptions } from './shared-options.ts';
import { getFunctionKey, getKey, getLastName, getTargetKey, type Specifier, withoutExtension } from './specifiers.ts';

/** @throws TypeError for a specifier whose package is installed and lacks the name */
export function createContexts(
  key: string,
  { entry, contexts }: Required<Pick<SharedOptions, 'entry' | 'contexts'>>,
  cwd: string,
): DeclaredContexts {
  const { handlers = [], registrars = [], startup = [], offLoop = [], graphql = false } = contexts;
  const all = [...handlers, ...registrars, ...startup, ...offLoop];
  for (const specifier of all) if (specifier.from === 'package') assertExported(specifier, cwd);
  const runs = createLookup(cwd, { handler: handlers, startup, elsewhere: offLoop });
  const takes = createLookup(cwd, { handler: registrars, startup, elsewhere: offLoop });
  return {
    key,
    words: new Set(all.map(({ name }) => getLastName(name))),
    graphql,
    isEntry: createMatcher(entry, cwd),
    findRole: (target) => takes?.(getTargetKey(target)),
    findOwnRole: (file, { name }) => runs?.(getFunctionKey(file.path, name)),
  };
}

type Lookup = (key: string) => OwnRole | undefined;

/** Undefined where there is nothing to find. */
function createLookup(cwd: string, roles: Readonly<Record<OwnRole, readonly Specifier[]>>): Lookup | undefined {
  const entries = Object.entries(roles) as [OwnRole, readonly Specifier[]][];
  const all = entries.flatMap(([role, specifiers]) => specifiers.map((specifier) => [specifier, role] as const));
  if (all.length === 0) return undefined;
  const exact = new Map(all.map(([specifier, role]) => [getKey(specifier, cwd), role]));
  const patterns = all.flatMap(([specifier, role]) =>
    isPattern(specifier) ? [{ matches: createMatcher([toPattern(specifier)], cwd), role }] : [],
  );
  return (key) => exact.get(key) ?? patterns.find(({ matches }) => matches(key))?.role;
}

/** A file specifier may name several files: `src/functions/*.ts`. */
function isPattern(specifier: Specifier): specifier is Extract<Specifier, { from: 'file' }> {
  return specifier.from === 'file' && picomatch.scan(specifier.path).isGlob;
}

function toPattern({ path: files, name }: Extract<Specifier, { from: 'file' }>): string {
  return `${withoutExtension(files)}:${name}`;
}

/** Whether a file, by its absolute path, is one of those that paths and globs name; a folder is all that is in it. */
function createMatcher(patterns: readonly string[], cwd: string): (file: string) => boolean {
  if (patterns.length === 0) return () => false;
  const posix = patterns.map((pattern) => path.posix.normalize(pattern.replaceAll('\\', '/')).replace(/\/$/, ''));
  const matches = picomatch(
    posix.flatMap((pattern) => [pattern, `${pattern}/**`]),
    { dot: true },
  );
  return (file) => matches(path.relative(cwd, file).replaceAll('\\', '/'));
}
