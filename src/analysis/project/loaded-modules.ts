/**
 * Which modules has the start of the program loaded? What nothing else of the project speaks of is where programs begin,
 * and with it is loaded whatever it imports at the top of its files. To require that once more costs next to nothing.
 */
import type { FindModules } from './modules.ts';
import type { TextSearch } from './text-search.ts';

/** Whether the import in `from` leads to a module that is loaded before the program serves. */
export type IsLoaded = (from: string, specifier: string) => boolean;

export function createLoadedTest(searches: ReadonlyMap<string, TextSearch>, findModules: FindModules): IsLoaded {
  let loaded: Loaded | undefined;
  return (from, specifier) => {
    loaded ??= findLoaded(searches, findModules);
    const files = findModules(from, specifier);
    return files.length === 0 ? loaded.packages.has(specifier) : files.every((file) => loaded?.files.has(file));
  };
}

interface Loaded {
  readonly files: ReadonlySet<string>;
  /** What is imported from outside of the project, as it is written. */
  readonly packages: ReadonlySet<string>;
}

function findLoaded(searches: ReadonlyMap<string, TextSearch>, findModules: FindModules): Loaded {
  const mentioned = new Set(
    [...searches].flatMap(([file, search]) =>
      search.getImports(findModules).flatMap((one) => (one.file === file ? [] : [one.file])),
    ),
  );
  const files = new Set([...searches.keys()].filter((file) => !mentioned.has(file)));
  const packages = new Set<string>();
  // A set is iterated in the order in which it grows.
  for (const file of files) {
    for (const specifier of searches.get(file)?.getLoaded() ?? []) {
      const found = findModules(file, specifier);
      if (found.length === 0 && !specifier.startsWith('.')) packages.add(specifier);
      for (const module of found) files.add(module);
    }
  }
  return { files, packages };
}
