/** What is installed for the project? A typo in an option is an error, not a rule that never reports. */
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';

interface PackageSpecifier {
  readonly package: string;
  readonly name: string;
}

const checked = new Map<string, boolean>();

/**
 * Looks for the name in the package's sources and declarations. That accepts a little too much (a word in a comment),
 * but needs neither to run the package nor to understand how it re-exports.
 *
 * @throws TypeError if the package is installed and no file of it has the name
 */
export function assertExported(specifier: PackageSpecifier, cwd: string): void {
  const name = specifier.name.split(/[#.]/).at(-1)?.replace('()', '') ?? '';
  const key = [cwd, specifier.package, name].join('\0');
  let found = checked.get(key);
  if (found === undefined) checked.set(key, (found = mayExport(specifier.package, name, cwd)));
  if (found) return;
  throw new TypeError(
    `unblocked: the options name ${JSON.stringify(specifier.name)} of the package ${JSON.stringify(specifier.package)}, which is installed and has no such export.`,
  );
}

const majors = new Map<string, number | undefined>();

/** The major version of a package as it is installed for the project; undefined where it is not. */
export function getInstalledMajor(name: string, cwd: string): number | undefined {
  const key = [cwd, name].join('\0');
  if (!majors.has(key)) majors.set(key, readMajor(name, cwd));
  return majors.get(key);
}

function readMajor(name: string, cwd: string): number | undefined {
  const folder = findPackage(name, cwd);
  if (folder === undefined) return undefined;
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version?: string };
  return version === undefined ? undefined : Number.parseInt(version, 10);
}

function mayExport(specifier: string, name: string, cwd: string): boolean {
  if (isBuiltin(specifier)) return true;
  const folder = findPackage(getPackageName(specifier), cwd);
  if (folder === undefined || name === '') return true;
  const word = new RegExp(String.raw`(?<![\w$])${name.replaceAll('$', String.raw`\$`)}(?![\w$])`);
  let left = MAX_FILES;
  const search = (directory: string): boolean =>
    fs.readdirSync(directory, { withFileTypes: true }).some((entry) => {
      const file = path.join(directory, entry.name);
      if (entry.isDirectory()) return entry.name !== 'node_modules' && search(file);
      if (!/\.(?:[cm]?js|d\.[cm]?ts)$/.test(entry.name)) return false;
      return --left < 0 || word.test(fs.readFileSync(file, 'utf8'));
    });
  return search(folder);
}

/** Larger packages are not searched to the end: their names are accepted. */
const MAX_FILES = 1000;

function getPackageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function findPackage(name: string, cwd: string): string | undefined {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (fs.existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}
