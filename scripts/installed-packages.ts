/** The packages of the catalog in .cache/catalog, installed without their install scripts, and what is in them. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export const run = promisify(execFile);
export const folder = path.resolve('.cache/catalog');

/** Run in the folder of the packages, with the module as `m` and its `examples`: in arrays, for some have a `then`. */
const LOCATE = `
const roots = [m, m.default, m.default?.default].filter((root) => root !== undefined && root !== null);
const has = (root, names) => {
  let value = root;
  for (const [index, name] of names.entries()) {
    if (value === undefined || value === null) return false;
    if (index === names.length - 1) return name in Object(value) || value[name] !== undefined;
    value = value[name];
  }
  return typeof root === 'function';
};
const locate = async (path) => {
  const start = Object.keys(examples).filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length)[0];
  const found = start === undefined ? roots : await examples[start]();
  const rest = start === undefined || !/\\W$/.test(start) ? path : path.slice(start.length);
  const names = rest.replace(/#/g, '.prototype.').split('.').filter((name) => name !== '');
  return found.some((root) => has(root, names)) ? 'there' : rest.includes('()') ? 'behind a call, without an example' : 'absent';
};
const found = [];
for (const path of process.argv.slice(1)) found.push([path, await locate(path).catch((error) => 'not reached: ' + error)]);
console.log('\\n' + JSON.stringify(Object.fromEntries(found)));
process.exit();`;

/** Installs these, unless the same are there. */
export async function install(wanted: readonly string[]): Promise<void> {
  const file = path.join(folder, 'wanted.json');
  const text = JSON.stringify(wanted, undefined, 2);
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--no-save'];
  await run('npm', ['install', ...options, ...wanted], { cwd: folder });
  await writeFile(file, text);
}

/**
 * What each path leads to: `there`, `absent`, or why that cannot be told.
 *
 * @param installed the module as it is installed, which an older major is under another name
 * @param examples what paths start from that no export leads to, see `catalog-packages.ts`
 */
export async function locate(
  installed: string,
  paths: readonly string[],
  examples: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const starts = Object.entries(examples).map(([start, code]) => `${JSON.stringify(start)}: async () => [${code}]`);
  const program = `const m = await import(${JSON.stringify(installed)});
const examples = { ${starts.join(', ')} };
${LOCATE}`;
  try {
    const args = ['--input-type=module', '--eval', program, '--', ...paths];
    const { stdout } = await run(process.execPath, args, { cwd: folder, timeout: 60_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, string>;
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    const reason = stderr.split('\n').find((line) => line.includes('Error')) ?? String(error);
    return Object.fromEntries(paths.map((one) => [one, `not loaded: ${reason.slice(0, 100)}`]));
  }
}

/** Whether a package has a word in its source, its types or its native part, or one that it is made of. */
export async function mentions(name: string, word: string, depth = 2): Promise<boolean> {
  if (await hasWord(path.join(folder, 'node_modules', name), new RegExp(`\\b${word}\\b`))) return true;
  if (depth === 0) return false;
  const file = path.join(folder, 'node_modules', name, 'package.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { dependencies, peerDependencies } = JSON.parse(text) as Record<string, object>;
  for (const one of Object.keys({ ...dependencies, ...peerDependencies })) {
    if (await mentions(one, word, depth - 1)) return true;
  }
  return false;
}

async function hasWord(root: string, word: RegExp): Promise<boolean> {
  const entries = await readdir(root, { recursive: true }).catch(() => []);
  for (const entry of entries) {
    if (!/\.(?:[cm]?js|[cm]?ts|cc|cpp)$/.test(entry)) continue;
    if (word.test(await readFile(path.join(root, entry), 'utf8').catch(() => ''))) return true;
  }
  return false;
}

/** `@scope/name/path` → `@scope/name` */
export function getPackage(module: string): string {
  return module.split('/', module.startsWith('@') ? 2 : 1).join('/');
}

/** The name under which the older major of a package is installed beside the newest. */
export function getOlder(name: string): string {
  return `older-${name}`;
}
