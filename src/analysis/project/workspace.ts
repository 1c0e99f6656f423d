/**
 * Which file does the name of a package of this very project mean? Its package.json tells; nothing need be installed or
 * built for that.
 */
import fs from 'node:fs';
import path from 'node:path';

export interface OwnPackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What a package.json says, if it says it. */
interface Manifest {
  readonly name?: unknown;
  readonly exports?: unknown;
  readonly source?: unknown;
  readonly module?: unknown;
  readonly main?: unknown;
}

/** The packages that hold files of the project, by name. */
export function findOwnPackages(root: string, files: Iterable<string>): ReadonlyMap<string, OwnPackage> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = path.dirname(file); !folders.has(folder); folder = path.dirname(folder)) {
      folders.add(folder);
      if (folder === root || folder === path.dirname(folder)) break;
    }
  }
  const packages = [...folders].flatMap((folder) => readPackage(folder) ?? []);
  return new Map(packages.flatMap((own) => (typeof own.manifest.name === 'string' ? [[own.manifest.name, own]] : [])));
}

function readPackage(folder: string): OwnPackage | undefined {
  try {
    const manifest: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return isRecord(manifest) ? { folder, manifest } : undefined;
  } catch {
    return undefined;
  }
}

/** The paths that `name` or `name/inner` may mean, the likeliest first; most of them may be missing. */
export function getEntries({ folder, manifest }: OwnPackage, inner: string): string[] {
  const exported = getExported(manifest.exports, inner === '' ? '.' : `./${inner}`);
  const named =
    inner === '' ? [manifest.source, manifest.module, manifest.main, 'index', 'src/index'] : [inner, `src/${inner}`];
  return [exported, ...named].flatMap((entry) => (typeof entry === 'string' ? [path.join(folder, entry)] : []));
}

function getExported(exports: unknown, entry: string): string | undefined {
  const hasEntries = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  if (!hasEntries) return entry === '.' ? getTarget(exports) : undefined;
  if (entry in exports) return getTarget(exports[entry]);
  for (const [pattern, target] of Object.entries(exports)) {
    const [before = '', after] = pattern.split('*');
    if (after === undefined || !entry.startsWith(before) || !entry.endsWith(after)) continue;
    return getTarget(target)?.replaceAll('*', entry.slice(before.length, entry.length - after.length));
  }
  return undefined;
}

const CONDITIONS = ['source', 'import', 'require', 'node', 'default'];

function getTarget(exported: unknown): string | undefined {
  if (typeof exported === 'string') return exported;
  if (!isRecord(exported)) return undefined;
  for (const condition of CONDITIONS) {
    const target = getTarget(exported[condition]);
    if (target !== undefined) return target;
  }
  return undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
