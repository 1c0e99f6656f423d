/**
 * Which modules has the start of the program loaded? What nothing else of the project speaks of is where programs begin,
 * and with it is loaded whatever it imports at the top of its files, or requires in functions that the start runs. To
 * require that once more costs next to nothing.
 */
import type { Graph } from '../contexts/contexts.ts';
import type { FindModules } from './modules.ts';
import type { TextSearch } from './text-search.ts';

/** Whether the import in `from` leads to a module that is loaded before the program serves. */
export type IsLoaded = (from: string, specifier: string) => boolean;

export function createLoadedTest(
  searches: ReadonlyMap<string, TextSearch>,
  findModules: FindModules,
  graph: Graph,
): IsLoaded {
  let loaded: Loaded | undefined;
  return (from, specifier) => {
    loaded ??= findLoaded(searches, findModules, graph);
    const files = findModules(from, specifier);
    return files.length === 0 ? loaded.packages.has(specifier) : files.every((file) => loaded?.files.has(file));
  };
}

interface Loaded {
  readonly files: ReadonlySet<string>;
  /** What is imported from outside of the project, as it is written. */
  readonly packages: ReadonlySet<string>;
}

function findLoaded(searches: ReadonlyMap<string, TextSearch>, findModules: FindModules, graph: Graph): Loaded {
  const mentioned = new Set(
    [...searches].flatMap(([file, search]) =>
      search.getImports(findModules).flatMap((one) => (one.file === file ? [] : [one.file])),
    ),
  );
  const files = new Set([...searches.keys()].filter((file) => !mentioned.has(file)));
  const packages = new Set<string>();
  const load = (from: string, specifier: string): void => {
    const found = findModules(from, specifier);
    if (found.length === 0 && !specifier.startsWith('.')) packages.add(specifier);
    for (const module of found) files.add(module);
  };
  for (const { from, specifier } of findRequiredAtStart(graph)) load(from, specifier);
  // A set is iterated in the order in which it grows.
  for (const file of files) for (const specifier of searches.get(file)?.getLoaded() ?? []) load(file, specifier);
  return { files, packages };
}

interface Required {
  readonly from: string;
  readonly specifier: string;
}

/** What functions require that the start of the program runs. */
function findRequiredAtStart(graph: Graph): Required[] {
  return [...graph.values()].flatMap(({ file, fact, contexts }) => {
    if (!contexts.has('startup')) return [];
    return file.calls.flatMap(({ function: id, callee, arguments: [specifier] }) => {
      const isRequire = callee.kind === 'global' && callee.name === 'require';
      if (id !== fact.id || !isRequire || !specifier) return [];
      // `./jobs/*`: any of them may be the one.
      const written = specifier.view.type === 'string' ? specifier.view.value : specifier.pattern;
      return written === undefined ? [] : [{ from: file.path, specifier: written }];
    });
  });
}
